"""collections/LANG/NAME.json: the complete current set, for importers that want one document."""

from collections.abc import Iterator

from pipeline.emit import _json
from pipeline.emit._formats import EditionFormat
from pipeline.emit._record import by_collection, record
from pipeline.model import Artifact, Edition


def emit(edition: Edition) -> Iterator[Artifact]:
    for language, collection, entries in by_collection(edition):
        head = {"language": language, "collection": collection, "count": len(entries)}
        data = _json.rows(head, "entries", map(record, entries))
        yield Artifact(f"collections/{language}/{collection}.json", data, _json.MEDIA_TYPE, "site")


FORMAT = EditionFormat("collection", emit)
