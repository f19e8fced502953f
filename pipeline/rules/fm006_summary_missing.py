"""FM006: every entry has a summary.

Why: feeds, search results and listings show it. Without one they cut the text off somewhere, or show nothing.

Bad:
    ---
    id: fees
    title: Fees
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
from pipeline.rules._front import fence, rejected, values
from pipeline.rules.fm004_field_unknown import misnamed_fields

_HINT = "add summary: one or two sentences that say what a reader finds here"


def check(document: Document, site: Site) -> Iterator[Finding]:
    written = list(values(document, site, "summary"))
    is_missing = document.front_read and not written and not rejected(document, site, ("summary",))
    if is_missing and "summary" not in misnamed_fields(document, site):  # of which FM004 speaks
        yield Finding(fence(document), "there is no summary", _HINT)
    for path, value in written:
        if isinstance(value, str) and not value.strip() and not rejected(document, site, path):
            yield Finding(document.front.span(path), "the summary is empty", _HINT)


RULE = Rule("FM006", "summary-missing", Severity.WARNING, check)
