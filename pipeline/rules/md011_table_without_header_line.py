"""MD011: below the header of a table stands the line that makes it one.

Why: without it, or where it has other columns than the header, the lines are published as one paragraph full of `|`.

Bad:
    | Fee | Amount |
    | Library card | 10 € |
Good:
    | Fee | Amount |
    | --- | --- |
    | Library card | 10 € |
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._text import lines
from pipeline.words import count

_ROW = re.compile(r"[ >]*\|(.*)(?<!\\)\|[ \t]*")
_LINE = re.compile(r"[ \t|:-]*-[ \t|:-]*")
_BAR = re.compile(r"(?<!\\)\|")


def check(document: Document, _: Site) -> Iterator[Finding]:
    source = lines(document.source.text) if "|" in document.source.text else []
    for paragraph in document.paragraphs if source else ():
        start, end = paragraph.span.start, paragraph.span.end
        written = [source[start.line - 1][start.column - 1 :], *source[start.line : end.line]]
        rows = [match[1] for line in written if (match := _ROW.fullmatch(line))]
        if len(written) == len(rows) > 1:
            columns = len(_BAR.findall(rows[0])) + 1
            what = "these lines look like a table and are none"
            if _LINE.fullmatch(rows[1]):
                has = len(_BAR.findall(rows[1])) + 1
                what = f"the header has {count(columns, 'column')} and the line below it {has}, so this is no table"
            yield Finding(paragraph.span, what, f"write the second line as |{' --- |' * min(columns, 10)}")


RULE = Rule("MD011", "table-without-header-line", Severity.WARNING, check)
