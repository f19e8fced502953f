"""LK003: a link to another file of the content leads to an entry or to a file that is there.

Why: readers would get an error instead of a page.

Bad:
    See [the fees](fess.en.md).
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
Good:
    See [the fees](fees.en.md).
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
"""

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Rule, Severity
from pipeline.rules._files import Files
from pipeline.rules._links import relocations
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    files = Files([*corpus.files, *corpus.by_path])
    for compiled in corpus.documents:
        for relocation, where in relocations(compiled, "source", "media"):
            target = corpus.by_path.get(relocation.target)
            missing = files.missing(relocation.target, compiled.path)
            if missing:
                yield Finding(where, *missing, path=compiled.path)
            elif target and not target.collection:
                message = f"{quote(relocation.target)} is not published: it lies in no collection"
                hint = "move it into a collection's folder, or link to something else"
                yield Finding(where, message, hint, path=compiled.path)


RULE = Rule("LK003", "link-broken", Severity.ERROR, corpus=check, always=True)
