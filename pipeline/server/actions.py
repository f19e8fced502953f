"""Quick fixes: the exact edits that findings bring with them."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from pipeline.model import Diagnostic, Edit, Span
from pipeline.server.workspace import Workspace

QUICK, ALL = "quickfix", "source.fixAll"
"""What the protocol calls the kinds (LSP 3.17, CodeActionKind)."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_MEANT = re.compile(r'did you mean "([\w./#:-]+)"\?')
_SAID = re.compile(r'"([\w./#:-]+)"')


class Action(msgspec.Struct, frozen=True):
    """Edits that an editor offers together."""

    title: str
    kind: str
    edits: tuple[Edit, ...]
    """Of one file, in order; none overlaps another."""
    mends: tuple[Diagnostic, ...]


def actions(workspace: Workspace, path: str, span: Span) -> list[Action]:
    """Return what can be done about what was found within *span* of the file at *path*, and about all in it."""
    known = workspace.diagnostics(path)
    fixable = [found for found in known if isinstance(found.fix, Edit)]
    touched = [found for found in known if found.span.start <= span.end and span.start <= found.span.end]
    here = [found for found in touched if isinstance(found.fix, Edit)]
    offered = [_action(_title(found), QUICK, [found]) for found in here]
    lines = _LINE_END.split(workspace.text(path)) if touched else []
    offered += [
        Action(f"Write {edit.text} ({found.code})", QUICK, (edit,), (found,))
        for found in touched
        if not found.fix and (edit := _meant(found, lines[found.span.start.line - 1]))
    ]
    for code in dict.fromkeys(found.code for found in here):
        alike = [found for found in fixable if found.code == code]
        if len(alike) > 1:
            offered.append(_action(f"Fix all {code} in this file", QUICK, alike))
    if fixable:
        offered.append(_action("Fix all that can be fixed in this file", ALL, fixable))
    return offered


def _meant(found: Diagnostic, line: str) -> Edit | None:
    """What the hint supposes, in the place of the word of which the message speaks; None where that is not certain."""
    meant, said, (start, end) = _MEANT.fullmatch(found.hint), _SAID.search(found.message), (found.span.start, found.span.end)
    if not meant or not said or found.message.count('"') != 2 or start.line != end.line:
        return None
    written = line[start.column - 1 : end.column - 1]
    if written.count(said[1]) != 1:
        return None
    return Edit(Span.at(start.line, start.column + written.index(said[1]), len(said[1])), meant[1])


def _title(found: Diagnostic) -> str:
    said = found.hint or f"fix: {found.message}"
    return f"{said[:1].upper()}{said[1:]} ({found.code})"


def _action(title: str, kind: str, found: Sequence[Diagnostic]) -> Action:
    return Action(title, kind, tuple(_apart(each.fix for each in found if isinstance(each.fix, Edit))), tuple(found))


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Those of *edits* that do not overlap an earlier one or begin where it does, as `pipeline check --fix` would make them."""
    made: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        if not made or (edit.span.start >= made[-1].span.end and edit.span.start > made[-1].span.start):
            made.append(edit)
    return made
