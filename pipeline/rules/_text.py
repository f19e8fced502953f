"""The source of a document as lines, which end as an editor ends them."""

import re

from pipeline.model import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


def lines(text: str) -> list[str]:
    """Return the lines of *text* without their endings: LF, CR LF or CR and nothing else."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def line_end(text: str) -> str:
    """Return how the first line of *text* ends; LF where it is the only one."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def excerpt(source_lines: list[str], span: Span) -> str:
    """Return what *span* covers of its first line."""
    line = source_lines[span.start.line - 1]
    return line[span.start.column - 1 : span.end.column - 1 if span.end.line == span.start.line else None]


def is_visible(text: str) -> bool:
    """Whether there is anything to see in *text*."""
    return any(character.isprintable() and not character.isspace() for character in text)
