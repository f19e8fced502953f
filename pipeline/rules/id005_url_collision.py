"""ID005: every entry has a URL of its own.

Why: of two entries at one address, readers can only ever see one. Drafts count too, so that publishing one later
breaks nothing.

Bad:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    slug: money
    ---
    # file: pages/scholarships.en.md
    ---
    id: scholarships
    title: Scholarships
    summary: Who helps with the costs.
    slug: money
    ---
Good:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    slug: fees
    ---
    # file: pages/scholarships.en.md
    ---
    id: scholarships
    title: Scholarships
    summary: Who helps with the costs.
    slug: scholarships
    ---
"""

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Rule, Severity, Target
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    first: dict[str, Target] = {}
    for target in corpus.targets():
        taken = first.setdefault(target.localised.url, target)
        if taken.key == target.key:  # itself, or what ID003 reports
            continue
        here = taken.compiled.path == target.compiled.path
        owner = f"this file in {taken.localised.language}" if here else taken.compiled.path
        yield Finding(
            target.compiled.id_span,
            f"its URL {quote(target.localised.url.removeprefix(corpus.site.base_url))} is also that of {owner}",
            "give it another slug" if not here else "put {lang} into the collection's url, or write a slug for each language",
            path=target.compiled.path,
        )


RULE = Rule("ID005", "url-collision", Severity.ERROR, corpus=check, always=True)
