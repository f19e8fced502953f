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

from pipeline.model import Document, Finding, Path, Rule, Severity, Site
from pipeline.rules._front import UNKNOWN, date_fields, problems
from pipeline.words import slugify


def check(document: Document, site: Site) -> Iterator[Finding]:
    dates = date_fields(document, site)
    for path, violation in problems(document, site):
        if violation.keyword in {"required", *UNKNOWN} or path[:1] == ("id",):  # of FM003, FM004, ID002
            continue
        if path and path[0] in dates and violation.keyword in ("format", "type"):  # DT001 says what a date is
            continue
        name = ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)
        slug = _slug(document, path) if path[:1] == ("slug",) and violation.keyword == "pattern" else ""
        hint = f"write {slug}" if slug else violation.hint
        yield Finding(document.front.span(path), f"{name}: {violation.message}", hint)


def _slug(document: Document, path: Path) -> str:
    """What stands at *path* as a part of an address, or ""."""
    value = document.front.value[path[0]]
    return slugify(str(value if len(path) == 1 else value[path[1]]))


RULE = Rule("FM005", "field-invalid", Severity.ERROR, check)
