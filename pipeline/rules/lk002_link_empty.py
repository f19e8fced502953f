"""LK002: a link has a text and a target.

Why: nobody can see or follow one without (WCAG 2.4.4).

Bad:
    See the [list of fees]().
Good:
    See the [list of fees](https://example.org/fees).
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._text import is_visible
from pipeline.words import quote


def check(document: Document, _: Site) -> Iterator[Finding]:
    for link in document.links:
        if link.target.strip() in ("", "#"):
            message = f"the link {quote(link.text.strip())} has no target"
            yield Finding(link.span, message, "write its address between the parentheses")
        elif not is_visible(link.text):
            message = f"the link to {quote(link.target)} has no text"
            yield Finding(link.span, message, "write between the brackets where it leads")


RULE = Rule("LK002", "link-empty", Severity.ERROR, check)
