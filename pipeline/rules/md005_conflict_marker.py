"""MD005: no half-finished merge is left in the text.

Why: a version-control program has left both versions there, and both would be published, with its marks between them.

Bad:
    <<<<<<< HEAD
    The library opens at 8.

    =======
    The library opens at 9.

    >>>>>>> summer
Good:
    The library opens at 9.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.model import Document, Finding, Position, Rule, Severity, Site, Span
from pipeline.rules._text import lines
from pipeline.words import quote

_MARKER = re.compile(r"(?:<{7}|>{7}|\|{7}) .*|={7}$|(?:<{7}|>{7})$")


def check(document: Document, _: Site) -> Iterator[Finding]:
    text = document.source.text
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    codes = sorted(code.span for code in document.codes)
    starts = [span.start for span in codes]
    found: list[tuple[int, str]] = []
    for number, line in enumerate(lines(text), start=1):
        if _MARKER.match(line):
            before = bisect_right(starts, Position(number, 1)) - 1
            if before < 0 or codes[before].end <= Position(number, 1):
                found.append((number, line))
    if any(line[0] in "<>" for _number, line in found):  # seven equals signs alone underline a heading
        for number, line in found:
            message = f"{quote(line)} is left over from a merge"
            yield Finding(Span.at(number, 1, 7), message, "keep one version and delete the marks")


RULE = Rule("MD005", "conflict-marker", Severity.ERROR, check)
