"""feeds/LANG/NAME/history.json: what a feed has carried. The next build reads it again."""

from collections.abc import Iterator

import msgspec

from pipeline.emit import _json
from pipeline.emit._formats import EditionFormat
from pipeline.model import Artifact, Edition


def emit(edition: Edition) -> Iterator[Artifact]:
    for history in edition.histories:
        head = msgspec.structs.asdict(history)
        archives = head.pop("archives")
        data = _json.rows(head, "archives", archives)
        yield Artifact(f"feeds/{history.language}/{history.name}/history.json", data, _json.MEDIA_TYPE, "feeds")


FORMAT = EditionFormat("history", emit)
