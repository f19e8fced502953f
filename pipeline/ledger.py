"""Floor 2: what was published before, read from the manifest, the indexes that it names, and what these list of the past.

The ledger is data from outside: every digest, size and path in it is checked before anything is believed.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from pipeline.model import FileRecord, Gone, History, Ledger, Published, Redirect, Tombstone, Trouble
from pipeline.words import quote

_MANIFEST = "manifest.json"
_REDIRECTS = "redirects.json"
_FEEDS = "index/feeds.json"
_CHANGES = "index/changes.json"
_MAJOR = 1
"""Of the `schema_version` that this module reads."""
_LARGEST_MANIFEST = 1 << 20
"""Bytes. It holds one line an index."""

_Path = Annotated[str, Meta(max_length=1000, pattern=r"\A(?![./]|.*/(?:[./]|\Z))[^\\\x00-\x1f]+\Z")]
"""Relative; no part is empty or begins with a dot, so there is no `..`; no backslash."""
_Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_T = TypeVar("_T")

_HISTORY = re.compile("feeds/[^/]+/[^/]+/history[.]json")
"""Not feeds/en/history.json, which is the document of a feed that is called so."""
_ARCHIVE = re.compile("[0-9]{4}-[1-9][0-9]{0,8}")
"""The name of an archive."""


class _Version(msgspec.Struct):
    schema_version: Annotated[str, Meta(pattern=r"\A[0-9]{1,3}\.[0-9]{1,3}\Z")]
    """`MAJOR.MINOR`."""


class _File(msgspec.Struct):
    path: _Path
    sha256: _Sha256
    size: Annotated[int, Meta(ge=0)]
    media_type: str = ""


class _Manifest(msgspec.Struct):
    epoch: Annotated[str, Meta(min_length=1, max_length=64)]
    sequence: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    indexes: list[_File]


class _Remembered(msgspec.Struct):
    """An index, for what it says of entries."""

    entries: list[Published] = []
    tombstones: list[Tombstone] = []


class _Owner(msgspec.Struct):
    files: list[_File] = []


class _Files(_Owner):
    """An index, for what it says of files: its entries' or, in an index of other files, its own."""

    entries: list[_Owner] = []


class _Moves(msgspec.Struct):
    redirects: list[Redirect]
    gone: list[Gone]


def read(load: Callable[[str], bytes | None]) -> Ledger | None:
    """Return what was published before, or None when nothing was.

    *load* returns the bytes of a published file by its path, or None. Raises Trouble when the manifest or an index is
    damaged or missing, or a feed's history is damaged, or a newer version of the pipeline wrote them. Where a feed's history is
    missing, nothing is known of it.
    """
    data = load(_MANIFEST)
    if data is None:
        return None
    manifest = _read_manifest(data)
    entries: dict[str, Published] = {}
    tombstones: dict[str, Tombstone] = {}
    files = {_MANIFEST: hashlib.sha256(data).hexdigest()}
    owned: dict[str, list[_File]] = {_FEEDS: [], _CHANGES: []}
    for index in manifest.indexes:
        body = _loaded(load, index.path, index.sha256, _MANIFEST, index.size)
        known = _decode(index.path, body, _Remembered)
        _check(index.path, known)
        entries |= {entry.uid: entry for entry in known.entries}
        tombstones |= {stone.uid: stone for stone in known.tombstones}
        listed = _decode(index.path, body, _Files)
        files[index.path] = index.sha256
        files |= {file.path: file.sha256 for owner in (listed, *listed.entries) for file in owner.files}
        if index.path in owned:
            owned[index.path] = listed.files
    moves = _moves(load, files)
    return Ledger(
        manifest.epoch,
        manifest.sequence,
        entries,
        files,
        {index.path: index.sha256 for index in manifest.indexes if index.path != _CHANGES},
        tombstones,
        tuple(moves.redirects),
        tuple(moves.gone),
        _records(owned[_CHANGES]),
        _records(owned[_FEEDS]),
        dict(_histories(load, owned[_FEEDS])),
    )


def _records(files: Iterable[_File]) -> dict[str, FileRecord]:
    return {file.path: FileRecord(file.path, file.sha256, file.size, file.media_type) for file in files}


def _loaded(load: Callable[[str], bytes | None], path: str, sha256: str, by: str, size: int | None = None) -> bytes:
    """The bytes of *path*, which must be those that *by* names."""
    body = load(path)
    if body is None:
        raise _damaged(path, f"is missing, though {by} names it")
    if hashlib.sha256(body).hexdigest() != sha256 or size not in (None, len(body)):
        raise _damaged(path, f"is not the file that {by} names")
    return body


