"""What an editor offers to write while somebody types."""

import re

import msgspec

from pipeline.model import Position, Span
from pipeline.server import in_body, in_front
from pipeline.server.here import covers
from pipeline.server.offers import Offer
from pipeline.server.workspace import Workspace

_LINE_END = re.compile(r"\r\n|\r|\n")
_MOST = 200
_REACH = 1_000
"""Characters of a line that are looked at."""


class Completion(msgspec.Struct, frozen=True):
    """What can be written at a place."""

    offers: tuple[Offer, ...]
    """In the order in which they are to be shown."""
    span: Span
    """What they replace."""
    whole: bool
    """There are no more; else more typing brings others."""


def complete(workspace: Workspace, path: str, position: Position) -> Completion:
    """Return what can be written at *position* of the source at *path*: all of which what is typed there is a part."""
    lines = _LINE_END.split(workspace.text(path))
    document = workspace.document(path)
    column = position.column - 1
    before = lines[position.line - 1][:column][-_REACH:]
    if position.line < document.body_line:
        toml = document.front_syntax == "toml"
        front = lines[: document.body_line - 1]
        typed, found = in_front.offered(workspace, path, front, position.line - 1, before, toml=toml)
    elif any(code.fenced and covers(code.span, position) for code in document.codes):
        typed, found = "", iter(())
    else:
        typed, found = in_body.offered(workspace, path, before)
    wanted = typed.casefold()
    fitting = [offer for offer in found if wanted in f"{offer.label} {offer.detail}".casefold()]
    span = Span(Position(position.line, position.column - len(typed)), position)
    return Completion(tuple(fitting[:_MOST]), span, len(fitting) <= _MOST)
