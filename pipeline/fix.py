"""Floor 2: exact edits to a text."""

import re
from collections.abc import Iterable

from pipeline.model import Edit, Position


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """Return *text* with *edits* made, and how many were made; all that no edit names stays as it is.

    Of edits that overlap or begin at one place only the first is made, by position and then by text: the others may no longer
    be right. An edit of a place that *text* does not have is not made. A line break in an edit becomes the text's own kind.
    """
    lines = _lines(text)
    newline = next((end for _, _, end in lines if end), "\n")
    pieces: list[str] = []
    done, last = 0, -1
    made = 0
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        start, end = _offset(lines, edit.span.start), _offset(lines, edit.span.end)
        if start is None or end is None or not max(done, last + 1) <= start <= end:
            continue
        pieces += [text[done:start], re.sub(r"\r\n|\r|\n", newline, edit.text)]
        done, last = end, start
        made += 1
    return "".join(pieces) + text[done:], made


def _lines(text: str) -> list[tuple[int, int, str]]:
    """For each line where it starts, how long it is and how it ends."""
    lines = []
    start = 0
    for match in re.finditer(r"\r\n|\r|\n|\Z", text):
        lines.append((start, match.start() - start, match[0]))
        start = match.end()
    return lines


def _offset(lines: list[tuple[int, int, str]], position: Position) -> int | None:
    if not 1 <= position.line <= len(lines):
        return None
    start, length, _ = lines[position.line - 1]
    return start + position.column - 1 if 1 <= position.column <= length + 1 else None
