"""HD003: a heading says something.

Why: an empty one is announced as a heading and then there is silence (WCAG 2.4.6).

Bad:
    ##

    What studying here costs.
Good:
    ## Fees

    What studying here costs.
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site


def check(document: Document, _: Site) -> Iterator[Finding]:
    pictures = {image.span.start.line for image in document.images if image.alt.strip()}
    for heading in document.headings:
        if not heading.text.strip() and heading.span.start.line not in pictures:
            yield Finding(heading.span, "the heading is empty", "write what the section is about, or remove the line")


RULE = Rule("HD003", "heading-empty", Severity.ERROR, check)
