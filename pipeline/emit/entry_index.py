"""index/LANG/COLLECTION.json: the entries of a collection, each with the digests of its files."""

from collections.abc import Iterator

import msgspec

from pipeline.dates import rfc3339
from pipeline.emit import _json
from pipeline.emit._formats import Files, IndexFormat
from pipeline.emit._record import by_collection
from pipeline.model import Artifact, Edition, Entry, FileRecord
from pipeline.urls import ascii_url


class _Row(msgspec.Struct, frozen=True):
    id: str
    uid: str
    language: str
    type: str
    collection: str
    url: str
    title: str
    date_published: str
    date_modified: str
    digest: str
    source: str
    text: str
    files: tuple[FileRecord, ...]


def emit(edition: Edition, files: Files) -> Iterator[Artifact]:
    for language, collection, entries in by_collection(edition):
        head = {"language": language, "collection": collection, "count": len(entries)}
        data = _json.rows(head, "entries", (_row(entry, files) for entry in entries))
        yield Artifact(f"index/{language}/{collection}.json", data, _json.MEDIA_TYPE, "manifest")


def _row(entry: Entry, files: Files) -> _Row:
    return _Row(
        id=entry.id,
        uid=entry.uid,
        language=entry.language,
        type=entry.type,
        collection=entry.collection,
        url=ascii_url(entry.url),
        title=entry.title,
        date_published=rfc3339(entry.published),
        date_modified=rfc3339(entry.modified),
        digest=entry.digest,
        source=entry.path,
        text=entry.text_digest,
        files=tuple(files.get(entry.uid, ())),
    )


FORMAT = IndexFormat("entry-index", emit)
