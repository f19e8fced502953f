"""Which feeds there are, what each holds, and what it is called."""

from collections.abc import Collection
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.model import Condition, ContentType, Entry, FeedSettings, Pair, PairState, TermLabel, Vocabulary
from pipeline.selection import Selection, selections
from tests.emit.factory import BASE, Publication
from tests.targets import target

TOPICS = Vocabulary(
    "topics",
    {},
    {
        id: TermLabel(id, {"en": en, "de": de})
        for id, en, de in [("law", "Law", "Recht"), ("art", "Fine art", "Bildende Kunst")]
    },
)
NEWS = ContentType("news", {}, ("topics", "person"), (), {"person": "person"}, {"topics": "topics"}, ())
PUBLICATION = (
    Publication(types={"news": NEWS}, vocabularies={"topics": TOPICS})
    .entry(
        "both", fields={"topics": [{"id": "law", "label": "Law"}, {"id": "art", "label": "Fine art"}], "person": {"id": "ada"}}
    )
    .entry("one", fields={"topics": [{"id": "law", "label": "Law"}] * 2}, tags=("visit",))
    .entry("call", collection="calls", type="call", tags=("visit",))
    .entry("both", "de", fields={"topics": [{"id": "law", "label": "Recht"}], "person": {"id": "ada"}})
    .entry("ada", type="person", title="Ada", url=f"{BASE}/en/ada")
)
HOME = f"{BASE}/en"


def settings(name: str = "all", **changes: Any) -> FeedSettings:
    given: dict[str, Any] = {"title": {"en": "All", "de": "Alles"}, "languages": ("en",), "formats": ("atom",)}
    return FeedSettings(name, **given | changes)


def made(*wanted: FeedSettings, known: Collection[tuple[str, str]] = (), **site: Any) -> list[Selection]:
    return list(selections(replace(PUBLICATION.site, feeds=wanted, **site), PUBLICATION.entries, known=known))


def ids(entries: list[Entry]) -> list[str]:
    return [entry.id for entry in entries]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["both", "one", "call", "ada"]),
        ({"collections": ("news",)}, ["both", "one", "ada"]),
        ({"types": ("call",)}, ["call"]),
        ({"tags": ("visit",)}, ["one", "call"]),
        ({"where": (Condition("topics", any_of=("art",)),)}, ["both"]),
        ({"where": (Condition("title", "person", any_of=("Ada",)),)}, ["both"]),
        ({"tags": ("visit",), "collections": ("news",)}, ["one"]),
        ({"languages": ("de",)}, ["both"]),
    ],
)
def test_a_feed_holds_what_it_asks_for_in_its_language_as_it_came(asked: dict[str, Any], found: list[str]) -> None:
    [selection] = made(settings(**asked))
    assert ids(selection.entries) == found


def test_feeds_come_in_the_order_of_the_settings_each_in_all_its_languages_and_parts() -> None:
    found = made(settings("b", languages=("en", "de"), each="topics"), settings("a", languages=("de",)))
    assert [(each.name, each.language) for each in found] == [("b-art", "en"), ("b-law", "en"), ("b-law", "de"), ("a", "de")]
    assert [each.settings.name for each in found] == ["b", "b", "b", "a"]


def test_a_feed_is_called_what_the_settings_say_and_lives_at_the_sites_home() -> None:
    wanted = settings(description={"en": "What is new", "de": "Neues"}, languages=("en", "de"))
    assert [each[2:6] for each in made(wanted)] == [
        ("all", "All", "What is new", HOME),
        ("all", "Alles", "Neues", f"{BASE}/de"),
    ]
    assert made(wanted, languages=("en",))[0].home_url == f"{BASE}/"
    assert made(settings())[0].description == ""


# One feed for each


def test_each_term_has_a_feed_that_bears_its_label() -> None:
    art, law, recht = made(settings("topic", each="topics", languages=("en", "de")))
    assert (art.name, art.title, art.home_url, ids(art.entries)) == ("topic-art", "All: Fine art", HOME, ["both"])
    assert (law.name, law.title, ids(law.entries)) == ("topic-law", "All: Law", ["both", "one"])
    assert (recht.name, recht.title, recht.language) == ("topic-law", "Alles: Recht", "de")


def test_the_feed_of_an_entry_has_that_entrys_title_and_page_in_the_language_nearest_to_the_readers() -> None:
    english, german = made(settings("person", each="person", languages=("en", "de")))
    assert (english.name, english.title, english.home_url) == ("person-ada", "All: Ada", f"{BASE}/en/ada")
    assert (german.name, german.title, german.home_url) == ("person-ada", "Alles: Ada", f"{BASE}/en/ada")


def test_the_settings_may_say_where_in_title_and_description_the_label_goes() -> None:
    texts: dict[str, Any] = {"title": {"en": "On {each}, daily"}, "description": {"en": "{each}, and {each} only."}}
    [_, law] = made(settings(each="topics", **texts))
    assert (law.title, law.description) == ("On Law, daily", "Law, and Law only.")


def test_a_label_is_put_in_as_it_is() -> None:
    odd = replace(TOPICS, terms={"law": TermLabel("law", {"en": "{each} {0} %s"})})
    [_, law] = made(settings(each="topics"), vocabularies={"topics": odd})
    assert law.title == "All: {each} {0} %s"


def test_what_nobody_can_name_is_called_by_its_id() -> None:
    publication = Publication().entry(fields={"topics": ["lost"]})
    [found] = selections(replace(publication.site, feeds=(settings(each="topics"),)), publication.entries)
    assert (found.name, found.title) == ("all-lost", "All: lost")


def test_a_value_that_no_entry_has_is_no_feed() -> None:
    assert made(settings(each="topics", where=(Condition("id", any_of=("call",)),))) == []


def test_the_feed_of_a_value_that_an_entry_had_before_is_there_and_empty() -> None:
    known = {
        ("topic-art", "de"),
        ("topic-law", "de"),
        ("topic-gone", "de"),
        ("topic-lost", "en"),
        ("other-art", "de"),
        ("topic", "de"),
    }
    art, gone, law = made(settings("topic", each="topics", languages=("de",)), known=known)
    assert (art.name, art.title, art.entries) == ("topic-art", "Alles: Bildende Kunst", [])
    assert (gone.name, gone.title, gone.entries) == ("topic-gone", "Alles: gone", [])
    assert (law.name, ids(law.entries)) == ("topic-law", ["both"])
    assert len(made(settings("topic", languages=("de",)), known=known)) == 1


# What translators have to do


def test_a_feed_for_translators_holds_tasks_in_place_of_entries() -> None:
    wanted = (settings(languages=("de",)), settings("todo", languages=("de",), translations=("missing",), tags=("visit",)))
    pairs = [Pair(id, "de", target(id), None, PairState.MISSING) for id in ("one", "ada")]
    site = replace(PUBLICATION.site, feeds=wanted)
    entries, tasks = selections(site, PUBLICATION.entries, pairs)
    assert (ids(entries.entries), ids(tasks.entries)) == (["both"], ["one"])
    assert (tasks.name, tasks.title) == ("todo", "Alles")
    assert {task.uid for task in tasks.entries}.isdisjoint(entry.uid for entry in PUBLICATION.entries)
