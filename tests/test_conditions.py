"""Which entries a feed asks for: the same of those that are linked and of those that are not linked yet."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.conditions import ALWAYS, COMMON, DATES, Shown, of_corpus, of_entries
from pipeline.link import corpus
from pipeline.model import COMMON_FIELDS, Condition, Corpus, Entry, FeedSettings, Ledger, Published
from tests.emit.factory import SITE, Publication
from tests.targets import target

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


FIELDS: dict[str, dict[str, Any]] = {
    "a": {"kind": "open", "topics": ["law", "art"], "start": "2026-01-01", "places": 5, "free": True, "host": "x"},
    "b": {"kind": "closed", "topics": ["law"], "start": "2026-12-31T23:30:00+01:00", "places": 5.5, "hosts": ["y", "x"]},
    "c": {"topics": [], "start": "some day", "places": "5", "free": False, "host": "nobody", "kind": ""},
    "x": {"country": "CH", "born": 1815},
    "y": {"country": "DE"},
}
SAID: dict[str, dict[str, Any]] = {
    "a": {"title": "Open day", "slug": "open", "tags": ("visit", "day"), "weight": 1, "expiry_date": day("2026-07-01")},
    "b": {"authors": ("Ada",), "summary": "Soon."},
    "c": {"tags": ("day",), "lastmod": day("2026-05-30")},
    "x": {"type": "person", "collection": "people"},
    "y": {"type": "person", "collection": "people"},
}
SHOWN_FIRST = {"a": day("2026-01-01"), "b": day("2026-03-01"), "c": day("2026-05-01"), "x": day("2025-01-01"), "y": NOW}
REFERENCES = ("host", "hosts")


def entries() -> Shown[Any]:
    """Linked: references are mappings, dates are the site's."""
    publication = Publication()
    for id, fields in FIELDS.items():
        said = dict(SAID[id])
        said.setdefault("summary", "")
        said["expires"] = said.pop("expiry_date", None)
        said["published"] = SHOWN_FIRST[id]
        said["modified"] = said.pop("lastmod", SHOWN_FIRST[id])
        linked = {name: _linked(value) if name in REFERENCES else value for name, value in fields.items()}
        publication.entry(id, fields=linked, **said)
    return of_entries(SITE, publication.entries)


def _linked(value: Any) -> Any:
    return [_linked(item) for item in value] if isinstance(value, list) else {"id": value, "title": "A title"}


def documents() -> Shown[Any]:
    """Not linked: references are ids, and an entry that says no date has the one that the ledger knows, or else now."""
    targets = [target(id, fields=FIELDS[id], publish_date=SHOWN_FIRST[id], **SAID[id]) for id in ("a", "c", "x")]
    targets += [target(id, fields=FIELDS[id], **SAID[id]) for id in ("b", "y")]
    before = Published("", "b", "en", "news", "", "", SHOWN_FIRST["b"], "")
    ledger = Ledger("", 1, {SITE.uid("b", "en"): before}, {}, {})
    people = tuple(replace(SITE.collections[0], name=name) for name in ("news", "calls", "people"))
    return of_corpus(_corpus(targets, ledger, collections=people))


def _corpus(targets: list[Any], ledger: Ledger | None = None, **site: Any) -> Corpus:
    return corpus([each.compiled for each in targets], replace(SITE, **site), NOW, (), ledger)


def settings(**asked: Any) -> FeedSettings:
    return FeedSettings("feed", {"en": "Feed", "de": "Feed"}, ("en",), ("atom",), **asked)


