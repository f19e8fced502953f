"""Floor 2: what the document that people subscribe to carries, and when a part of it is closed as an archive (RFC 5005 §4).

Invariants:

1. The latest version of each entry stands in the window, or in an archive and in none that was closed after it in another
   version. So whoever walks from the window to the archives before it, and takes the first version of each entry, has them all.
2. A version stays in the window for `days` days, unless the document would become too large for its readers.
3. What an archive holds never changes, and its name is never given again. A version that comes after it was closed comes into
   the window again, also when the entry says again what it said before.
4. Pure: the same history, candidates and time give the same result.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import NamedTuple

from pipeline.model import Archive, History, Version

IDEAL = 100_000
"""Bytes up to which readers fetch a document gladly."""
LARGEST = 200_000
"""Bytes of entries: some readers refuse more than 250 KB of JSON Feed (512 KB of XML), and tombstones want room too."""
_FEWEST = 10
"""Entries that stay although the document is larger than ideal, and that an archive waits for however few the window holds."""
_NOTICED = timedelta(days=7)
"""How long a notice stays at least: some readers come once a week."""
_LONGEST = 36_500
"""Days that anything stays at most, lest the calendar end before."""


class Candidate(NamedTuple):
    """The latest version of an entry."""

    uid: str
    digest: str
    since: datetime
    """When it came into being."""
    weight: int
    """Bytes that it adds to the document, as an upper estimate."""
    until: datetime | None = None
    """For a notice, which says only that the entry is gone: when that is forgotten. It stays no longer, nor after its days."""


class Rules(NamedTuple):
    """How much the window carries."""

    number: int
    """Entries that stay however old they are."""
    days: int
    """How long an entry stays however many came after it."""
    formats: tuple[str, ...] = ()
    """Those in which what leaves goes into an archive; none: it is only left out."""


class Advanced(NamedTuple):
    """What becomes of a history."""

    window: tuple[Version, ...]
    """In the order in which they came in."""
    closed: tuple[tuple[Version, ...], ...]
    """The archives to be closed now, oldest first."""
    left: dict[str, str]
    """The digest of each version that left the window without an archive, by uid; "" where it might have stayed."""
    due: datetime | None
    """When time alone will let a version leave."""


class _Row(NamedTuple):
    version: Version
    candidate: Candidate


def advance(history: History | None, candidates: Iterable[Candidate], now: datetime, rules: Rules) -> Advanced:
    """Return the window as it is with *candidates*, one for each entry, after the *history* so far."""
    carried = {version.uid: version for version in history.window} if history else {}
    former, settled = _former(history), _settled(history, rules.formats)
    rows: list[_Row] = []
    for candidate in candidates:
        uid, digest = candidate.uid, candidate.digest
        before = carried.get(uid)
        if before and before.digest == digest:
            at = before.at
        elif history and (before or former.get(uid) != digest):
            at = now.astimezone(UTC)
        elif settled.get(uid) == digest:
            continue
        else:  # no news to anybody: the feed, its archives or one of its formats is new
            at = min(candidate.since, now).astimezone(UTC)  # a day is 24 hours there
        rows.append(_Row(Version(uid, digest, at), candidate))
    rows.sort(key=lambda row: (row.version.at, row.candidate.since, row.version.uid))
    staying, leaving, due = _parted(rows, now, rules)
    closed = tuple(_closed(leaving, sum(row.candidate.weight for row in staying), rules.number)) if rules.formats else ()
    dropped = () if rules.formats else _versions(leaving)
    away = {version.uid for version in chain(dropped, *closed)}
    window = tuple(version for version in _versions(rows) if version.uid not in away)
    return Advanced(window, closed, _left(history, rows, dropped), due)


def known(history: History | None) -> frozenset[str]:
    """Return the uids of all entries that the feed has carried, as far as its *history* knows."""
    return frozenset(_former(history)).union(version.uid for version in history.window) if history else frozenset()


def extended(
    archives: Sequence[Archive], closed: Iterable[Sequence[Version]], formats: Sequence[str], taken: Collection[str] = ()
) -> tuple[Archive, ...]:
    """Return *archives* and then those *closed* now, each called by the year of its newest version and its number in it.

    No name is given twice, nor one of those *taken*, which are names of archives too.
    """
    found = list(archives)
    last: dict[str, int] = {}
    for name in (*taken, *(archive.name for archive in archives)):
        year, _, number = name.partition("-")
        last[year] = max(last.get(year, 0), int(number))
    for versions in closed:
        year = f"{max(version.at for version in versions).astimezone(UTC).year:04d}"
        last[year] = last.get(year, 0) + 1
        held = {version.uid: version.digest for version in versions}
        found.append(Archive(f"{year}-{last[year]}", tuple(formats), held))
    return tuple(found)


def _former(history: History | None) -> dict[str, str]:
    """The digest of the last version of each entry that left the window, by uid."""
    if not history:
        return {}
    return _held(history.archives) | history.left


def _settled(history: History | None, formats: Collection[str]) -> dict[str, str]:
    """Those of them that need not come again, since the archives have them in all of *formats*."""
    if not history or not formats:
        return _former(history)
    return _held(archive for archive in history.archives if set(formats) <= set(archive.formats))


def _held(archives: Iterable[Archive]) -> dict[str, str]:
    """The last version that *archives* hold of each entry."""
    return {uid: digest for archive in archives for uid, digest in archive.versions.items()}


def _left(history: History | None, rows: Iterable[_Row], dropped: Iterable[Version]) -> dict[str, str]:
    """What was in the window and is in no archive; "" for what was taken out of it before its time."""
    left = history.left | {version.uid: "" for version in history.window} if history else {}
    for row in rows:
        left.pop(row.version.uid, None)
    return dict(sorted((left | {version.uid: version.digest for version in dropped}).items()))


def _parted(rows: Sequence[_Row], now: datetime, rules: Rules) -> tuple[list[_Row], list[_Row], datetime | None]:
    """What stays of *rows*, oldest first, and what may leave; and when the first will leave by its age."""
    staying: list[_Row] = []
    leaving: list[_Row] = []
    due: list[datetime] = []
    weight = entries = 0
    full = False
    for row in reversed(rows):
        candidate, leaves = row.candidate, _leaves(row, rules.days)
        fits = weight + candidate.weight <= IDEAL / 2 or entries < _FEWEST
        among_newest = not candidate.until and entries < rules.number and fits
        wanted = among_newest or now < leaves
        full = full or (wanted and bool(staying) and weight + candidate.weight > LARGEST)
        if full or not wanted:
            leaving.append(row)
            continue
        staying.append(row)
        weight += candidate.weight
        entries += not candidate.until
        if not among_newest:
            due.append(leaves)
    return staying[::-1], leaving[::-1], min(due, default=None)


def _leaves(row: _Row, days: int) -> datetime:
    """When *row* is too old to stay by its age."""
    length = timedelta(days=min(days, _LONGEST))
    if not row.candidate.until:
        return row.version.at + length
    return min(row.version.at + max(length, _NOTICED), row.candidate.until)


def _closed(leaving: Sequence[_Row], staying: int, number: int) -> Iterator[tuple[Version, ...]]:
    """Cut archives from *leaving*, oldest first; what fills none waits in the window while there is room; no notice does."""
    most = max(number, _FEWEST)
    weight, notices = sum(row.candidate.weight for row in leaving), sum(bool(row.candidate.until) for row in leaving)
    start = 0
    while start < len(leaving):
        full = weight >= IDEAL / 2 or len(leaving) - start >= most
        if not (full or weight + staying > LARGEST or notices):
            return
        end, size = start + 1, leaving[start].candidate.weight
        while end < min(len(leaving), start + most) and size + leaving[end].candidate.weight <= IDEAL:
            size += leaving[end].candidate.weight
            end += 1
        yield _versions(leaving[start:end])
        weight -= size
        notices -= sum(bool(row.candidate.until) for row in leaving[start:end])
        start = end


def _versions(rows: Iterable[_Row]) -> tuple[Version, ...]:
    return tuple(row.version for row in rows)
