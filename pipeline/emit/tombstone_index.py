"""index/tombstones.json: the entries that are published no more."""

from collections.abc import Iterator

import msgspec

from pipeline.dates import rfc3339
from pipeline.emit import _json
from pipeline.emit._formats import Files, IndexFormat
from pipeline.model import Artifact, Edition, Tombstone
from pipeline.urls import ascii_url


class _Row(msgspec.Struct, frozen=True):
    uid: str
    id: str
    language: str
    url: str
    reason: str
    removed_at: str
    note: str
    title: str
    date_published: str


def emit(edition: Edition, _files: Files) -> Iterator[Artifact]:
    head = {"count": len(edition.tombstones)}
    data = _json.rows(head, "tombstones", map(_row, edition.tombstones))
    yield Artifact("index/tombstones.json", data, _json.MEDIA_TYPE, "manifest")


def _row(stone: Tombstone) -> _Row:
    return _Row(
        uid=stone.uid,
        id=stone.id,
        language=stone.language,
        url=ascii_url(stone.url),
        reason=stone.reason,
        removed_at=rfc3339(stone.removed_at),
        note=stone.note,
        title=stone.title,
        date_published=rfc3339(stone.date_published),
    )


FORMAT = IndexFormat("tombstone-index", emit)
