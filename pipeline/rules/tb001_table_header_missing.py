"""TB001: a table says what its columns hold.

Why: a screen reader reads the column's header with each cell; without one a cell is a value without a meaning (WCAG
1.3.1).

Bad:
    | | |
    | --- | --- |
    | Winter term | 1 October |
Good:
    | Term | First day |
    | --- | --- |
    | Winter term | 1 October |
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, RawTag, Rule, Severity, Site
from pipeline.rules._text import is_visible


def check(document: Document, _: Site) -> Iterator[Finding]:
    for table in document.tables:
        if not any(is_visible(cell.text) for cell in table.header):
            yield Finding(table.span, "the table has no header", "write in its first row what each column holds")
    for tag in _raw_tables(document):
        yield Finding(tag.span, "the table has no header", "write its first row with <th scope=col>")


def _raw_tables(document: Document) -> Iterator[RawTag]:
    """Tables in HTML that close without a `th`."""
    without: list[RawTag | None] = []
    for tag in document.tags:
        if tag.name == "table" and not tag.closing:
            without.append(tag)
        elif tag.name == "table" and without:
            table = without.pop()
            if table:
                yield table
        elif tag.name == "th" and without:
            without[-1] = None


RULE = Rule("TB001", "table-header-missing", Severity.ERROR, check)
