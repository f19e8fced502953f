"""MD013: a line of hyphens right below a text makes a heading of it, which is seldom meant of a sentence.

Why: `---` after an empty line is a line between two parts of a page; right below a text it underlines a heading, and the whole
paragraph becomes one. `check --fix` puts an empty line between them.

Bad:
    Applications close in May.
    ---

    We answer by July.
Good:
    Applications close in May.

    ---

    We answer by July.
"""

from collections.abc import Iterator

from pipeline.model import Document, Edit, Finding, Heading, Rule, Severity, Site, Span
from pipeline.words import quote

_SENTENCE = (".", ",", ";", ":")


def check(document: Document, _: Site) -> Iterator[Finding]:
    for heading in document.headings if document.front_read else ():  # else it may be the end of the front matter
        if not heading.marker and heading.level == 2 and _is_sentence(heading):
            below = heading.span.end.line + 1
            # In a quote or an item an empty line has marks of its own.
            fix = Edit(Span.at(below), "\n") if heading.span.start.column == 1 else None
            message = f"the line below makes a heading of {quote(heading.text)}"
            yield Finding(heading.span, message, "put an empty line between them", fix)


def _is_sentence(heading: Heading) -> bool:
    return heading.span.start.line < heading.span.end.line or heading.text.endswith(_SENTENCE)


RULE = Rule("MD013", "heading-by-accident", Severity.WARNING, check, fixable=True)
