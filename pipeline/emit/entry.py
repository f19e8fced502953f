"""entries/LANG/ID.json: everything about one entry."""

from pipeline.emit import _json
from pipeline.emit._formats import EntryFormat
from pipeline.emit._record import record
from pipeline.model import Artifact, Entry, Site


def emit(entry: Entry, _site: Site) -> Artifact:
    return Artifact(f"entries/{entry.language}/{entry.id}.json", _json.document(record(entry)), _json.MEDIA_TYPE, entry.uid)


FORMAT = EntryFormat("entry", emit)
