"""Where something is written: definitions, and what refers to them."""

from collections.abc import Collection, Iterator

import msgspec

from pipeline.model import NOWHERE, Compiled, Position, Span
from pipeline.parse import parse_toml
from pipeline.server.here import Kind, Thing, thing_at
from pipeline.server.workspace import Workspace


class Place(msgspec.Struct, frozen=True):
    """A stretch of a file."""

    path: str
    """Below the content folder."""
    span: Span


def definition(workspace: Workspace, path: str, position: Position) -> list[Place]:
    """Return where that is written which what stands at *position* in the source at *path* names."""
    thing = thing_at(workspace, path, position)
    if not thing:
        return []
    match thing.kind:
        case Kind.ENTRY | Kind.ID:
            return _entry(thing, workspace, path)
        case Kind.FILE:
            return _file(thing, workspace)
        case Kind.PART:
            spans = [heading.span for heading in workspace.document(path).headings if heading.id == thing.part]
            return [Place(path, span) for span in spans]
        case Kind.TERM:
            return _term(thing, workspace, path)
    return []


def references(workspace: Workspace, path: str, position: Position, *, declaration: bool) -> list[Place]:
    """Return every place that refers to the entry at *position* in the source at *path*, by its id or by its file, in order.

    *declaration* adds the places where its id is given.
    """
    thing = thing_at(workspace, path, position)
    target = workspace.compiled(thing.name) if thing and thing.kind is Kind.FILE else None
    id = thing.name if thing and thing.kind in (Kind.ENTRY, Kind.ID) else target.id if target else ""
    if not id:
        return []
    documents = workspace.documents()
    files = {compiled.path: compiled.id_span for compiled in documents if compiled.id == id}
    places = [Place(compiled.path, span) for compiled in documents for span in _referring(compiled, id, files)]
    if declaration:
        places += [Place(file, span) for file, span in files.items()]
    return sorted(set(places), key=lambda place: (place.path, place.span))


def _referring(compiled: Compiled, id: str, files: Collection[str]) -> Iterator[Span]:
    for hole in compiled.relocations:
        if (hole.kind == "entry" and hole.target == id) or (hole.kind == "source" and hole.target in files):
            yield hole.span or NOWHERE
    for reference in compiled.references:
        if reference.id == id:
            yield reference.span


def _entry(thing: Thing, workspace: Workspace, path: str) -> list[Place]:
    corpus = workspace.corpus
    target = corpus.target(thing.name, workspace.language(path)) if corpus else None
    compiled = workspace.compiled(target.compiled.path) if target else None
    return [Place(compiled.path, _part(compiled, thing.part) or compiled.id_span)] if compiled else []


def _file(thing: Thing, workspace: Workspace) -> list[Place]:
    compiled = workspace.compiled(thing.name)
    if compiled:
        return [Place(compiled.path, _part(compiled, thing.part) or NOWHERE)]
    known = workspace.corpus.files if workspace.corpus else frozenset()
    return [Place(thing.name, NOWHERE)] if thing.name in known else []


def _term(thing: Thing, workspace: Workspace, path: str) -> list[Place]:
    type = workspace.type(path)
    file = f"vocabularies/{type.vocabularies[thing.field]}.toml" if type else ""
    span = parse_toml(workspace.text(file))[0].keys.get(("terms", thing.name))
    return [Place(file, span)] if span else []


def _part(compiled: Compiled, anchor: str) -> Span | None:
    return next((section.span for section in compiled.sections if anchor and section.id == anchor), None)
