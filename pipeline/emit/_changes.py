"""changes/NNNNNN.json: what one build changed; and index/changes.json, which lists those that are kept.

Invariants: a build that changes nothing writes none; each names the digest of the one before, so who verifies the latest can
verify all (the manifest names the latest).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from pipeline.dates import rfc3339
from pipeline.emit import _json
from pipeline.emit._record import record
from pipeline.model import Artifact, Edition, Entry, FileRecord, Ledger
from pipeline.urls import ascii_url

KEPT = 1000
"""Changes that are kept: who is further behind reads everything again."""
_INDEX = "index/changes.json"


class _Entry(msgspec.Struct, frozen=True):
    uid: str
    id: str
    language: str
    collection: str
    what: tuple[str, ...]
    files: tuple[FileRecord, ...]


class _Moved(msgspec.Struct, frozen=True):
    uid: str
    source: str = msgspec.field(name="from")
    target: str = msgspec.field(name="to")


class _Removed(msgspec.Struct, frozen=True):
    uid: str
    id: str
    language: str
    collection: str
    reason: str


class _Changes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    sequence: int
    epoch: str
    at: str
    previous_sha256: str = ""
    added: tuple[_Entry, ...]
    changed: tuple[_Entry, ...]
    moved: tuple[_Moved, ...]
    removed: tuple[_Removed, ...]
    files: tuple[FileRecord, ...]
    files_removed: tuple[str, ...]


class Latest(msgspec.Struct, frozen=True):
    """What the manifest says of the changes."""

    oldest: int
    latest: int
    sha256: str
    """Of the latest."""


def changes_path(sequence: int) -> str:
    """Return where the changes of the build *sequence* are, below outputs/."""
    return f"changes/{sequence:06d}.json"


def changes(
    edition: Edition,
    before: Ledger,
    sequence: int,
    at: datetime,
    records: Sequence[tuple[str, FileRecord]],
    load: Callable[[str], bytes | None],
) -> Artifact:
    """Return what differs between *before* and the edition, whose files are *records*, each with its owner.

    *load* gives the bytes of a file that was published before.
    """
    known = before.entries
    files: dict[str, list[FileRecord]] = {}
    for owner, file in sorted(records, key=lambda pair: pair[1].path):
        files.setdefault(owner, []).append(file)
    reasons = {stone.uid: stone.reason for stone in edition.tombstones}
    shown = {entry.uid: entry for entry in edition.entries}
    edited = [entry for entry in edition.entries if entry.uid in known and known[entry.uid].digest != entry.digest]

    def row(entry: Entry, what: tuple[str, ...]) -> _Entry:
        return _Entry(entry.uid, entry.id, entry.language, entry.collection, what, tuple(files.get(entry.uid, ())))

    value = _Changes(
        sequence=sequence,
        epoch=before.epoch,
        at=rfc3339(at),
        previous_sha256=before.files.get(changes_path(sequence - 1), ""),
        added=tuple(row(entry, ()) for entry in edition.entries if entry.uid not in known),
        changed=tuple(row(entry, _what(entry, load)) for entry in edited),
        moved=tuple(
            _Moved(entry.uid, known[entry.uid].url, ascii_url(entry.url))
            for entry in edited
            if known[entry.uid].url != ascii_url(entry.url)
        ),
        removed=tuple(
            _Removed(uid, entry.id, entry.language, entry.collection, reasons.get(uid, "deleted"))
            for uid, entry in sorted(known.items())
            if uid not in shown
        ),
        files=tuple(
            file
            for owner in ("feeds", "media", "site")
            for file in files.get(owner, ())
            if before.files.get(file.path) != file.sha256
        ),
        files_removed=tuple(sorted(_lasting(before.files) - {file.path for _, file in records})),
    )
    return Artifact(changes_path(sequence), _json.document(value), _json.MEDIA_TYPE, "changes")


def changes_index(files: Sequence[FileRecord]) -> Artifact:
    """Return the index of the changes that are kept."""
    return Artifact(_INDEX, _json.rows({"count": len(files)}, "files", files), _json.MEDIA_TYPE, "manifest")


def kept_changes(before: Ledger, sequence: int) -> list[FileRecord]:
    """Return the changes published before that are still published with the build *sequence*, oldest first."""
    oldest = changes_path(max(0, sequence - KEPT + 1))
    return [file for path, file in sorted(before.changes.items()) if path >= oldest]


def _what(entry: Entry, load: Callable[[str], bytes | None]) -> tuple[str, ...]:
    """The members of the entry's JSON that are not what they were; all of them where the former cannot be read."""
    new = msgspec.json.decode(msgspec.json.encode(record(entry)), type=dict[str, Any])
    try:
        old = msgspec.json.decode(load(f"entries/{entry.language}/{entry.id}.json") or b"{}", type=dict[str, Any])
    except msgspec.DecodeError:
        old = {}
    return tuple(sorted(name for name in new.keys() | old.keys() if name != "digest" and new.get(name) != old.get(name)))


def _lasting(paths: Iterable[str]) -> set[str]:
    """Those of *paths* that are neither the manifest, an index nor changes: who reads these knows of their end."""
    return {path for path in paths if path != "manifest.json" and not path.startswith(("index/", "changes/"))}
