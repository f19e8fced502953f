"""TB002: every column of a table is headed.

Why: a screen reader reads a column's header with each of its cells (WCAG 1.3.1). Only the corner above a column that heads
the rows may stay empty.

Bad:
    | Term   | First day |        |
    | ------ | --------- | ------ |
    | Winter | 1 October | Monday |
Good:
    |           | Winter    | Summer  |
    | --------- | --------- | ------- |
    | First day | 1 October | 1 April |
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._text import is_visible


def check(document: Document, _: Site) -> Iterator[Finding]:
    for table in document.tables:
        if any(is_visible(cell.text) for cell in table.header):  # of the others TB001 speaks
            for column, cell in enumerate(table.header[1:], start=2):
                if not is_visible(cell.text):
                    hint = "write what the column holds, or remove the column"
                    yield Finding(cell.span, f"column {column} of the table has no header", hint)


RULE = Rule("TB002", "table-header-empty", Severity.WARNING, check)
