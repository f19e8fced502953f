"""RF004: a term stands in the vocabulary that its field takes terms from.

Why: a term that nobody declared has no label in any language, and its entries are missing wherever the right term is
looked for.

Bad:
    # file: partnerships/weizmann.en.md
    ---
    id: partnership-with-weizmann
    title: Partnership with the Weizmann Institute
    summary: A partnership in chemistry.
    kind: reserch-focused
    ---
Good:
    # file: partnerships/weizmann.en.md
    ---
    id: partnership-with-weizmann
    title: Partnership with the Weizmann Institute
    summary: A partnership in chemistry.
    kind: research-focused
    ---
"""

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Rule, Severity
from pipeline.words import did_you_mean, one_of, quote


def check(corpus: Corpus) -> Iterator[Finding]:
    for compiled in corpus.documents:
        for term in compiled.terms:
            vocabulary = corpus.site.vocabularies.get(term.vocabulary)
            if vocabulary and term.term not in vocabulary.terms:
                message = f"{quote(term.term)} is no term of the vocabulary {quote(vocabulary.name)}"
                hint = did_you_mean(term.term, vocabulary.terms, f"write {one_of(vocabulary.terms)}")
                yield Finding(term.span, message, hint, path=compiled.path)


RULE = Rule("RF004", "term-unknown", Severity.ERROR, corpus=check)
