"""Which entries each feed holds, and what it says of itself."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.feeds import feeds
from pipeline.model import Feed, FeedSettings, Pair, PairState, Publisher
from tests.emit.factory import BASE, SITE, Publication, at
from tests.targets import target

PUBLICATION = (
    Publication()
    .entry("old", published=at("2026-01-01"), modified=at("2026-05-01"), tags=("visit",))
    .entry("new", published=at("2026-03-01"), modified=at("2026-03-01"))
    .entry("call", published=at("2026-02-01"), modified=at("2026-02-01"), collection="calls", type="call", tags=("visit",))
    .entry("new", "de", published=at("2026-03-02"), modified=at("2026-03-02"))
    .entry(
        "topical",
        published=at("2025-12-01"),
        modified=at("2025-12-01"),
        collection="topical",
        fields={
            "topics": [{"id": "law", "label": "Law"}, {"id": "art", "label": "Fine art"}],
            "person": {"id": "ada", "uid": "u", "type": "person", "title": "Ada", "url": f"{BASE}/en/ada"},
        },
        refers={"topics": ("law", "art"), "person": ("ada",)},
    )
)
ENTRIES = PUBLICATION.entries


def settings(name: str = "all", **changes: Any) -> FeedSettings:
    given: dict[str, Any] = {"title": {"en": "All", "de": "Alles"}, "languages": ("en",), "formats": ("atom", "rss", "json")}
    return FeedSettings(name, **given | changes)


def made(*wanted: FeedSettings, **site: Any) -> list[Feed]:
    return list(feeds(replace(SITE, feeds=wanted, **site), ENTRIES))


def one(**changes: Any) -> Feed:
    [feed] = made(settings(**changes))
    return feed


def ids(feed: Feed) -> list[str]:
    return [entry.id for entry in feed.entries]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["new", "call", "old", "topical"]),
        ({"collections": ("news", "topical")}, ["new", "old", "topical"]),
        ({"types": ("call",)}, ["call"]),
        ({"tags": ("visit",)}, ["call", "old"]),
        ({"where": {"topics": "art"}}, ["topical"]),
        ({"where": {"person": "bo"}}, []),
        ({"tags": ("visit",), "collections": ("news",)}, ["old"]),
        ({"limit": 2}, ["new", "call"]),
        ({"languages": ("de",)}, ["new"]),
    ],
)
def test_a_feed_holds_the_newest_of_what_it_asks_for_newest_first(asked: dict[str, Any], found: list[str]) -> None:
    assert ids(one(**asked)) == found


def test_ties_are_by_uid_and_the_order_of_the_entries_does_not_show() -> None:
    publication = Publication()
    for id in ("same", "same-day", "a", "b"):
        publication.entry(id)
    [forward] = feeds(replace(SITE, feeds=(settings(),)), publication.entries)
    [backward] = feeds(replace(SITE, feeds=(settings(),)), publication.entries[::-1])
    assert ids(forward) == ["a", "b", "same-day", "same"]
    assert forward == backward


def test_feeds_come_in_the_order_of_the_settings_each_in_all_its_languages() -> None:
    found = made(settings("b", languages=("en", "de")), settings("a", languages=("de",)))
    assert [(feed.name, feed.language) for feed in found] == [("b", "en"), ("b", "de"), ("a", "de")]


def test_a_feed_says_who_it_is_where_and_for_whom() -> None:
    english, german = made(
        settings(
            "all",
            languages=("en", "de"),
            formats=("atom", "json"),
            description={"en": "What is new", "de": "Was es Neues gibt"},
            full_text=False,
            hub="https://hub.example/",
        ),
        publisher=Publisher("Example University", "https://www.example.edu/"),
    )
    assert english.id == "tag:example.edu,2026:feed/all:en"
    assert english.title == "All – Creating Knowledge Networks"
    assert (english.subtitle, german.subtitle) == ("What is new", "Was es Neues gibt")
    assert english.home_url == f"{BASE}/en"
    assert english.urls == {"atom": f"{BASE}/feeds/feeds/en/all.atom.xml", "json": f"{BASE}/feeds/feeds/en/all.json"}
    assert (english.author, english.author_url) == ("Example University", "https://www.example.edu/")
    assert (english.full_text, english.hub) == (False, "https://hub.example/")
    assert (german.id, german.title, german.home_url) == (
        "tag:example.edu,2026:feed/all:de",
        "Alles – Wissensnetzwerke schaffen",
        f"{BASE}/de",
    )


def test_the_home_of_a_site_in_one_language_has_no_language_in_it() -> None:
    [feed] = made(settings(), languages=("en",))
    assert feed.home_url == f"{BASE}/"


# When it was updated


@pytest.mark.parametrize(
    ("asked", "updated"),
    [
        ({}, "2026-05-01"),
        ({"collections": ("calls",)}, "2026-02-01"),
        ({"limit": 1}, "2026-03-01"),  # what the feed does not show has not changed it
        ({"types": ("nothing",)}, "2026-05-01"),
    ],
)
def test_a_feed_was_updated_when_an_entry_of_it_was_or_an_empty_one_when_any_was(asked: dict[str, Any], updated: str) -> None:
    assert one(**asked).updated == at(updated)


def test_the_feed_of_an_empty_site_was_never_updated() -> None:
    [feed] = feeds(replace(SITE, feeds=(settings(),)), [])
    assert feed.updated == datetime(1970, 1, 1, tzinfo=UTC)
    assert feed.entries == ()


# One feed for each


def test_each_term_has_a_feed_of_its_own_by_name() -> None:
    art, law = made(settings("topic", each="topics"))
    assert (art.name, art.id) == ("topic-art", "tag:example.edu,2026:feed/topic-art:en")
    assert (art.title, law.title) == ("All: Fine art – Creating Knowledge Networks", "All: Law – Creating Knowledge Networks")
    assert art.urls["atom"].endswith("/topic-art.atom.xml")
    assert art.home_url == f"{BASE}/en"
    assert ids(art) == ids(law) == ["topical"]


def test_the_feed_of_an_entry_has_that_entrys_title_and_page() -> None:
    [feed] = made(settings("person", each="person"))
    assert (feed.name, feed.title) == ("person-ada", "All: Ada – Creating Knowledge Networks")
    assert feed.home_url == f"{BASE}/en/ada"


def test_nothing_referred_to_is_no_feed() -> None:
    assert made(settings("topic", each="topics", languages=("de",))) == []


def test_an_entry_that_names_a_value_twice_is_in_its_feed_once() -> None:
    publication = Publication().entry(
        fields={"topics": [{"id": "law", "label": "Law"}] * 2}, refers={"topics": ("law", "law")}, id="twice"
    )
    [feed] = feeds(replace(SITE, feeds=(settings(each="topics"),)), publication.entries)
    assert ids(feed) == ["twice"]


def test_each_feed_is_limited_by_itself() -> None:
    publication = Publication()
    for number, topic in enumerate(["law", "law", "law", "art"]):
        publication.entry(
            f"n{number}",
            published=at(f"2026-01-0{number + 1}"),
            fields={"topics": [{"id": topic, "label": topic}]},
            refers={"topics": (topic,)},
        )
    art, law = feeds(replace(SITE, feeds=(settings(each="topics", limit=2),)), publication.entries)
    assert (ids(art), ids(law)) == (["n3"], ["n2", "n1"])


# What translators have to do


def test_a_feed_for_translators_holds_tasks_in_place_of_entries() -> None:
    wanted = (settings("all", languages=("de",)), settings("todo", languages=("de",), translations=("missing",)))
    pair = Pair("old", "de", target("old"), None, PairState.MISSING)
    entries, tasks = feeds(replace(SITE, feeds=wanted), ENTRIES, [pair])
    assert (ids(entries), ids(tasks)) == (["new"], ["old"])
    assert (tasks.name, tasks.language, tasks.title) == ("todo", "de", "Alles – Wissensnetzwerke schaffen")
    assert {entry.uid for entry in tasks.entries}.isdisjoint(entry.uid for entry in ENTRIES)


def test_where_nothing_is_to_be_translated_the_feed_is_there_and_empty() -> None:
    found = one(translations=("missing", "stale"))
    assert (found.entries, found.updated) == ((), at("2026-05-01"))
