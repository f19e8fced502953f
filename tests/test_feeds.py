"""What each feed says, and what becomes of what it said before."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.emit import feed_path
from pipeline.feeds import Syndication, syndicate
from pipeline.model import Entry, Feed, FeedSettings, FileRecord, Ledger, Pair, PairState, Publisher, Site, Tombstone
from tests.emit.factory import BASE, SITE, Publication, at
from tests.targets import target

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FEEDS = f"{BASE}/feeds/feeds/en"


def settings(name: str = "all", **changes: Any) -> FeedSettings:
    given: dict[str, Any] = {"title": {"en": "All", "de": "Alles"}, "languages": ("en",), "formats": ("atom", "rss", "json")}
    return FeedSettings(name, **given | changes)


def entry(id: str = "a", language: str = "en", **changes: Any) -> Entry:
    return Publication().entry(id, language, **changes).entries[0]


def dated(id: str, day: str, **changes: Any) -> Entry:
    return entry(id, published=at(day), modified=at(day), **changes)


def many(first: int, last: int, **changes: Any) -> list[Entry]:
    """Entries called after their numbers, each a day younger than the one before."""
    begun = at("2025-01-01")
    dates = {number: begun + timedelta(days=number) for number in range(first, last + 1)}
    return [entry(f"n{number:03}", published=date, modified=date, **changes) for number, date in dates.items()]


def stone(id: str = "a", language: str = "en", **changes: Any) -> Tombstone:
    fields: dict[str, Any] = {
        "uid": SITE.uid(id, language),
        "id": id,
        "language": language,
        "url": f"{BASE}/{language}/news/{id}",
        "reason": "withdrawn",
        "removed_at": NOW,
        "title": f"Title of {id}",
        "date_published": at("2026-01-05"),
    }
    return Tombstone(**fields | changes)


class Life:
    """A site's feeds from build to build."""

    def __init__(self, *feeds: FeedSettings, **site: Any) -> None:
        self.site: Site = replace(SITE, feeds=feeds or (settings(),), **site)
        self.ledger: Ledger | None = None
        self.said: Syndication

    def build(
        self, entries: Sequence[Entry], stones: Sequence[Tombstone] = (), now: datetime = NOW, pairs: Sequence[Pair] = ()
    ) -> "Life":
        self.said = said = syndicate(self.site, entries, now, pairs, stones, self.ledger)
        paths = [
            feed_path(history.name, history.language, format, archive.name) + ending
            for history in said.histories
            for archive in history.archives
            for format in archive.formats
            for ending in ("", ".gz")
        ]
        self.ledger = Ledger(
            "e",
            1,
            {},
            {},
            {},
            {stone.uid: stone for stone in stones},
            feed_files={path: FileRecord(path, "0" * 64, 1, "") for path in paths},
            histories={(history.name, history.language): history for history in said.histories},
        )
        return self

    def switch(self, *feeds: FeedSettings, **site: Any) -> "Life":
        self.site = replace(self.site, feeds=feeds or self.site.feeds, **site)
        return self

    @property
    def feed(self) -> Feed:
        [feed] = self.said.feeds
        return feed

    @property
    def shown(self) -> list[str]:
        return ids(self.feed)


def one(*entries: Entry, **changes: Any) -> Feed:
    return Life(settings(**changes)).build(entries).feed


def ids(feed: Feed) -> list[str]:
    return [entry.id for entry in feed.entries]


# What a feed says of itself


def test_feeds_come_in_the_order_of_the_settings_each_in_all_its_languages() -> None:
    life = Life(settings("b", languages=("en", "de")), settings("a", languages=("de",))).build([])
    assert [(feed.name, feed.language, feed.settings) for feed in life.said.feeds] == [
        ("b", "en", "b"),
        ("b", "de", "b"),
        ("a", "de", "a"),
    ]


