"""LK004: the part of a page that a link names behind `#` is there.

Why: readers would end up at the top of the page and wonder where the thing is that they were promised.

Bad:
    ## Refunds

    See [how refunds are paid](#refund).
Good:
    ## Refunds

    See [how refunds are paid](#refunds).
"""

from collections.abc import Iterator
from functools import cache

from pipeline.model import Compiled, Corpus, Finding, Relocation, Rule, Severity
from pipeline.rules._guess import Guess
from pipeline.rules._links import relocations
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    anchors = cache(lambda path: frozenset(corpus.by_path[path].anchors))
    guess = cache(lambda path: Guess(anchors(path)))
    for compiled in corpus.documents:
        for relocation, where in relocations(compiled, "anchor", "source", "entry"):
            anchor = relocation.anchor
            if not anchor or anchor == "top":  # the page's top is always there (HTML, 7.4.6.4)
                continue
            for target in _targets(relocation, compiled, corpus):
                if anchor not in anchors(target.path):
                    place = "here" if target is compiled else f"in {target.path}"
                    meant = guess(target.path)(anchor)
                    hint = (
                        f"did you mean {quote(meant)}?" if meant else f"give the heading there an id: ## Heading {{#{anchor}}}"
                    )
                    yield Finding(where, f"there is no part {quote('#' + anchor)} {place}", hint, path=compiled.path)


def _targets(relocation: Relocation, compiled: Compiled, corpus: Corpus) -> list[Compiled]:
    """The documents that the link leads to: one, or one for each language in which *compiled* yields an entry."""
    if relocation.kind == "anchor":
        return [compiled]
    if relocation.kind == "source":
        found = corpus.by_path.get(relocation.target)
        return [found] if found else []
    targets = (corpus.target(relocation.target, localised.language) for localised in compiled.localised)
    return list({target.compiled.path: target.compiled for target in targets if target}.values())


RULE = Rule("LK004", "anchor-broken", Severity.ERROR, corpus=check)
