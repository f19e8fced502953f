"""RF001: an `entry:` link, or a field that refers to an entry, names an id that exists.

Why: the link would lead nowhere, and a listing would leave the entry out without a word.

Bad:
    See the [tuition fees](entry:tuition-fes).
    # file: pages/tuition-fees.en.md
    ---
    id: tuition-fees
    title: Tuition fees
    summary: What studying here costs.
    ---
Good:
    See the [tuition fees](entry:tuition-fees).
    # file: pages/tuition-fees.en.md
    ---
    id: tuition-fees
    title: Tuition fees
    summary: What studying here costs.
    ---
"""

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Rule, Severity
from pipeline.rules._guess import Guess
from pipeline.rules._ids import mint
from pipeline.rules._links import entries
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    # A file whose id cannot be read has a finding of its own: links to it are not to blame.
    known = {each.id or mint(each.path, corpus.site.languages) for each in corpus.documents if each.collection}
    guess = Guess(known)
    for compiled in corpus.documents:
        for id, where in entries(compiled):
            if id not in known:
                meant = guess(id)
                hint = f"did you mean {quote(meant)}?" if meant else "write the id that stands at the top of the other file"
                yield Finding(where, f"there is no entry {quote(id)}", hint, path=compiled.path)


RULE = Rule("RF001", "reference-broken", Severity.ERROR, corpus=check, always=True)