def test_a_feed_says_who_it_is_where_and_for_whom() -> None:
    asked = settings(
        languages=("en", "de"),
        formats=("atom", "json"),
        description={"en": "What is new", "de": "Was es Neues gibt"},
        full_text=False,
        hub="https://hub.example/",
    )
    english, german = Life(asked, publisher=Publisher("A University", "https://a.example/")).build([]).said.feeds
    assert english.id == "tag:example.edu,2026:feed/all:en"
    assert english.title == "All – Creating Knowledge Networks"
    assert (english.subtitle, german.subtitle) == ("What is new", "Was es Neues gibt")
    assert english.home_url == f"{BASE}/en"
    assert english.urls == {"atom": f"{FEEDS}/all.atom.xml", "json": f"{FEEDS}/all.json"}
    assert (english.author, english.author_url) == ("A University", "https://a.example/")
    assert (english.full_text, english.hub, english.archive, english.current) == (False, "https://hub.example/", "", {})
    assert (german.id, german.title, german.home_url) == (
        "tag:example.edu,2026:feed/all:de",
        "Alles – Wissensnetzwerke schaffen",
        f"{BASE}/de",
    )


def test_entries_come_newest_first_ties_by_uid_however_they_are_given() -> None:
    entries = [dated("same", "2026-03-01"), dated("new", "2026-03-02"), dated("a", "2026-03-01"), dated("old", "2026-01-01")]
    assert ids(one(*entries)) == ids(one(*reversed(entries))) == ["new", "a", "same", "old"]


def test_a_correction_does_not_change_the_place_of_an_entry() -> None:
    life = Life().build([dated("new", "2026-03-02"), dated("old", "2026-01-01")])
    life.build([dated("new", "2026-03-02"), entry("old", published=at("2026-01-01"), modified=at("2026-05-01"))])
    assert life.shown == ["new", "old"]


def test_a_feed_was_updated_when_an_entry_of_it_was_or_an_empty_one_when_any_was() -> None:
    new, old = dated("new", "2026-03-01"), entry("old", published=at("2026-01-01"), modified=at("2026-02-01"))
    assert one(new, old).updated == at("2026-03-01")
    assert one(replace(new, collection="calls"), old, collections=("news",)).updated == at("2026-02-01")
    assert one(new, old, types=("nothing",)).updated == at("2026-03-01")


def test_the_feed_of_an_empty_site_was_never_updated() -> None:
    assert (one().updated, one().entries) == (datetime(1970, 1, 1, tzinfo=UTC), ())


# Archives


ARCHIVED = settings(archive=True, limit=10, window_days=7)


def test_what_leaves_the_window_goes_into_archives_that_are_linked_both_ways() -> None:
    life = Life(ARCHIVED).build(many(1, 35))
    first, second = life.said.archives
    assert (first.archive, second.archive) == ("2025-1", "2025-2")
    assert (ids(first), ids(second)) == ([f"n{n:03}" for n in range(10, 0, -1)], [f"n{n:03}" for n in range(20, 10, -1)])
    assert life.feed.previous == second.urls == {format: f"{FEEDS}/all/2025-2.{end}" for format, end in ENDS.items()}
    assert second.previous == first.urls
    assert (first.previous, first.following, second.following) == ({}, second.urls, {})
    assert first.current == second.current == life.feed.urls
    assert first.id == second.id == life.feed.id
    assert (life.said.kept, life.said.followed) == ((), {})


ENDS = {"atom": "atom.xml", "rss": "rss.xml", "json": "json"}


def test_an_archive_has_no_hub_and_was_updated_with_its_own_entries() -> None:
    life = Life(replace(ARCHIVED, hub="https://hub.example/")).build(many(1, 35))
    assert {archive.hub for archive in life.said.archives} == {""}
    assert life.said.archives[0].updated == at("2025-01-11")


