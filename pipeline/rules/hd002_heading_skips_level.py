"""HD002: a heading goes one level deeper at a time.

Why: people who use a screen reader move through a page by its heading levels (WCAG 1.3.1). The title is level 1.

Bad:
    ## Fees

    #### Refunds
Good:
    ## Fees

    ### Refunds
"""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import Document, Finding, Rule, Severity, Site


def check(document: Document, _: Site) -> Iterator[Finding]:
    levels = [1, *(heading.level for heading in document.headings)]
    for heading, (above, level) in zip(document.headings, pairwise(levels), strict=True):
        if level > above + 1:
            yield Finding(heading.span, f"heading jumps from h{above} to h{level}", f"use h{above + 1}: {'#' * (above + 1)}")


RULE = Rule("HD002", "heading-skips-level", Severity.ERROR, check)
