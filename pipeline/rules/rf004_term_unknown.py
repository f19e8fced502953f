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

from pipeline.model import Corpus, Finding, Rule, Severity, Vocabulary
from pipeline.words import nearest, one_of, quote


def check(corpus: Corpus) -> Iterator[Finding]:
    for compiled in corpus.documents:
        for term in compiled.terms:
            vocabulary = corpus.site.vocabularies.get(term.vocabulary)
            if vocabulary and term.term not in vocabulary.terms:
                message = f"{quote(term.term)} is no term of the vocabulary {quote(vocabulary.name)}"
                meant = _meant(term.term, vocabulary)
                hint = f"did you mean {quote(meant)}?" if meant else f"write {one_of(vocabulary.terms)}"
                yield Finding(term.span, message, hint, path=compiled.path)


def _meant(word: str, vocabulary: Vocabulary) -> str:
    """The id of the term that *word* most likely names, by its id or by its label in any language; or ""."""
    names = {label.casefold(): id for id, term in vocabulary.terms.items() for label in term.label.values()}
    names |= {id.casefold(): id for id in vocabulary.terms}
    return names.get(nearest(word, names), "")


RULE = Rule("RF004", "term-unknown", Severity.ERROR, corpus=check)