def test_an_archive_is_kept_as_it_is_and_learns_once_what_follows_it() -> None:
    life = Life(ARCHIVED).build(many(1, 25))
    paths = [f"feeds/en/all/2025-1.{end}" for end in ENDS.values()]
    for last in (25, 29):
        life.build(many(1, last))
        assert [record.path for record in life.said.kept] == [f"{path}{ending}" for path in paths for ending in ("", ".gz")]
        assert not life.said.archives
    [successor] = life.build(many(1, 30)).said.archives
    successors = {format: f"{FEEDS}/all/{successor.archive}.{end}" for format, end in ENDS.items()}
    assert life.said.followed == {path: (format, successors[format]) for path, format in zip(paths, ENDS, strict=True)}
    assert life.said.kept == ()
    life.build(many(1, 30))
    assert (life.said.followed, len(life.said.kept)) == ({}, 2 * 2 * 3)


def test_several_archives_that_are_closed_at_once_know_each_other() -> None:
    life = Life(ARCHIVED).build(many(1, 25)).build(many(1, 80), now=NOW + timedelta(days=8))
    life.build(many(1, 80), now=NOW + timedelta(days=16))
    closed = life.said.archives
    assert len(closed) > 2
    assert [archive.following for archive in closed] == [*(archive.urls for archive in closed[1:]), {}]
    assert [archive.previous for archive in closed[1:]] == [archive.urls for archive in closed[:-1]]
    assert life.said.followed["feeds/en/all/2025-2.atom.xml"] == ("atom", closed[0].urls["atom"])


def test_a_renamed_entry_comes_again_and_a_new_translation_of_it_does_not() -> None:
    entries = many(1, 35)
    life = Life(ARCHIVED).build(entries)
    translated = Publication().entry("n001", published=entries[0].published, modified=entries[0].modified).entry("n001", "de")
    life.build([*translated.translated().entries, *entries[1:]])
    assert "n001" not in life.shown
    life.build([replace(entries[0], url=f"{BASE}/en/news/renamed"), *entries[1:]])
    assert "n001" in life.shown


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another"},
        {"summary": "Another"},
        {"text_digest": "another"},
        {"authors": ("Ada",)},
        {"tags": ("visit",)},
        {"media": ("https://a.example/a.png",)},
        {"modified": at("2026-05-05")},
    ],
)
def test_whatever_readers_are_shown_comes_again_when_it_changes(changes: dict[str, Any]) -> None:
    entries = many(1, 35)
    life = Life(ARCHIVED).build(entries)
    assert "n001" in life.build([replace(entries[0], **changes), *entries[1:]]).shown


def test_another_time_zone_of_the_site_is_no_news() -> None:
    entries = many(1, 35)
    life = Life(ARCHIVED).build(entries, [stone("n000")]).build(entries, [stone("n000")])
    before = life.said.histories
    moved = [replace(one, published=one.published.astimezone(UTC), modified=one.modified.astimezone(UTC)) for one in entries]
    life.switch(timezone="UTC").build(moved, [stone("n000")])
    assert life.said.histories == before


def test_a_format_that_is_added_gets_archives_of_its_own_and_a_format_that_goes_takes_its_own_along() -> None:
    life = Life(replace(ARCHIVED, formats=("atom",))).build(many(1, 35))
    life.switch(replace(ARCHIVED, formats=("atom", "json"))).build(many(1, 35))
    first, second = life.said.archives
    assert first.urls.keys() == {"atom", "json"}
    assert first.previous == {"atom": f"{FEEDS}/all/2025-2.atom.xml"}
    assert second.previous == first.urls
    assert {record.path for record in life.said.kept} == {f"feeds/en/all/2025-1.atom.xml{ending}" for ending in ("", ".gz")}
    assert life.said.followed == {"feeds/en/all/2025-2.atom.xml": ("atom", first.urls["atom"])}
    life.switch(replace(ARCHIVED, formats=("json",))).build(many(1, 35))
    assert life.said.archives == ()
    assert {record.path.removesuffix(".gz") for record in life.said.kept} == {
        f"feeds/en/all/{archive.archive}.json" for archive in (first, second)
    }


