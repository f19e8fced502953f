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

from pipeline.model import Document, Finding, Rule, Severity, Site


def check(document: Document, _: Site) -> Iterator[Finding]:
    above = [(1, 1)]
    """The headings that the next one may stand under: the level of each as it is, and as it ought to be."""
    for heading in document.headings:
        level = max(heading.level, 2)  # HD001 speaks of the others
        while len(above) > 1 and above[-1][0] >= level:
            above.pop()
        written, right = above[-1]
        if level > right + 1:
            message = f"heading jumps from h{right} to h{level}"
            if written != right:
                message = f"heading is h{level}, and the one above it is to be h{right}"
            yield Finding(heading.span, message, f"use h{right + 1}: {'#' * (right + 1)}")
        above.append((level, min(level, right + 1)))


RULE = Rule("HD002", "heading-skips-level", Severity.ERROR, check)