def _check(path: str, known: _Remembered) -> None:
    """Raise Trouble for a date or a URL with which nothing can be done."""
    for entry in known.entries:
        _check_row(path, entry.uid, entry.url, entry.date_published, entry.date_modified)
    for stone in known.tombstones:
        _check_row(path, stone.uid, stone.url, stone.date_published, stone.removed_at)


def _check_row(path: str, uid: str, url: str, *dates: datetime | None) -> None:
    _check_dates(path, uid, *dates)
    try:
        usable = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        usable = False
    if not usable:
        raise _damaged(path, f"has {quote(url)} for a URL in {quote(uid)}")


def _check_dates(path: str, uid: str, *dates: datetime | None) -> None:
    for date in dates:
        if date and not date.tzinfo:
            raise _damaged(path, f"has a date without a time zone in {quote(uid)}")
        if date and not 1 < date.year < 9000:  # at the ends of time another zone, or a later day, may have no such date
            raise _damaged(path, f"has an impossible date in {quote(uid)}")


def _moves(load: Callable[[str], bytes | None], files: Mapping[str, str]) -> _Moves:
    """Where former URLs lead; nowhere, if an older version published."""
    if _REDIRECTS not in files:
        return _Moves([], [])
    return _decode(_REDIRECTS, _loaded(load, _REDIRECTS, files[_REDIRECTS], "index/site.json"), _Moves)


def _histories(load: Callable[[str], bytes | None], files: Iterable[_File]) -> Iterator[tuple[tuple[str, str], History]]:
    for file in files:
        body = load(file.path) if _HISTORY.fullmatch(file.path) else None
        if body is None:
            continue
        if hashlib.sha256(body).hexdigest() != file.sha256:
            raise Trouble(
                f"the published {file.path} was altered; restore it from a backup, or remove it and build again: that feed's "
                "archives are then written anew from the content as it is now"
            )
        history = _decode(file.path, body, History)
        _check_history(file.path, history)
        yield (history.name, history.language), history


def _check_history(path: str, history: History) -> None:
    if path != f"feeds/{history.language}/{history.name}/history.json":
        raise _damaged(path, f"is the history of {quote(history.name)} ({history.language})")
    for version in history.window:
        _check_dates(path, version.uid, version.at)
    for archive in history.archives:
        if not _ARCHIVE.fullmatch(archive.name):
            raise _damaged(path, f"has {quote(archive.name)} for an archive's name")


def _read_manifest(data: bytes) -> _Manifest:
    if len(data) > _LARGEST_MANIFEST:
        raise _damaged(_MANIFEST, "is far too large")
    # First the version alone: what a newer one says besides cannot be known here.
    version = _decode(_MANIFEST, data, _Version).schema_version
    if int(version.partition(".")[0]) > _MAJOR:
        raise Trouble(f"{_MANIFEST} was written by a newer program (schema_version {version}); update this one")
    return _decode(_MANIFEST, data, _Manifest)


def advance(ledger: Ledger | None, index_digests: Mapping[str, str]) -> tuple[str, int]:
    """Return the epoch and the sequence of the generation whose indexes, by path, have these SHA-256.

    The same indexes keep their sequence. Without a ledger the sequence is 1 and the epoch is made from the digests of that
    first generation: builds of the same content agree on it without a clock, and a line begun anew from other content differs.
    """
    if ledger is None:
        lines = "".join(f"{digest} {path}\n" for path, digest in sorted(index_digests.items()))
        return hashlib.sha256(lines.encode()).hexdigest()[:16], 1
    if ledger.indexes == index_digests:
        return ledger.epoch, ledger.sequence
    return ledger.epoch, ledger.sequence + 1


def removals_guard(ledger: Ledger | None, uids: Collection[str], allow: bool) -> list[Published]:
    """Return the entries that are not among *uids* any more, sorted by uid, when they are suspiciously many.

    That is: more than five, and more than a fifth of all. Otherwise, and with *allow*, return [].
    """
    if ledger is None or allow:
        return []
    gone = [ledger.entries[uid] for uid in sorted(ledger.entries.keys() - set(uids))]
    return gone if len(gone) > 5 and len(gone) > len(ledger.entries) / 5 else []


def archives(ledger: Ledger) -> set[str]:
    """Return the paths of all archives of feeds that are published, without their compressed copies."""
    own = {path for path in ledger.feed_files if path.count("/") == 3 and not path.endswith(".gz")}
    return {path for path in own if not path.endswith("/history.json")}


def _decode(path: str, data: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, f"cannot be understood ({str(error).rstrip('.')})") from error


def _damaged(path: str, how: str) -> Trouble:
    return Trouble(
        f"the published {path} {how}; restore it from a backup, or empty the output folder and build again "
        "(with --previous BACKUP, or everything is forgotten: archives, tombstones and redirects go, importers read all again)"
    )
