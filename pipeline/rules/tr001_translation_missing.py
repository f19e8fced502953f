"""TR001: an entry exists in each language that its collection requires.

Why: who reads only one of the languages learns nothing of it, and the page says so in no way. A collection names its
languages in site.toml (`languages` in its table); without that they are all of the site. A draft counts as a beginning.

Bad:
    # file: policies/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
Good:
    # file: policies/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
    # file: policies/fees.de.md
    ---
    id: fees
    title: Gebühren
    summary: Was ein Studium hier kostet.
    ---
"""

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, PairState, Rule, Severity
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    for pair in corpus.pairs:
        if pair.state is PairState.MISSING:
            source = pair.source
            yield Finding(
                source.compiled.id_span,
                f"{quote(source.localised.title)} is missing in {quote(pair.language)}",
                "add a file with the same id in that language; as a draft it may be short",
                path=source.compiled.path,
            )


RULE = Rule("TR001", "translation-missing", Severity.WARNING, corpus=check)
