"""MD007: no template code of another system is left in the text.

Why: nothing here runs it, so readers would see it as it stands. It comes along when pages move from Hugo, Jekyll or another
system.

Bad:
    Applications until {{ site.deadline }}. {{< youtube campus-tour >}}
Good:
    Applications until 15 July. Jekyll knows `{{ site.time }}`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from pipeline.model import Document, Finding, Position, Rule, Severity, Site, Span
from pipeline.rules._text import lines
from pipeline.words import quote

_TEMPLATE = re.compile(
    r"(?<![\w\\_^}])\{\{[^{}]*\}\}"  # Hugo, Jekyll, MediaWiki …; not the groups of a formula
    r"|(?<!\\)\{%[^{}]*%\}"
    r"|(?<!\\)\{::?/?[ \t]*[.#]?[A-Za-z][^{}\n]*\}"  # kramdown, as Jekyll writes it
    r"|<%[^<>%]*%>"
)


def check(document: Document, _: Site) -> Iterator[Finding]:
    text = document.source.text
    if "{{" not in text and "{%" not in text and "{:" not in text and "<%" not in text:
        return
    source = lines(text)
    text = "\n".join(source)
    starts = [0, *accumulate(len(line) + 1 for line in source)]
    hidden = sorted([*_codes(document, starts), *_comments(text)])
    for match in _TEMPLATE.finditer(text):
        at = bisect_right(hidden, (match.start(), len(text))) - 1
        if at < 0 or hidden[at][1] <= match.start():
            where = Span(_position(starts, match.start()), _position(starts, match.end()))
            yield Finding(where, f"{quote(match[0])} is code of another system", "write what it stands for, or leave it out")


def _codes(document: Document, starts: list[int]) -> Iterator[tuple[int, int]]:
    for code in document.codes:
        first, last = code.span.start, code.span.end
        yield starts[first.line - 1] + first.column - 1, starts[last.line - 1] + last.column - 1


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start)) >= 0:
        yield start, end
        start = text.find("<!--", end)


def _position(starts: list[int], offset: int) -> Position:
    line = bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1] + 1)


RULE = Rule("MD007", "template-syntax", Severity.WARNING, check)
