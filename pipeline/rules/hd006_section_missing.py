"""HD006: a text has the sections that its content type asks for, in their order.

Why: other systems take single sections of such a text over, and find them by their ids, which are the same in all
languages.

Bad:
    # file: strategy/strategy.en.md
    ---
    id: strategy
    title: Strategy
    summary: What we want to achieve.
    ---

    ## Our networks {#networks}

    They span the globe.
Good:
    # file: strategy/strategy.en.md
    ---
    id: strategy
    title: Strategy
    summary: What we want to achieve.
    ---

    ## What we aim for {#objectives}

    Answers to global challenges.

    ## Our networks {#networks}

    They span the globe.
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site, Span
from pipeline.words import quote


def check(document: Document, site: Site) -> Iterator[Finding]:
    type = site.types.get(document.type)
    if not type:
        return
    written = {heading.id for heading in document.headings}
    for section in type.sections:
        if section.required and section.id not in written:
            hint = f"add a heading that ends in {{#{section.id}}}"
            yield Finding(Span.at(document.body_line), f"the section {quote(section.id)} is missing", hint)
    if type.ordered:
        place = {section.id: index for index, section in enumerate(type.sections)}
        last = -1
        for heading in document.headings:
            here = place.get(heading.id, last)
            if here < last:
                message = f"the section {quote(heading.id)} comes after {quote(type.sections[last].id)}"
                yield Finding(heading.span, message, "move it up before it")
            last = max(last, here)


RULE = Rule("HD006", "section-missing", Severity.ERROR, check)
