"""HD001: headings in the body begin at level 2.

Why: the title is the page's only heading of level 1. People who use a screen reader go by it to learn where they are
(WCAG 1.3.1).

Bad:
    # Fees
Good:
    ## Fees
"""

from collections.abc import Iterator

from pipeline.model import Document, Edit, Finding, Rule, Severity, Site, Span
from pipeline.words import quote


def check(document: Document, _: Site) -> Iterator[Finding]:
    for heading in document.headings:
        if heading.level == 1:
            fix = Edit(Span(heading.marker.start, heading.marker.start), "#") if heading.marker else None
            hint = "add a #" if heading.marker else "begin the line with ##, or underline it with --- instead of ==="
            yield Finding(heading.span, f"{quote(heading.text)} is a heading of level 1, as the title is", hint, fix)


RULE = Rule("HD001", "heading-level-one", Severity.ERROR, check, fixable=True)
