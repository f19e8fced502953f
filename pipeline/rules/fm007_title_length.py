"""FM007: a title has something to read in it, and at most 120 characters.

Why: it becomes the name of the page, of the item in a feed reader and of the search result, all of which cut long
ones off.

Bad:
    ---
    id: fees
    title: "   "
    summary: What studying here costs.
    ---
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._front import rejected, values

_LONGEST = 120


def check(document: Document, site: Site) -> Iterator[Finding]:
    for path, value in values(document, site, "title"):
        if not isinstance(value, str) or rejected(document, site, path):
            continue
        where = document.front.span(path)
        if not value.strip():
            yield Finding(where, "the title is empty", "write what the page is about")
        elif len(value) > _LONGEST:
            yield Finding(
                where, f"the title is {len(value):,} characters long", f"keep it to {_LONGEST}, and say more in the summary"
            )


RULE = Rule("FM007", "title-length", Severity.WARNING, check)
