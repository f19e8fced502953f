"""HD005: a heading is written as one, not as a line of bold text.

Why: it looks like a heading, and people who use a screen reader do not find it among them (WCAG 1.3.1). A bold sentence,
one with a full stop, is none; nor is a bold line that nothing follows.

Bad:
    **How to apply**

    Write to us until 15 July.
Good:
    ## How to apply

    Write to us until 15 July.

    **The date of receipt counts.**

    Late applications are returned.
"""

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.model import Document, Finding, Paragraph, Rule, Severity, Site
from pipeline.rules._text import lines
from pipeline.words import quote

_HEADED = frozenset({"paragraph", "list", "listing", "table", "quote", "code"})
_SENTENCE = (".", "!", ":", ";", ",", "…")
_LONGEST = 80


def check(document: Document, _: Site) -> Iterator[Finding]:
    faked = [paragraph for paragraph in document.paragraphs if _looks_like_one(paragraph)]
    source = lines(document.source.text) if faked else []
    shown = {span.start.line for span in [link.span for link in document.links] + [image.span for image in document.images]}
    for paragraph in faked:
        line = paragraph.span.start.line
        before = next((text for text in reversed(source[: line - 1]) if text.strip()), "")
        if line not in shown and not before.startswith(":::"):  # a button or an image; the title of a box
            at = bisect_right(document.headings, line, key=lambda heading: heading.span.start.line)
            level = min(document.headings[at - 1].level + 1, 6) if at else 2
            message = f"the bold line {quote(paragraph.text)} looks like a heading and is none"
            yield Finding(paragraph.span, message, f"if it is one, begin it with {'#' * level} and leave the stars out")


def _looks_like_one(paragraph: Paragraph) -> bool:
    """Whether it is a short bold line of its own, in no list and no quote, over something."""
    start, end = paragraph.span.start, paragraph.span.end
    return (
        paragraph.strong
        and paragraph.followed_by in _HEADED
        and start.column == 1
        and start.line == end.line
        and len(paragraph.text) <= _LONGEST
        and not paragraph.text.rstrip().endswith(_SENTENCE)
    )


RULE = Rule("HD005", "heading-faked", Severity.WARNING, check)
