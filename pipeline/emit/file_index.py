"""index/feeds.json, index/media.json, index/site.json: the files that belong to no single entry."""

from collections.abc import Iterator

from pipeline.emit import _json
from pipeline.emit._formats import Files, IndexFormat
from pipeline.model import Artifact, Edition

_OWNERS = ("feeds", "media", "site")


def emit(_edition: Edition, files: Files) -> Iterator[Artifact]:
    for owner in _OWNERS:
        own = files.get(owner, ())
        yield Artifact(f"index/{owner}.json", _json.rows({"count": len(own)}, "files", own), _json.MEDIA_TYPE, "manifest")


FORMAT = IndexFormat("file-index", emit)
