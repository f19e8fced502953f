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

from pipeline.model import Compiled, Corpus, Finding, Relocation, Rule, Severity, State
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
                        f"did you mean {quote('#' + meant)}?"
                        if meant
                        else f"give the heading there an id: ## Heading {{#{anchor}}}"
                    )
                    yield Finding(where, f"there is no part {quote('#' + anchor)} {place}", hint, path=compiled.path)


def _targets(relocation: Relocation, compiled: Compiled, corpus: Corpus) -> list[Compiled]:
    """The documents that the link leads to: one, or one for each language in which *compiled* yields an entry."""
    if relocation.kind == "anchor":
        return [compiled]
    found = corpus.by_path.get(relocation.target) if relocation.kind == "source" else None
    if relocation.kind == "source" and (not found or not found.id):
        return [found] if found else []
    id = found.id if found else relocation.target
    languages = [said.language for said in (found if found and len(found.localised) == 1 else compiled).localised]
    targets = [_shown(id, language, corpus) or found for language in languages]
    return list({target.path: target for target in targets if target}.values())


def _shown(id: str, language: str, corpus: Corpus) -> Compiled | None:
    """The document that a link to *id* shows to a reader of *language*: what is not published yields to its translations."""
    published = [each for each in corpus.by_id.get(id, ()) if each.localised.state(corpus.now) is State.PUBLISHED]
    for wanted in (language, corpus.site.default_language):
        for target in published:
            if target.localised.language == wanted:
                return target.compiled
    other = published[0] if published else corpus.target(id, language)
    return other.compiled if other else None


RULE = Rule("LK004", "anchor-broken", Severity.ERROR, corpus=check)
