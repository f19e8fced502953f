"""Floor 2: what was published before, read from the manifest and the indexes that it names.

The ledger is data from outside: every digest, size and path in it is checked before anything is believed.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from pipeline.model import Ledger, Published, Trouble
from pipeline.words import quote

_MANIFEST = "manifest.json"
_MAJOR = 1
"""Of the `schema_version` that this module reads."""
_LARGEST_MANIFEST = 1 << 20
"""Bytes. It holds one line an index."""

_Path = Annotated[str, Meta(max_length=1000, pattern=r"\A(?![./]|.*/(?:[./]|\Z))[^\\\x00-\x1f]+\Z")]
"""Relative; no part is empty or begins with a dot, so there is no `..`; no backslash."""
_Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_T = TypeVar("_T")


class _Version(msgspec.Struct):
    schema_version: Annotated[str, Meta(pattern=r"\A[0-9]{1,3}\.[0-9]{1,3}\Z")]
    """`MAJOR.MINOR`."""


class _File(msgspec.Struct):
    path: _Path
    sha256: _Sha256
    size: Annotated[int, Meta(ge=0)]


class _Manifest(msgspec.Struct):
    epoch: Annotated[str, Meta(min_length=1, max_length=64)]
    sequence: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    indexes: list[_File]


class _Entries(msgspec.Struct):
    """An index, for what it says of entries."""

    entries: list[Published] = []


class _Owner(msgspec.Struct):
    files: list[_File] = []


class _Files(_Owner):
    """An index, for what it says of files: its entries' or, in an index of other files, its own."""

    entries: list[_Owner] = []


def read(load: Callable[[str], bytes | None]) -> Ledger | None:
    """Return what was published before, or None when nothing was.

    *load* returns the bytes of a published file by its path, or None. Raises Trouble when the manifest or an index is
    damaged or missing, or was written by a newer version of the pipeline.
    """
    data = load(_MANIFEST)
    if data is None:
        return None
    manifest = _read_manifest(data)
    entries: dict[str, Published] = {}
    files = {_MANIFEST: hashlib.sha256(data).hexdigest()}
    for index in manifest.indexes:
        body = load(index.path)
        if body is None:
            raise _damaged(index.path, f"is missing, though {_MANIFEST} names it")
        if len(body) != index.size or hashlib.sha256(body).hexdigest() != index.sha256:
            raise _damaged(index.path, f"is not the file that {_MANIFEST} names")
        for entry in _decode(index.path, body, _Entries).entries:
            if not all(date.tzinfo for date in (entry.date_published, entry.date_modified) if date):
                raise _damaged(index.path, f"has a date without a time zone in {quote(entry.uid)}")
            entries[entry.uid] = entry
        listed = _decode(index.path, body, _Files)
        files[index.path] = index.sha256
        files |= {file.path: file.sha256 for owner in (listed, *listed.entries) for file in owner.files}
    return Ledger(manifest.epoch, manifest.sequence, entries, files, {index.path: index.sha256 for index in manifest.indexes})


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


def _decode(path: str, data: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, f"cannot be understood ({str(error).rstrip('.')})") from error


def _damaged(path: str, how: str) -> Trouble:
    return Trouble(
        f"the published {path} {how}; restore it from a backup, or empty the output folder and build again "
        "(with --previous BACKUP, or a new epoch begins and importers read everything again)"
    )
