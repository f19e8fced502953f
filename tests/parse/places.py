"""Spans as text."""

import re

from pipeline.model import Finding, Span


def at(span: Span) -> str:
    """Return where *span* starts, as `line:column`."""
    return f"{span.start.line}:{span.start.column}"


def brief(finding: Finding) -> str:
    """Return *finding* as `line:column message; hint`."""
    return f"{at(finding.span)} {finding.message}; {finding.hint}"


def piece(text: str, span: Span) -> str:
    """Return what stands in *text* at *span*, which must lie in it, with every line ending as LF."""
    lines = re.split(r"\r\n|\r|\n", text)
    found = lines[span.start.line - 1 : span.end.line]
    assert 1 <= span.start.column <= len(found[0]) + 1
    assert 1 <= span.end.column <= len(found[-1]) + 1
    found[-1] = found[-1][: span.end.column - 1]
    found[0] = found[0][span.start.column - 1 :]
    return "\n".join(found)
