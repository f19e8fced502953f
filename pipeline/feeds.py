"""Floor 3: what each feed says, and what it said before.

Invariants: the documents of a feed with archives together hold every entry that belongs to it, and the notice of each that did
and is published no more, the latest text in the first document that holds it (RFC 5005 §4); an archive that another follows
never changes again, and no other ever comes in its place; nothing depends on the clock but through `now`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from pipeline import history
from pipeline.departed import notice
from pipeline.emit import feed_path, feed_url, feed_weight
from pipeline.model import Archive, Entry, Feed, FileRecord, History, Ledger, Pair, Site, Tombstone
from pipeline.selection import Selection, selections

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a site without entries was last changed."""
_TOMBSTONES = 30_000
"""Bytes of tombstones without a notice in one document: who needs all of them reads index/tombstones.json."""
_ARCHIVE = re.compile(r"/([0-9]{4}-[0-9]+)\.")
"""The name of an archive, in what follows the folder of its feed in a path."""
_NOTHING = Ledger("", 0, {}, {}, {})
"""What was published before the first build."""


class Syndication(msgspec.Struct, frozen=True, kw_only=True):
    """What the feeds publish; see `Edition` for what each member is."""

    feeds: tuple[Feed, ...]
    archives: tuple[Feed, ...]
    histories: tuple[History, ...]
    kept: tuple[FileRecord, ...]
    followed: dict[str, tuple[str, str]]
    due: datetime | None
    """When time alone will change one of them."""


def syndicate(
    site: Site,
    entries: Sequence[Entry],
    now: datetime,
    pairs: Sequence[Pair] = (),
    stones: Sequence[Tombstone] = (),
    ledger: Ledger | None = None,
) -> Syndication:
    """Return every configured feed in each of its languages, in the order of site.toml, with what it closes and keeps; pure.

    *pairs* are all translations, for the feeds that tell translators what to do; *stones* all tombstones.
    """
    latest = max((entry.modified for entry in entries), default=_NEVER)
    before = ledger or _NOTHING
    texts = _Texts(site, entries, stones, before)
    channels = [
        channel
        for selection in selections(site, entries, pairs, before.histories)
        if (channel := _Channel(site, selection, texts, before, now, latest)).lives
    ]
    followed = {path: how for channel in channels for path, how in channel.followed()}
    return Syndication(
        feeds=tuple(channel.feed() for channel in channels),
        archives=tuple(archive for channel in channels for archive in channel.closed()),
        histories=tuple(channel.remembered() for channel in channels),
        kept=tuple(
            record for channel in channels for record in channel.kept() if record.path.removesuffix(".gz") not in followed
        ),
        followed=followed,
        due=min((channel.advanced.due for channel in channels if channel.advanced.due), default=None),
    )


class _Texts:
    """What feeds say of entries, worked out once for all of them."""

    def __init__(self, site: Site, entries: Sequence[Entry], stones: Sequence[Tombstone], before: Ledger) -> None:
        self.site = site
        living = {entry.uid for entry in entries}
        self.known = living | {stone.uid for stone in stones}
        """The uids of all entries that are published, or not any more, as far as anybody knows."""
        forgotten = (stone for uid, stone in before.tombstones.items() if uid not in self.known)
        self.departed = {stone.uid: stone for stone in (*stones, *forgotten)}
        """All tombstones; also those that the next build will not know, for what a feed has yet to say of them."""
        self._notices: dict[str, Entry] = {}
        self._candidates: dict[tuple[int, bool], tuple[Entry, history.Candidate]] = {}

    def notice(self, uid: str) -> Entry:
        """What takes the place of an entry that is published no more."""
        return self._notices.get(uid) or self._notices.setdefault(uid, notice(self.departed[uid], self.site))

    def candidate(self, entry: Entry, full_text: bool) -> history.Candidate:
        """*entry*, or a notice, for the history of a feed."""
        _, known = self._candidates.get((id(entry), full_text), (entry, None))
        if not known:
            stone = self.departed.get(entry.uid)
            weight = feed_weight(entry, full_text) + (_size(stone) if stone else 0)
            digest = _digest_of_stone(stone) if stone else _digest(entry)
            known = history.Candidate(entry.uid, digest, entry.modified, weight, stone.until if stone else None)
            self._candidates[id(entry), full_text] = (entry, known)  # the entry too: while it is there, its id is its own
        return known


def _digest(entry: Entry) -> str:
    """The digest of what readers are shown of *entry*; neither the site's time zone nor other entries are in it."""
    return _short(
        entry.url,
        entry.title,
        entry.summary,
        entry.text_digest,
        entry.authors,
        entry.tags,
        entry.media,
        entry.published.timestamp(),
        entry.modified.timestamp(),
    )


def _digest_of_stone(stone: Tombstone) -> str:
    """The same for the notice; how we put it is not in it."""
    return _short(stone.url, stone.title, stone.reason, stone.note, stone.removed_at.timestamp())


def _short(*values: object) -> str:
    return sha256(msgspec.json.encode(values)).hexdigest()[:16]


def _size(stone: Tombstone) -> int:
    """Bytes of *stone* in a document, at most or nearly so."""
    return 250 + len(msgspec.json.encode(stone.note))


