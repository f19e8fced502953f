"""index/feeds.json, index/media.json, index/site.json: the files that belong to no single entry."""

from collections.abc import Iterator

import msgspec

from pipeline.emit import _json
from pipeline.emit._formats import Files, IndexFormat
from pipeline.model import Artifact, Edition, FileRecord, MediaFile

_OWNERS = ("feeds", "media", "site")


class _Media(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of index/media.json; the last two are for the next build alone."""

    path: str
    sha256: str
    size: int
    media_type: str
    width: int = 0
    height: int = 0
    recipe: str = ""
    renditions: tuple[str, ...] = ()


def emit(edition: Edition, files: Files) -> Iterator[Artifact]:
    media = {each.name: each for file in edition.media.values() for each in (*file.renditions, file)}
    for owner in _OWNERS:
        own = files.get(owner, ())
        rows = [_row(record, media.get(record.path)) for record in own]
        yield Artifact(f"index/{owner}.json", _json.rows({"count": len(own)}, "files", rows), _json.MEDIA_TYPE, "manifest")


def _row(record: FileRecord, file: MediaFile | None) -> FileRecord | _Media:
    if not file:
        return record
    return _Media(
        path=record.path,
        sha256=record.sha256,
        size=record.size,
        media_type=record.media_type,
        width=file.width,
        height=file.height,
        recipe=file.recipe,
        renditions=tuple(each.name for each in file.renditions),
    )


FORMAT = IndexFormat("file-index", emit)
