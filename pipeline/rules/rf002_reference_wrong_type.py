"""RF002: a field refers to an entry of the type that its schema asks for.

Why: whoever reads the field relies on what it finds there: a partner institution has a country, a page has none.

Bad:
    # file: partnerships/weizmann.en.md
    ---
    id: partnership-with-weizmann
    title: Partnership with the Weizmann Institute
    summary: A partnership in chemistry.
    institution: fees
    ---
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
Good:
    # file: partnerships/weizmann.en.md
    ---
    id: partnership-with-weizmann
    title: Partnership with the Weizmann Institute
    summary: A partnership in chemistry.
    institution: weizmann-institute-of-science
    ---
    # file: institutions/weizmann-institute-of-science.md
    ---
    id: weizmann-institute-of-science
    title: Weizmann Institute of Science
    summary: A research institute in Rehovot.
    country: IL
    ---
"""

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Rule, Severity
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    types: dict[str, set[str]] = {}
    for compiled in corpus.documents:
        types.setdefault(compiled.id, set()).add(compiled.type)
    for compiled in corpus.documents:
        for reference in compiled.references:
            found = types.get(reference.id)
            if found and reference.type not in found:  # RF001 reports what does not exist
                message = f"{quote(reference.id)} is of the type {quote(min(found))}, not {quote(reference.type)}"
                hint = f"write the id of an entry of the type {reference.type}"
                yield Finding(reference.span, message, hint, path=compiled.path)


RULE = Rule("RF002", "reference-wrong-type", Severity.ERROR, corpus=check)
