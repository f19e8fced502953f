"""What was published before and is not any more, or elsewhere."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.departed import moves, tombstones
from pipeline.link import corpus
from pipeline.model import Corpus, Entry, Gone, Ledger, Localised, Published, Redirect, Tombstone
from tests.emit.factory import BASE, SITE, Publication
from tests.targets import compiled, localised

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 2, 9, tzinfo=UTC)


def uid(id: str, language: str = "en") -> str:
    return SITE.uid(id, language)


def url(slug: str) -> str:
    return f"{BASE}/en/news/{slug}"


def before(id: str = "a", slug: str = "", **changes: Any) -> Published:
    """What the last build published of an entry."""
    fields: dict[str, Any] = {
        "uid": uid(id),
        "id": id,
        "language": "en",
        "collection": "news",
        "url": url(slug or id),
        "title": f"Title of {id}",
        "date_published": LONG_AGO,
        "digest": "d",
        "date_modified": LONG_AGO,
    }
    return Published(**fields | changes)


def stone(id: str = "a", slug: str = "", **changes: Any) -> Tombstone:
    fields: dict[str, Any] = {
        "uid": uid(id),
        "id": id,
        "language": "en",
        "url": url(slug or id),
        "reason": "deleted",
        "removed_at": NOW,
        "title": f"Title of {id}",
        "date_published": LONG_AGO,
    }
    return Tombstone(**fields | changes)


def ledger(
    *known: Published | Tombstone, redirects: Sequence[tuple[str, str]] = (), gone: Sequence[tuple[str, str]] = ()
) -> Ledger:
    """What was published before; *redirects* and *gone* are slugs with the ids of their owners."""
    return Ledger(
        "e",
        1,
        {entry.uid: entry for entry in known if isinstance(entry, Published)},
        {},
        {},
        {entry.uid: entry for entry in known if isinstance(entry, Tombstone)},
        tuple(Redirect(url(slug), url("elsewhere"), uid(id)) for slug, id in redirects),
        tuple(Gone(url(slug), uid(id), NOW) for slug, id in gone),
    )


def content(known: Ledger | None, *sources: tuple[str, Localised], now: datetime = NOW) -> Corpus:
    """A corpus of *sources*, each with its id."""
    return corpus([compiled(id, said) for id, said in sources], SITE, now, [], known)


def source(id: str = "a", **changes: Any) -> tuple[str, Localised]:
    return (id, localised(**changes))


def entry(id: str = "a", slug: str = "", *aliases: str) -> Entry:
    return Publication().entry(id, url=url(slug or id), aliases=tuple(map(url, aliases))).entries[0]


# Tombstones


def test_what_was_published_and_has_no_source_any_more_was_deleted() -> None:
    assert tombstones(content(ledger(before())), []) == (stone(),)


def test_what_is_published_has_no_tombstone() -> None:
    assert tombstones(content(ledger(before()), source()), [entry()]) == ()


def test_without_a_ledger_nothing_has_gone() -> None:
    assert tombstones(content(None, source(draft=True)), []) == ()


@pytest.mark.parametrize(
    ("said", "reason", "note"),
    [
        ({"draft": True}, "unpublished", ""),
        ({"publish_date": NOW + timedelta(days=1)}, "unpublished", ""),
        ({"withdrawn": "The results were wrong."}, "withdrawn", "The results were wrong."),
        ({"expiry_date": NOW}, "expired", ""),
        ({"expiry_date": NOW, "withdrawn": "Wrong."}, "withdrawn", "Wrong."),
    ],
)
def test_a_source_that_is_still_there_says_why(said: dict[str, Any], reason: str, note: str) -> None:
    assert tombstones(content(ledger(before()), source(**said)), []) == (stone(reason=reason, note=note),)


def test_another_language_says_nothing() -> None:
    assert tombstones(content(ledger(before()), ("a", localised("de", withdrawn="Falsch."))), []) == (stone(),)


def test_an_expired_entry_went_when_it_expired_and_not_when_somebody_noticed() -> None:
    expired = NOW - timedelta(days=3)
    [found] = tombstones(content(ledger(before()), source(expiry_date=expired)), [])
    assert (found.reason, found.removed_at) == ("expired", expired)


def test_one_that_expired_in_retrospect_went_when_the_build_noticed() -> None:
    known = ledger(before(date_modified=NOW - timedelta(days=2)))  # readers would keep what is newer than its end
    [found] = tombstones(content(known, source(expiry_date=NOW - timedelta(days=3))), [])
    assert (found.reason, found.removed_at) == ("expired", NOW)


@pytest.mark.parametrize("days", [183, 366, 5000])
def test_one_that_expired_long_before_anybody_built_is_told_all_the_same(days: int) -> None:
    long_ago = NOW - timedelta(days=days)
    known = ledger(before(date_modified=long_ago - timedelta(days=1)))
    [found] = tombstones(content(known, source(expiry_date=long_ago)), [])
    assert (found.reason, found.removed_at) == ("expired", NOW)


def test_a_tombstone_stays_as_it_was() -> None:
    early = stone(removed_at=NOW - timedelta(days=100))
    assert tombstones(content(ledger(early)), []) == (early,)


def test_a_tombstone_takes_a_new_reason_or_note_but_no_new_date() -> None:
    early = stone(removed_at=NOW - timedelta(days=100))
    [found] = tombstones(content(ledger(early), source(withdrawn="Wrong.")), [])
    assert (found.reason, found.note, found.removed_at) == ("withdrawn", "Wrong.", early.removed_at)
    [found] = tombstones(content(ledger(found), source(withdrawn="Very wrong.", expiry_date=NOW)), [])
    assert (found.reason, found.note, found.removed_at) == ("withdrawn", "Very wrong.", early.removed_at)


def test_a_reason_outlives_its_source() -> None:
    told = stone(reason="withdrawn", note="Wrong.")
    assert tombstones(content(ledger(told)), []) == (told,)


def test_what_is_published_again_has_no_tombstone_any_more() -> None:
    assert tombstones(content(ledger(stone()), source()), [entry()]) == ()


def test_a_tombstone_stays_365_days() -> None:
    last = NOW + timedelta(days=365)
    assert tombstones(content(ledger(stone()), now=last - timedelta(seconds=1)), []) == (stone(),)
    assert tombstones(content(ledger(stone()), now=last), []) == ()
    assert stone().until == last


def test_tombstones_come_newest_first_ties_by_uid() -> None:
    known = ledger(stone("b"), before("c"), before("a"), stone("old", removed_at=LONG_AGO))
    assert [found.id for found in tombstones(content(known), [])] == ["a", "b", "c", "old"]


def test_fractions_of_a_second_do_not_show_since_no_index_holds_them() -> None:
    [found] = tombstones(content(ledger(before()), now=NOW.replace(microsecond=7)), [])
    assert found.removed_at == NOW


# Redirects


def moved(known: Ledger | None, *entries: Entry, stones: Sequence[Tombstone] = ()) -> dict[str, str]:
    """Where each former URL leads, both as slugs; "" where nothing is any more."""
    redirects, gone = moves(known, entries, stones)
    start = len(url(""))
    assert {redirect.status for redirect in redirects} <= {301}
    found = {redirect.source[start:]: redirect.target[start:] for redirect in redirects}
    assert list(found) == sorted(found)
    assert found.keys().isdisjoint(found.values())  # neither chain nor loop
    return found | {lost.url[start:]: "" for lost in gone}


def test_a_renamed_entry_leaves_a_redirect_without_anybody_writing_one() -> None:
    assert moved(ledger(before("x", "a")), entry("x", "b")) == {"a": "b"}


def test_nothing_moves_where_nothing_was() -> None:
    assert moved(None, entry()) == {}
    assert moved(ledger(before()), entry()) == {}


def test_a_redirect_is_kept_and_leads_straight_to_where_the_entry_is_now() -> None:
    assert moved(ledger(before("x", "b"), redirects=[("a", "x")]), entry("x", "b")) == {"a": "b"}
    assert moved(ledger(before("x", "b"), redirects=[("a", "x")]), entry("x", "c")) == {"a": "c", "b": "c"}


def test_an_entry_that_goes_back_to_its_old_url_leaves_no_loop() -> None:
    assert moved(ledger(before("x", "b"), redirects=[("a", "x")]), entry("x", "a")) == {"b": "a"}


def test_two_entries_that_change_places_leave_nothing() -> None:
    assert moved(ledger(before("x", "a"), before("y", "b")), entry("x", "b"), entry("y", "a")) == {}


def test_a_url_that_another_entry_has_taken_over_leads_nowhere_else() -> None:
    assert moved(ledger(before("x", "a")), entry("x", "b"), entry("y", "a")) == {}


def test_a_url_belongs_to_its_last_owner() -> None:
    known = ledger(before("x", "b"), before("y", "a"))  # x was at a before
    assert moved(known, entry("x", "b"), entry("y", "c")) == {"a": "c"}
    known = ledger(stone("x", "a"), before("y", "a"))
    assert moved(known, entry("y", "c"), stones=[stone("x", "a")]) == {"a": "c"}


def test_an_alias_of_an_author_leads_to_its_entry() -> None:
    assert moved(None, entry("x", "c", "a", "b")) == {"a": "c", "b": "c"}


def test_an_alias_wins_over_what_another_entry_left_behind() -> None:
    assert moved(ledger(before("x", "a")), entry("x", "b"), entry("y", "c", "a")) == {"a": "c"}


def test_an_alias_does_not_lead_away_from_where_an_entry_is() -> None:
    assert moved(None, entry("x", "a"), entry("y", "c", "a", "c")) == {}


def test_an_alias_that_its_author_removes_leads_on() -> None:
    assert moved(ledger(before("x", "c"), redirects=[("a", "x")]), entry("x", "c")) == {"a": "c"}


def test_a_url_in_other_letters_is_the_same() -> None:
    german = Publication().entry("x", url=f"{BASE}/en/news/größe").entries[0]
    assert moves(ledger(before("x", "gr%C3%B6%C3%9Fe")), [german], []) == ((), ())


def test_an_alias_that_its_author_takes_back_leads_nowhere() -> None:
    known = ledger(before("x", "b"), before("y", "c"), redirects=[("a", "y")])
    known = replace(known, redirects=tuple(replace(redirect, alias=True) for redirect in known.redirects))
    assert moved(known, entry("x", "b"), entry("y", "c")) == {}


# Gone


def test_all_urls_of_an_entry_that_is_published_no_more_are_gone() -> None:
    known = ledger(before("x", "b"), redirects=[("a", "x")])
    redirects, gone = moves(known, [], [stone("x", "b", removed_at=LONG_AGO)])
    assert redirects == ()
    assert gone == (Gone(url("a"), uid("x"), LONG_AGO), Gone(url("b"), uid("x"), LONG_AGO))


def test_they_are_gone_as_long_as_the_tombstone_stands() -> None:
    known = ledger(stone("x", "b"), gone=[("a", "x"), ("b", "x")])
    assert moved(known, stones=[stone("x", "b")]) == {"a": "", "b": ""}
    assert moved(known) == {}


def test_they_lead_to_the_entry_again_when_it_is_published_again_elsewhere() -> None:
    known = ledger(stone("x", "b"), gone=[("a", "x"), ("b", "x")])
    assert moved(known, entry("x", "c")) == {"a": "c", "b": "c"}
    assert moved(known, entry("x", "b")) == {"a": "b"}


def test_a_url_that_another_entry_has_is_not_gone() -> None:
    assert moved(ledger(before("x", "a")), entry("y", "a"), stones=[stone("x", "a")]) == {}
    assert moved(ledger(before("x", "a")), entry("y", "b", "a"), stones=[stone("x", "a")]) == {"a": "b"}