class _Channel:
    """One feed in one language, from what it was to what it becomes."""

    def __init__(
        self, site: Site, selection: Selection, texts: _Texts, ledger: Ledger, now: datetime, latest: datetime
    ) -> None:
        self.site, self.selection, self.latest = site, selection, latest
        self.settings = settings = selection.settings
        self.published, self.known = ledger.feed_files, texts.known
        before = ledger.histories.get((selection.name, selection.language))
        # Another feed of the same name has no part in this one.
        self.before = before if before and before.settings == settings.name else None
        carried = history.known(self.before)
        self.departed = [stone for uid, stone in texts.departed.items() if uid in carried]
        self.stones = [stone for stone in self.departed if stone.uid in texts.known]
        self.entries = {stone.uid: texts.notice(stone.uid) for stone in self.departed}
        self.entries |= {entry.uid: entry for entry in selection.entries}
        # A translator's task that is done is no entry that anybody missed.
        formats = settings.formats if settings.archive and not settings.translations else ()
        self.closed_before = _in_formats(self.before.archives if self.before else (), formats)
        self.advanced = history.advance(
            replace(self.before, archives=self.closed_before) if self.before else None,
            [texts.candidate(entry, settings.full_text) for entry in self.entries.values()],
            now,
            history.Rules(settings.limit, settings.window_days, formats),
        )
        taken = () if self.before else self._archived()
        self.archives = history.extended(self.closed_before, self.advanced.closed, formats, taken)
        """All of them, oldest first."""

    @property
    def lives(self) -> bool:
        """Whether there is such a feed: also for a value that no entry refers to any more, while it has something to say."""
        archived = any(archive.formats for archive in self.archives)
        return not self.settings.each or archived or bool(self.selection.entries or self.stones)

    def feed(self) -> Feed:
        """The document that people subscribe to."""
        uids = [version.uid for version in self.advanced.window]
        return self._document(uids, self._tombstones({*uids}), self.archives)

    def closed(self) -> Iterator[Feed]:
        """The archives that are closed now, oldest first."""
        for at in range(len(self.closed_before), len(self.archives)):
            archive = self.archives[at]
            stones = [stone for stone in self.departed if stone.uid in archive.versions]
            document = self._document(archive.versions, stones, self.archives[:at])
            yield replace(
                document,
                urls=self._urls(archive.name),
                archive=archive.name,
                current=document.urls,
                following=self._urls(self.archives[at + 1].name) if at + 1 < len(self.archives) else {},
                hub="",
            )

    def kept(self) -> Iterator[FileRecord]:
        """The published files of the archives that were closed before."""
        for archive in self.closed_before:
            for format in archive.formats:
                path = self._path(format, archive.name)
                yield from (self.published[name] for name in (path, f"{path}.gz") if name in self.published)

    def followed(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """The path of each archive whose successor is closed now, with its format and the successor's URL."""
        for successor in self.archives[len(self.closed_before) :][:1]:
            for format, archive in self._latest(self.closed_before).items():
                yield self._path(format, archive.name), (format, self._urls(successor.name)[format])

    def remembered(self) -> History:
        """What the next build has to know."""
        return History(
            name=self.selection.name,
            language=self.selection.language,
            settings=self.settings.name,
            title=self._title,
            home_url=self.selection.home_url,
            window=self.advanced.window,
            archives=self.archives,
            left={uid: digest for uid, digest in self.advanced.left.items() if uid in self.known},
        )

    @property
    def _title(self) -> str:
        """Where no entry says what the value of an `each` feed is called, as it was."""
        emptied = self.settings.each and not self.selection.entries
        return self.before.title if emptied and self.before else self.selection.title

    def _tombstones(self, shown: Collection[str]) -> Iterator[Tombstone]:
        """Those of the notices that are *shown*, and the newest of the others as far as there is room."""
        room = _TOMBSTONES
        for stone in self.stones:
            room -= 0 if stone.uid in shown else _size(stone)
            if stone.uid in shown or room >= 0:
                yield stone

    def _archived(self) -> set[str]:
        """The names of archives of a feed that was called as this one, of which nothing else is known."""
        folder = self._path(self.settings.formats[0], "2000-1").rpartition("/")[0]
        found = (_ARCHIVE.match(path.removeprefix(folder)) for path in self.published if path.startswith(f"{folder}/"))
        return {match[1] for match in found if match}

    def _document(self, uids: Iterable[str], tombstones: Iterable[Tombstone], before: Sequence[Archive]) -> Feed:
        """A document with the entries *uids*, after the archives *before* it."""
        site, name, language = self.site, self.selection.name, self.selection.language
        stones = tuple(tombstones)
        entries = sorted((self.entries[uid] for uid in uids), key=lambda entry: (-entry.published.timestamp(), entry.uid))
        changes = [*(entry.modified for entry in entries), *(stone.removed_at for stone in stones)]
        return Feed(
            id=f"tag:{site.id_authority}:feed/{name}:{language}",
            name=name,
            language=language,
            title=f"{self._title} – {site.title[language]}",
            subtitle=self.selection.description,
            home_url=self.selection.home_url,
            urls=self._urls(),
            updated=max(changes, default=self.latest),
            author=site.publisher.name,
            author_url=site.publisher.url,
            full_text=self.settings.full_text,
            hub=self.settings.hub,
            entries=tuple(entries),
            settings=self.settings.name,
            previous={format: self._urls(archive.name)[format] for format, archive in self._latest(before).items()},
            tombstones=stones,
        )

    def _latest(self, archives: Sequence[Archive]) -> dict[str, Archive]:
        """The last of *archives* in each format."""
        return {format: archive for archive in archives for format in archive.formats}

    def _urls(self, archive: str = "") -> dict[str, str]:
        name, language = self.selection.name, self.selection.language
        return {format: feed_url(self.site, name, language, format, archive) for format in self.settings.formats}

    def _path(self, format: str, archive: str) -> str:
        return feed_path(self.selection.name, self.selection.language, format, archive)


def _in_formats(archives: Iterable[Archive], formats: Collection[str]) -> tuple[Archive, ...]:
    """*archives*, each in those of its formats in which it is still published."""
    return tuple(replace(each, formats=tuple(format for format in each.formats if format in formats)) for each in archives)
