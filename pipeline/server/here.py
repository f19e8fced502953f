"""What stands at a place in a source."""

from enum import StrEnum

import msgspec

from pipeline.model import Data, Document, Path, Position, Span
from pipeline.render import classify
from pipeline.server.workspace import Workspace


class Kind(StrEnum):
    """What something points to, or is."""

    ENTRY = "entry"
    """An entry by its id, with a part of it."""
    FEED = "feed"
    """A feed by its name."""
    FILE = "file"
    """A file by its path below the content folder, with a part of it."""
    PART = "part"
    """A part of this document."""
    TERM = "term"
    """A term of a vocabulary."""
    ID = "id"
    """The document's own id."""
    FIELD = "field"
    """A front matter field, or a value about which only its field says something."""


class Thing(msgspec.Struct, frozen=True):
    """What stands at a place."""

    kind: Kind
    name: str
    """The id, the path, the term or the field."""
    span: Span
    part: str = ""
    """The anchor that a link names behind `#`."""
    field: str = ""
    """The front matter field in which it stands; "" in the body."""


def covers(span: Span, position: Position) -> bool:
    """Whether *position* lies in *span* or at its end, where a cursor still belongs to it."""
    return span.start <= position <= span.end


def thing_at(workspace: Workspace, path: str, position: Position) -> Thing | None:
    """Return what stands at *position* in the source at *path*, the innermost where things lie within each other."""
    document = workspace.document(path)
    if position.line < document.body_line:
        return _in_front(document, workspace, path, position)
    return _in_body(document, workspace, path, position)


def _in_body(document: Document, workspace: Workspace, path: str, position: Position) -> Thing | None:
    for image in document.images:
        if covers(image.span, position):
            return _link(image.src, image.span, workspace, path)
    for link in document.links:
        if covers(link.span, position):
            return _link(link.target, link.span, workspace, path)
    return None


def _link(target: str, span: Span, workspace: Workspace, path: str, field: str = "") -> Thing | None:
    aim = classify(target, path, workspace.site.base_url if workspace.site else "")
    match aim.kind:
        case "entry":
            return Thing(Kind.ENTRY, aim.target, span, aim.anchor, field)
        case "feed":
            return Thing(Kind.FEED, aim.target.partition(".")[0], span)
        case "source" | "media":
            return Thing(Kind.FILE, aim.target, span, aim.anchor, field)
        case "anchor":
            return Thing(Kind.PART, "", span, aim.anchor, field)
    return None


def _in_front(document: Document, workspace: Workspace, path: str, position: Position) -> Thing | None:
    for key, span in document.front.keys.items():
        if len(key) == 1 and covers(span, position):
            return Thing(Kind.FIELD, str(key[0]), span, field=str(key[0]))
    where = max((each for each, span in document.front.spans.items() if each and covers(span, position)), key=len, default=())
    return _value(document.front, where, workspace, path) if where else None


def _value(front: Data, where: Path, workspace: Workspace, path: str) -> Thing | None:
    field, span = str(where[0]), front.span(where)
    value = front.value
    for part in where:
        value = value[part]
    type = workspace.type(path)
    if not isinstance(value, str) or not type:
        return Thing(Kind.FIELD, field, span, field=field)
    if field in type.references:
        return Thing(Kind.ENTRY, value, span, field=field)
    if field in type.vocabularies:
        return Thing(Kind.TERM, value, span, field=field)
    if field == "id":
        return Thing(Kind.ID, value, span, field=field)
    if field == "image" and where[1:2] in ((), ("src",)):
        return _link(value, span, workspace, path, field)
    return Thing(Kind.FIELD, field, span, field=field)
