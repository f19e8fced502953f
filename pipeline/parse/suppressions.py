"""Comments with which an author says that something is meant: `allow LK001: the button's own text`.

In the body they are Markdown comments, in the front matter those of YAML and TOML. They speak of the next line that is not
blank, and of the whole block or field that begins on it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import getitem

from markdown_it.token import Token

from pipeline.model import Data, Position, Span, Suppression
from pipeline.parse.places import Body

_CODE = r"[A-Za-z]{2}\d{3}"
_RULE = rf"(?:{_CODE}|[A-Za-z]+(?:(?:-[A-Za-z]+)+|(?=\s*[:,])))"
"""A code or a name. "allow comments" is a sentence, "allow capitals:" is not."""
_ALLOW = rf"\s*(?i:allow)\s+({_RULE}(?:\s*,\s*{_RULE}){{0,49}})\s*(?::(.*))?"
_MARKDOWN = re.compile(rf"<!--{_ALLOW}-->", re.DOTALL)
_FRONT = re.compile(rf"\s*#{_ALLOW}")
_REACH = 10
"""Lines within which the next one must come."""
_BLANK = re.compile(r"\s*")
_MARKS = re.compile(r"[\s>]*(?:(?:[-+*]|\d+[.)])[\s>]+)*")
"""What may stand before a block: the marks of quotes and items."""
_ITEM = re.compile(r"\s*(?:[-+*]|\d+[.)])\s+")
_LETTER = re.compile(r"[^\W\d_]")
_BLOCK = re.compile(r"\s*(?:[-+*>]|#{1,6})\s+\S")
"""A line that never goes on with the paragraph before it."""
_BLOCKS = {
    "paragraph_open",
    "heading_open",
    "list_item_open",
    "dt_open",
    "dd_open",
    "table_open",
    "blockquote_open",
    "fence",
    "html_block",
}
"""What a comment before it speaks of as a whole: not a list, which a comment between its items cuts in two."""


def in_front(lines: Sequence[str], front: Data) -> Iterator[Suppression]:
    """Yield what the comments in *front*, the front matter, allow; *lines* are those of the file up to its end."""
    found = [(number, match) for number, line in enumerate(lines, start=1) if "#" in line and (match := _FRONT.fullmatch(line))]
    if found:
        in_texts, around = _lines_in_texts(front), _Lines(lines, 1, _last_lines_of_fields(front))
        for number, match in found:
            if number not in in_texts:
                span = Span.at(number, 1, len(match[0]))
                yield _suppression(match, span, around.spoken_of(number), Span(span.start, Position(number + 1, 1)))


class Comments:
    """The comments in the Markdown of a file."""

    def __init__(self, body: Body, tokens: Sequence[Token]) -> None:
        self._body = body
        self._tokens = tokens

    def allow(self, comment: str, span: Span) -> Iterator[Suppression]:
        """Yield what the *comment* at *span* allows."""
        if match := _MARKDOWN.fullmatch(comment):
            yield _suppression(match, span, self._lines.spoken_of(span.end.line), self._lines.whole(span))

    @cached_property
    def _lines(self) -> "_Lines":
        first, lasts = self._body.first_line, dict[int, int]()
        for token in self._tokens:
            if token.type in _BLOCKS and token.map:  # the outermost of those that begin on a line comes first
                lasts.setdefault(first + token.map[0], first + token.map[1] - 1)
        return _Lines(self._body.lines, first, lasts)


def _suppression(match: re.Match[str], span: Span, lines: tuple[int, int], whole: Span | None) -> Suppression:
    written = re.split(r"\s*,\s*", match[1])
    codes = tuple(each.upper() if re.fullmatch(_CODE, each) else each for each in written)
    return Suppression(codes, _codes_span(match, span), (match[2] or "").strip(), *lines, span, whole)


def _codes_span(match: re.Match[str], span: Span) -> Span | None:
    start, end = match.span(1)
    if "\n" in match.string[:end]:
        return None
    return Span.at(span.start.line, span.start.column + start, end - start)


def _lines_in_texts(front: Data) -> set[int]:
    """The lines that begin inside a text of *front*."""
    spans = (span for path, span in front.spans.items() if isinstance(reduce(getitem, path, front.value), str))
    return {line for span in spans for line in range(span.start.line + 1, span.end.line + (span.end.column > 1))}


def _last_lines_of_fields(front: Data) -> dict[int, int]:
    """The last line of what begins on each line of *front*."""
    lasts: dict[int, int] = {}
    for path, span in front.spans.items():
        if path:
            first = front.key(path).start.line
            lasts[first] = max(lasts.get(first, first), span.end.line - (span.end.column == 1))
    return lasts


class _Lines:
    """What stands around comments. No line is looked at once for each of many comments on it."""

    def __init__(self, lines: Sequence[str], first: int, lasts: Mapping[int, int]) -> None:
        self._lines = lines
        self._first = first
        """The number of the first."""
        self._lasts = lasts
        """Where what begins on a line ends, both by their numbers."""
        self._blank = [not line.strip() for line in lines]
        self._text_starts: dict[int, int] = {}
        """Where on a line its text begins behind the marks of quotes and items, by its index."""

    def spoken_of(self, number: int) -> tuple[int, int]:
        """Return the first and the last line that a comment which ends on the line *number* speaks of."""
        after = range(number + 1, min(number + 1 + _REACH, self._first + len(self._lines)))
        line = next((line for line in after if not self._blank[line - self._first]), number + 1)
        return line, self._lasts.get(line, line)

    def whole(self, span: Span) -> Span | None:
        """Return what goes with the comment at *span* so that all around it stays what it is; None where nothing does that."""
        first, last = span.start.line - self._first, span.end.line - self._first
        line, column = self._lines[first], span.start.column - 1
        if not _BLANK.fullmatch(self._lines[last], span.end.column - 1):
            # At the start of a block, what follows would become text that it was not.
            return span if self._text_start(first) < column and _LETTER.search(line, 0, column) else None
        below = self._lines[last + 1] if last + 1 < len(self._lines) else None
        if _ITEM.fullmatch(line, 0, column):  # an item would lose its first line
            indent = below[:column] if below and below.strip() else ""
            return Span(span.start, Position(span.end.line + 1, column + 1)) if indent.isspace() else None
        end = Position(span.end.line, len(self._lines[last]) + 1)
        if before := line[:column].rstrip():
            # Two spaces at its end would break the line, and one of marks alone may be no text without the comment.
            keeps = _LETTER.search(before) or not before.strip("> \t")
            return Span(Position(span.start.line, len(before) + 1), end) if keeps else None
        separates = first > 0 and not self._blank[first - 1] and below and below.strip() and not _BLOCK.match(below)
        return Span(Position(span.start.line, 1), end if separates or below is None else Position(end.line + 1, 1))

    def _text_start(self, index: int) -> int:
        if index not in self._text_starts:
            match = _MARKS.match(self._lines[index])
            self._text_starts[index] = match.end() if match else 0
        return self._text_starts[index]