@pytest.mark.parametrize("shown", [entries(), documents()], ids=["entries", "documents"])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        # A value, or one of several
        (Condition("kind", any_of=("open",)), "a"),
        (Condition("kind", any_of=("Open",)), ""),
        (Condition("kind", any_of=("open", "closed")), "ab"),
        (Condition("topics", any_of=("art",)), "a"),
        (Condition("topics", any_of=("law",)), "ab"),
        (Condition("places", any_of=(5,)), "a"),
        (Condition("places", any_of=(5.5,)), "b"),
        (Condition("places", any_of=("5",)), "c"),
        (Condition("free", any_of=("true",)), "a"),
        (Condition("free", any_of=("false",)), "c"),
        (Condition("host", any_of=("x",)), "a"),
        (Condition("hosts", any_of=("x",)), "b"),
        (Condition("nothing", any_of=("x",)), ""),
        # None of them, which is true also of what says nothing
        (Condition("kind", none_of=("open",)), "bcxy"),
        (Condition("topics", none_of=("art", "law")), "cxy"),
        # From one instant or number on, before another
        (Condition("start", since=day("2026-01-01")), "b"),  # in Berlin it began an hour before
        (Condition("start", since=day("2025-12-31T23:00")), "ab"),
        (Condition("start", before=day("2026-12-31T22:30")), "a"),
        (Condition("start", before=day("2026-12-31T22:31")), "ab"),
        (Condition("start", since=day("2025-12-31T23:00"), before=day("2025-12-31T23:00:01")), "a"),
        (Condition("places", since=5), "ab"),
        (Condition("places", since=5, before=5.5), "a"),
        (Condition("places", before=0), ""),
        (Condition("kind", since=1), ""),
        # Whether there is anything
        (Condition("kind", exists=True), "ab"),
        (Condition("topics", exists=False), "cxy"),
        (Condition("free", exists=True), "ac"),
        # Several at once
        (Condition("kind", none_of=("open",), exists=True), "b"),
        (Condition("topics", any_of=("law",), none_of=("art",)), "b"),
        # Common fields
        (Condition("id", any_of=("a", "y")), "ay"),
        (Condition("title", any_of=("Open day",)), "a"),
        (Condition("slug", any_of=("open",)), "a"),
        (Condition("summary", exists=True), "b"),
        (Condition("tags", any_of=("day",)), "ac"),
        (Condition("tags", none_of=("visit",)), "bcxy"),
        (Condition("authors", any_of=("Ada",)), "b"),
        (Condition("weight", since=1), "a"),
        (Condition("lang", any_of=("de",)), ""),
        (Condition("date", since=day("2026-02-28"), before=NOW), "bc"),
        (Condition("publishDate", since=NOW), "y"),
        (Condition("lastmod", since=day("2026-05-15")), "cy"),
        (Condition("expiryDate", exists=True), "a"),
        (Condition("expiryDate", before=day("2026-07-02")), "a"),
        # Of the entry that a field refers to
        (Condition("country", "host", any_of=("CH",)), "a"),
        (Condition("country", "hosts", any_of=("CH",)), "b"),
        (Condition("country", "hosts", none_of=("CH",)), "acxy"),
        (Condition("country", "host", exists=False), "bcxy"),
        (Condition("born", "hosts", before=1900), "b"),
        (Condition("lastmod", "host", before=day("2026-01-01")), "a"),
        (Condition("country", "kind", exists=True), ""),
    ],
)
def test_a_condition_asks_what_stands_in_a_field(shown: Shown[Any], asked: Condition, found: str) -> None:
    assert ids(shown.selected(settings(where=(asked,)))) == found


def ids(found: list[Any]) -> str:
    return "".join(sorted(each.id if isinstance(each, Entry) else each.compiled.id for each in found))


@pytest.mark.parametrize("shown", [entries(), documents()], ids=["entries", "documents"])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abcxy"),
        ({"collections": ("people", "calls")}, "xy"),
        ({"types": ("news",)}, "abc"),
        ({"tags": ("visit", "other")}, "a"),
        ({"tags": ("day",), "where": (Condition("free", any_of=("true",)),)}, "a"),
        ({"types": ("news",), "collections": ("people",)}, ""),
        ({"where": (Condition("kind", exists=True), Condition("topics", none_of=("art",)))}, "b"),
    ],
)
def test_a_feed_selects_what_is_all_that_it_asks_for(shown: Shown[Any], asked: dict[str, Any], found: str) -> None:
    assert ids(shown.selected(settings(**asked))) == found


