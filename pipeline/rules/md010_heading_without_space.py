"""MD010: a space stands between the marks of a heading and its text.

Why: without it the line is no heading but text, and is published with its marks. One mark alone may be a hashtag, and
nothing is said about it. `check --fix` adds the space.

Bad:
    ##Fees

    Studying costs nothing.
Good:
    ## Fees

    Studying costs nothing.
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Edit, Finding, Rule, Severity, Site, Span
from pipeline.rules._text import lines
from pipeline.words import quote

_HEADING = re.compile(r"[ >]*(#{2,6})(?=[^\W_])(.*)")


def check(document: Document, _: Site) -> Iterator[Finding]:
    source = lines(document.source.text) if "##" in document.source.text else []
    for paragraph in document.paragraphs if source else ():
        first = paragraph.span.start
        for number in range(first.line, paragraph.span.end.line + 1):
            match = _HEADING.match(source[number - 1], first.column - 1 if number == first.line else 0)
            if match:
                span = Span.at(number, match.start(1) + 1, match.end() - match.start(1))
                message = f"{quote(match[1] + match[2].rstrip())} is no heading"
                yield Finding(span, message, f"write a space behind {match[1]}", Edit(Span.at(number, match.end(1) + 1), " "))


RULE = Rule("MD010", "heading-without-space", Severity.WARNING, check, fixable=True)
