"""What tells a finding from all others, from one run to the next."""

import re
from collections import Counter
from hashlib import sha256
from itertools import groupby

from pipeline.model import Span
from pipeline.report._report import Report

_ENOUGH = 100
"""Characters of the text that tell it from others."""


def fingerprints(report: Report) -> list[str]:
    """Return for each finding what no other of the report has, and what stays while the finding moves within its file.

    It is made of the code, the path, the message and the words under the span; where all these are the same, of the order.
    """
    found = []
    seen: Counter[str] = Counter()
    for path, diagnostics in groupby(report.diagnostics, key=lambda diagnostic: diagnostic.path):
        lines = report.lines(path)
        for diagnostic in diagnostics:
            message = re.sub(r"\bline \d+", "line", diagnostic.message)
            parts = "\0".join([diagnostic.code, path, message, _under(diagnostic.span, lines)])
            digest = sha256(parts.encode(errors="surrogatepass")).hexdigest()[:32]
            seen[digest] += 1
            found.append(f"{digest}:{seen[digest]}")
    return found


def _under(span: Span, lines: list[str]) -> str:
    """How the text under *span* begins, on its first line."""
    start, end = span.start, span.end
    line = lines[start.line - 1] if start.line <= len(lines) else ""
    first = start.column - 1
    return line[first : min(end.column - 1 if end.line == start.line else len(line), first + _ENOUGH)]