def test_a_reference_is_followed_in_the_language_of_the_entry_else_in_the_default_one() -> None:
    person = {"type": "person", "collection": "people"}
    publication = Publication(languages=("en", "de", "fr"))
    for language, city in (("en", "Zurich"), ("de", "Zürich")):
        publication.entry("x", language, fields={"city": city}, **person)
    for language in ("en", "de", "fr"):
        publication.entry("lecture", language, fields={"host": {"id": "x"}})
    shown = of_entries(publication.site, publication.entries)
    for city, languages in (("Zurich", ["en", "fr"]), ("Zürich", ["de"])):
        found = shown.selected(settings(where=(Condition("city", "host", any_of=(city,)),)))
        assert [entry.language for entry in found] == languages


def test_only_what_is_published_is_chosen_and_followed() -> None:
    targets = [
        target("a", fields={"host": "x"}),
        target("x", fields={"country": "CH"}, draft=True),
        target("late", publish_date=day("2026-06-02")),
        target("gone", expiry_date=NOW),
        target("back", withdrawn="By mistake."),
    ]
    shown = of_corpus(_corpus(targets))
    assert ids(shown.selected(settings())) == "a"
    assert shown.selected(settings(where=(Condition("country", "host", any_of=("CH",)),))) == []


def test_the_parts_of_a_feed_are_by_value_each_with_the_entries_that_name_it() -> None:
    publication = Publication().entry("both", fields={"topics": [{"id": "law"}, {"id": "art"}, {"id": "law"}]}).entry("none")
    publication.entry("one", fields={"topics": {"id": "law"}}).entry("german", "de", fields={"topics": {"id": "zen"}})
    shown = of_entries(SITE, publication.entries)
    parts = shown.parts(settings(each="topics"), "en")
    assert {value: [entry.id for entry in found] for value, found in parts.items()} == {"art": ["both"], "law": ["both", "one"]}
    assert list(parts) == ["art", "law"]
    assert [entry.id for entry in shown.parts(settings(), "en")[""]] == ["both", "none", "one"]


@pytest.mark.parametrize("odd", [{"a": 1}, [{"a": 1}, ["law"], 5], 5, True, "", {"en": "law"}])
def test_what_should_not_stand_in_a_field_meets_nothing_and_stops_nobody(odd: Any) -> None:
    shown = of_corpus(
        _corpus([target("a", fields={"topics": odd, "places": odd, "start": odd}), target("x", fields={"country": "CH"})])
    )
    for asked in (
        Condition("topics", any_of=("law",)),
        Condition("country", "topics", any_of=("CH",)),
        Condition("start", since=day("2026-01-01")),
        Condition("places", before=1),
    ):
        assert shown.selected(settings(where=(asked,))) == []
    assert set(shown.parts(settings(each="topics"), "en")) <= {"true"}


def test_every_feed_is_known_by_its_name_and_its_languages() -> None:
    publication = Publication().entry(fields={"topics": {"id": "law"}}).entry(language="de")
    each, plain = replace(settings(each="topics"), languages=("en", "de")), replace(settings(), name="all", languages=("de",))
    shown = of_entries(replace(SITE, feeds=(each, plain)), publication.entries)
    assert shown.feeds() == {"feed-law": {"en": each}, "all": {"de": plain}}


def test_the_fields_that_every_entry_has_are_never_empty() -> None:
    asked = tuple(Condition(field, exists=True) for field in ALWAYS)
    publication = Publication().entry("bare", slug="bare", summary="")
    assert ids(of_entries(SITE, publication.entries).selected(settings(where=asked))) == "bare"
    assert {*ALWAYS, *DATES} < {*COMMON} < {*COMMON_FIELDS}
