"""Findings in a text that has changed since."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.model import Diagnostic, Edit, Position, Span

_LINE_END = re.compile(r"\r\n|\r|\n")


def carried(diagnostics: Iterable[Diagnostic], old: str, new: str) -> Iterator[Diagnostic]:
    """Yield those of *diagnostics* in *old* whose lines are in *new* too, at their places there.

    Lines above the first and below the last one that changed are the same; what stands between them is not known.
    """
    if old == new:
        yield from diagnostics
        return
    before, after = _LINE_END.split(old), _LINE_END.split(new)
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    for diagnostic in diagnostics:
        if diagnostic.span.end.line <= head:
            yield diagnostic
        elif diagnostic.span.start.line > len(before) - tail:
            yield _moved(diagnostic, len(after) - len(before))


def _moved(diagnostic: Diagnostic, lines: int) -> Diagnostic:
    fix = diagnostic.fix
    if isinstance(fix, Edit):
        fix = replace(fix, span=_shifted(fix.span, lines))
    return replace(diagnostic, span=_shifted(diagnostic.span, lines), fix=fix)


def _shifted(span: Span, lines: int) -> Span:
    start, end = span.start, span.end
    return Span(Position(start.line + lines, start.column), Position(end.line + lines, end.column))