def test_switching_archives_off_takes_them_away_and_tells_nothing_twice() -> None:
    life = Life(ARCHIVED).build(many(1, 35))
    before = life.shown
    life.switch(replace(ARCHIVED, archive=False)).build(many(1, 35))
    assert (life.said.kept, life.feed.previous) == ((), {})
    assert set(life.shown) <= set(before)
    life.switch(ARCHIVED).build(many(1, 35))
    assert [archive.archive for archive in life.said.archives] == ["2025-3", "2025-4"]  # no URL ever says something else


def test_a_feed_whose_history_is_lost_begins_anew_under_names_that_nothing_had() -> None:
    life = Life(ARCHIVED).build(many(1, 35))
    assert life.ledger
    life.ledger = replace(life.ledger, histories={})
    life.build(many(1, 35))
    assert [archive.archive for archive in life.said.archives] == ["2025-3", "2025-4"]
    assert life.said.archives[0].previous == {}
    assert (life.said.kept, life.said.followed) == ((), {})


def test_another_feed_that_had_the_name_before_has_no_part_in_it() -> None:
    life = Life(ARCHIVED).build(many(1, 35))
    assert life.ledger
    [history] = life.said.histories
    life.ledger = replace(life.ledger, histories={("all", "en"): replace(history, settings="another")})
    life.build(many(1, 35))
    assert [archive.archive for archive in life.said.archives] == ["2025-3", "2025-4"]


def test_a_new_feed_of_an_old_site_begins_as_if_it_had_always_been_there() -> None:
    life = Life(settings("old")).build(many(1, 35))
    life.switch(settings("old"), replace(ARCHIVED, name="new")).build(many(1, 35))
    assert [archive.archive for archive in life.said.archives] == ["2025-1", "2025-2"]
    assert ids(life.said.feeds[1]) == [f"n{number:03}" for number in range(35, 20, -1)]


# Withdrawal


def test_an_entry_that_is_gone_leaves_a_tombstone_and_a_notice_with_its_id() -> None:
    life = Life().build([dated("a", "2026-01-05"), dated("b", "2026-01-06")])
    gone = stone(note="The results & figures were wrong.")
    life.build([dated("b", "2026-01-06")], [gone])
    assert life.feed.tombstones == (gone,)
    [kept, notice] = life.feed.entries
    assert (kept.id, notice.uid, notice.url) == ("b", gone.uid, gone.url)
    assert notice.title == "Withdrawn: Title of a"
    assert notice.html == "<p>This entry has been withdrawn.</p><p>The results &amp; figures were wrong.</p>"
    assert (notice.published, notice.modified) == (at("2026-01-05"), NOW)
    assert life.feed.updated == NOW


@pytest.mark.parametrize(
    ("language", "reason", "says"),
    [
        ("en", "deleted", "This entry is no longer available."),
        ("en", "unpublished", "This entry is no longer available."),
        ("en", "expired", "This entry has expired."),
        ("de", "withdrawn", "Dieser Eintrag wurde zurückgezogen."),
        ("en", "a reason of a newer version", "This entry is no longer available."),
    ],
)
def test_a_notice_says_why_in_the_language_of_its_entry(language: str, reason: str, says: str) -> None:
    life = Life(settings(languages=(language,))).build([entry("a", language)])
    life.build([], [stone("a", language, reason=reason)])
    assert life.feed.entries[0].html == f"<p>{says}</p>"


def test_a_feed_that_never_carried_an_entry_does_not_speak_of_its_end() -> None:
    life = Life(settings("news", collections=("news",)), settings("calls", collections=("calls",)))
    life.build([entry("a"), entry("b", collection="calls")]).build([entry("b", collection="calls")], [stone()])
    news, calls = life.said.feeds
    assert (ids(news), ids(calls), calls.tombstones) == (["a"], ["b"], ())


def test_a_feed_that_once_carried_an_entry_speaks_of_its_end_even_if_it_went_to_another_feed() -> None:
    life = Life(settings("news", collections=("news",)), settings("calls", collections=("calls",))).build([entry("a")])
    life.build([entry("a", collection="calls")])
    news, calls = life.said.feeds
    assert (ids(news), ids(calls)) == ([], ["a"])
    life.build([], [stone()])
    assert [(ids(feed), len(feed.tombstones)) for feed in life.said.feeds] == [(["a"], 1), (["a"], 1)]


