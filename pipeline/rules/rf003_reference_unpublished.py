"""RF003: a published entry refers only to what is published too.

Why: readers would follow the link to a page that is not there: a draft, one that is scheduled for later, or one that
has expired. It is enough that the entry is published in one language.

Bad:
    See the [tuition fees](entry:tuition-fees).
    # file: pages/tuition-fees.en.md
    ---
    id: tuition-fees
    title: Tuition fees
    summary: What studying here costs.
    draft: true
    ---
Good:
    See the [tuition fees](entry:tuition-fees).
    # file: pages/tuition-fees.en.md
    ---
    id: tuition-fees
    title: Tuition fees
    summary: What studying here costs.
    draft: false
    ---
"""

from collections.abc import Iterator

from pipeline.model import Compiled, Corpus, Finding, Rule, Severity, Span, State
from pipeline.rules._links import entries, relocations
from pipeline.words import quote

_IS = {
    State.DRAFT: "is a draft",
    State.SCHEDULED: "is scheduled for later",
    State.EXPIRED: "has expired",
    State.WITHDRAWN: "has been withdrawn",
}


def check(corpus: Corpus) -> Iterator[Finding]:
    for compiled in corpus.documents:
        if any(localised.state(corpus.now) is State.PUBLISHED for localised in compiled.localised):
            for id, where in _all_entries(compiled, corpus):
                states = [target.localised.state(corpus.now) for target in corpus.by_id.get(id, ())]
                if states and State.PUBLISHED not in states:
                    hint = "publish it too, or take the link out for now"
                    yield Finding(where, f"{quote(id)} {_IS[states[0]]}", hint, path=compiled.path)


def _all_entries(compiled: Compiled, corpus: Corpus) -> Iterator[tuple[str, Span]]:
    """Ids that *compiled* refers to, also by the path of their file."""
    yield from entries(compiled)
    for relocation, where in relocations(compiled, "source"):
        target = corpus.by_path.get(relocation.target)
        if target:
            yield target.id, where


RULE = Rule("RF003", "reference-unpublished", Severity.ERROR, corpus=check, always=True)
