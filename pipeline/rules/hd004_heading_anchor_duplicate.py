"""HD004: every heading has an anchor of its own.

Why: a link to the anchor always leads to the first of them, and nobody can point at the second.

Bad:
    ## Fees in winter {#fees}

    ## Fees in summer {#fees}
Good:
    ## Fees in winter {#fees-winter}

    ## Fees in summer {#fees-summer}
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.words import quote


def check(document: Document, _: Site) -> Iterator[Finding]:
    lines: dict[str, int] = {}
    for heading in document.headings:
        if heading.explicit:
            line = lines.setdefault(heading.id, heading.span.start.line)
            if line != heading.span.start.line:
                message = f"the anchor {quote(heading.id)} is that of the heading on line {line} already"
                yield Finding(heading.span, message, "give this heading another one")


RULE = Rule("HD004", "heading-anchor-duplicate", Severity.WARNING, check)