def test_after_the_window_the_notice_goes_and_the_tombstone_stays() -> None:
    gone = stone()
    life = Life(settings(window_days=30)).build([entry("a"), entry("b")]).build([entry("b")], [gone])
    assert life.said.due == NOW + timedelta(days=30)
    life.build([entry("b")], [gone], NOW + timedelta(days=30))
    assert (life.shown, life.feed.tombstones) == (["b"], (gone,))
    life.build([entry("b")], [gone], NOW + timedelta(days=364))
    assert (life.shown, life.feed.tombstones) == (["b"], (gone,))
    life.build([entry("b")], [], NOW + timedelta(days=365))
    assert (life.shown, life.feed.tombstones) == (["b"], ())


def test_in_a_feed_with_archives_the_notice_is_archived_with_its_tombstone() -> None:
    gone = stone("n001")
    life = Life(ARCHIVED).build(many(1, 35)).build(many(2, 35), [gone])
    life.build(many(2, 35), [gone], NOW + timedelta(days=7))
    archive = life.said.archives[-1]
    assert "n001" in ids(archive)
    assert archive.tombstones == (gone,)
    assert life.feed.tombstones == (gone,)


def test_a_notice_that_nobody_has_archived_in_time_is_archived_when_its_tombstone_has_gone() -> None:
    gone = stone("n001")
    life = Life(replace(ARCHIVED, window_days=1000)).build(many(1, 35)).build(many(2, 35), [gone])
    life.build(many(2, 35), [], NOW + timedelta(days=400))
    archive = life.said.archives[-1]
    assert "Withdrawn: Title of n001" in [entry.title for entry in archive.entries]
    assert (archive.tombstones, life.feed.tombstones) == ((gone,), ())
    assert "n001" not in life.shown


def test_what_is_published_again_has_neither_tombstone_nor_notice() -> None:
    life = Life().build([entry("a")]).build([], [stone()]).build([entry("a")])
    assert (life.feed.tombstones, life.feed.entries) == ((), (entry("a"),))


def test_a_change_of_our_own_words_is_no_news() -> None:
    life = Life(ARCHIVED).build([entry("a")]).build([], [stone()])
    [version] = life.said.histories[0].window
    assert life.build([], [stone(language="en")]).said.histories[0].window == (version,)
    assert life.build([], [stone(note="Why")]).said.histories[0].window != (version,)


def test_a_document_has_all_tombstones_of_its_notices_and_the_newest_of_the_others_as_far_as_there_is_room() -> None:
    entries = [entry(f"n{number:04}") for number in range(1500)]
    life = Life(settings(limit=1500, window_days=7)).build(entries)
    early = [stone(each.id, removed_at=NOW - timedelta(days=50, seconds=number)) for number, each in enumerate(entries[:1000])]
    life.build(entries[1000:], early, NOW - timedelta(days=50))
    late = [stone(each.id) for each in entries[1000:]]
    life.build([], [*late, *early], NOW)
    told = {tombstone.uid for tombstone in life.feed.tombstones}
    notices = {notice.uid for notice in life.feed.entries}
    assert notices <= told
    assert 100 < len(told - notices) < 150
    assert list(life.feed.tombstones) == [each for each in [*late, *early] if each.uid in told]


# One feed for each


def topical(id: str, *topics: str) -> Entry:
    return entry(
        id,
        fields={"topics": [{"id": topic, "label": topic.title()} for topic in topics]},
        refers={"topics": topics},
        published=at("2026-05-01"),
    )


EACH = settings("topic", each="topics")


def test_each_feed_carries_its_own() -> None:
    life = Life(EACH).build([topical("a", "law", "art"), topical("b", "law")])
    assert [(feed.name, feed.settings, ids(feed)) for feed in life.said.feeds] == [
        ("topic-art", "topic", ["a"]),
        ("topic-law", "topic", ["a", "b"]),
    ]
    assert [history.name for history in life.said.histories] == ["topic-art", "topic-law"]


