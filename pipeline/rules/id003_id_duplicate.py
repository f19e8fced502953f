"""ID003: an id stands in one file only for each language.

Why: files with one id and different languages are translations of each other. Two with the same language would
overwrite each other.

Bad:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
    # file: pages/refunds.en.md
    ---
    id: fees
    title: Refunds
    summary: What we pay back.
    ---
Good:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
    # file: pages/fees.de.md
    ---
    id: fees
    title: Gebühren
    summary: Was ein Studium hier kostet.
    ---
"""

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Rule, Severity
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for target in corpus.targets():
        path = target.compiled.path
        taken = first.setdefault(target.key, path)
        if taken != path:
            yield Finding(
                target.compiled.id_span,
                f"{quote(target.compiled.id)} is already the id of {taken}, which is in the same language",
                "give this file an id of its own; for a translation, another language",
                path=path,
            )


RULE = Rule("ID003", "id-duplicate", Severity.ERROR, corpus=check, always=True)
