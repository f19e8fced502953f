"""FM005: the value of each field is what the content type's schema allows.

Why: a number where a text is due, or a country in words where a code is due, breaks every importer that trusts the
schema.

Bad:
    # file: institutions/weizmann-institute-of-science.md
    ---
    id: weizmann-institute-of-science
    title: Weizmann Institute of Science
    summary: A research institute in Rehovot.
    country: Israel
    ---
Good:
    # file: institutions/weizmann-institute-of-science.md
    ---
    id: weizmann-institute-of-science
    title: Weizmann Institute of Science
    summary: A research institute in Rehovot.
    country: IL
    ---
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._front import UNKNOWN, date_fields, problems


def check(document: Document, site: Site) -> Iterator[Finding]:
    dates = date_fields(document, site)
    for path, violation in problems(document, site):
        if violation.keyword in {"required", *UNKNOWN} or path[:1] == ("id",):  # of FM003, FM004, ID002
            continue
        if path and path[0] in dates and violation.keyword in ("format", "type"):  # DT001 says what a date is
            continue
        name = ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)
        yield Finding(document.front.span(path), f"{name}: {violation.message}", violation.hint)


RULE = Rule("FM005", "field-invalid", Severity.ERROR, check)