def test_a_feed_whose_last_entry_was_withdrawn_tells_so_before_it_goes() -> None:
    gone = stone("a")
    life = Life(EACH).build([topical("a", "law")])
    title = life.feed.title
    life.build([], [gone])
    assert (life.feed.name, life.feed.title, life.shown, life.feed.tombstones) == ("topic-law", title, ["a"], (gone,))
    life.build([], [gone], NOW + timedelta(days=200))
    assert (life.feed.title, life.shown) == (title, [])
    assert life.build([], [], NOW + timedelta(days=400)).said.feeds == ()


def test_a_feed_with_archives_stays_when_nothing_is_left_in_it() -> None:
    life = Life(replace(EACH, archive=True, limit=1, window_days=7)).build([topical(f"n{n}", "law") for n in range(30)])
    life.build([], [], NOW + timedelta(days=400))
    assert life.feed.name == "topic-law"
    assert life.feed.previous


def test_a_feed_whose_archives_were_switched_off_goes_with_its_last_entry() -> None:
    asked = replace(EACH, archive=True, limit=1, window_days=7)
    life = Life(asked).build([topical(f"n{n}", "law") for n in range(30)])
    assert life.switch(replace(asked, archive=False)).build([]).said.feeds == ()


def test_a_feed_whose_entries_all_went_to_another_value_goes() -> None:
    life = Life(EACH).build([topical("a", "law")]).build([topical("a", "art")])
    assert life.feed.name == "topic-art"


def test_names_that_begin_alike_are_not_confused() -> None:
    life = Life(
        replace(EACH, archive=True, limit=1, window_days=0), settings("topic-of-the-day"), replace(EACH, name="topic-of")
    )
    entries = [topical(f"n{n}", "law") for n in range(30)]
    for _ in range(3):
        life.build(entries)
        assert [feed.name for feed in life.said.feeds] == ["topic-law", "topic-of-the-day", "topic-of-law"]
        life.build([], [stone(each.id) for each in entries])
        assert [feed.name for feed in life.said.feeds] == ["topic-law", "topic-of-the-day", "topic-of-law"]


# What translators have to do


def test_a_task_that_is_done_leaves_neither_notice_nor_archive() -> None:
    asked = settings("todo", languages=("de",), translations=("missing",), archive=True, limit=1, window_days=0)
    sources = [entry(f"n{number}") for number in range(30)]
    pairs = [Pair(source.id, "de", target(source.id), None, PairState.MISSING) for source in sources]
    life = Life(asked).build(sources, pairs=pairs)
    assert len(life.shown) == 1
    assert life.said.archives == ()
    life.build(sources, pairs=pairs[:3])
    assert life.feed.tombstones == ()
    life.build(sources)
    assert (life.feed.entries, life.said.histories[0].left) == ((), {})


# Memory


def test_what_a_feed_remembers_does_not_grow_with_what_is_forgotten_everywhere() -> None:
    life = Life(settings(limit=1, window_days=0)).build(many(1, 30))
    assert len(life.said.histories[0].left) == 29
    gone = [stone(each.id) for each in many(1, 20)]
    life.build(many(21, 30), gone)
    life.build(many(21, 30), gone, NOW + timedelta(days=10))
    assert len(life.said.histories[0].left) == 29
    life.build(many(21, 30), [], NOW + timedelta(days=400))
    assert life.said.histories[0].left.keys() == {each.uid for each in many(21, 29)}


def test_the_same_content_ledger_and_time_give_the_same() -> None:
    life = Life(ARCHIVED, EACH).build([*many(1, 35), topical("a", "law")])
    before = life.ledger
    first = life.build([*many(1, 40)], [stone("a")]).said
    life.ledger = before
    assert life.build([*reversed(many(1, 40))], [stone("a")]).said == first
