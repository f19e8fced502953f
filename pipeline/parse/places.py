"""Where in its file the text of a block stands, from what `positions` has noted."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from markdown_it.token import Token

from pipeline.model import Position, Span

_NEAR = 10_000
"""Within how many characters the text of a block is looked for."""


class Body:
    """The Markdown of a file: offsets into it, and positions in the file."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        """With every line ending as LF, so that an offset's line and column are those of the file."""
        self.first_line = first_line
        """The line of the file on which it begins, 1-based."""
        self.starts = [0]
        end = text.find("\n")
        while end >= 0:
            self.starts.append(end + 1)
            end = text.find("\n", end + 1)

    def position(self, offset: int) -> Position:
        line = bisect_right(self.starts, offset) - 1
        return Position(self.first_line + line, offset - self.starts[line] + 1)

    def span(self, start: int, end: int) -> Span:
        return Span(self.position(start), self.position(end))

    @cached_property
    def lines(self) -> list[str]:
        """All lines, without their endings."""
        return self.text.split("\n")

    def line(self, index: int) -> str:
        """The *index*-th line, 0-based, without its ending."""
        end = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[index] : end]


class Places:
    """Where the characters of one block's text stand in the file."""

    def __init__(self, token: Token, body: Body) -> None:
        self.body = body
        self.shift = 0
        """Added to every index: where alternative text begins in its block's text."""
        self._text: list[int] = []
        """Indexes into the block's text where a line, or what follows an escaped pipe, begins."""
        self._body: list[int] = []
        """Offsets into the body of the same characters."""
        if "cell" in token.meta:
            self._text, self._body = token.meta["cell"]
            return
        index = 0
        for line, begin in zip(token.content.split("\n"), token.meta.get("lines") or [0], strict=False):
            text = line.lstrip(" \t")
            # A heading's text follows its marks; everywhere else this finds the text where it begins.
            found = begin if body.text.startswith(text, begin) else body.text.find(text, begin, begin + len(text) + _NEAR)
            self._text.append(index + len(line) - len(text))
            self._body.append(found if found >= 0 else begin)
            index += len(line) + 1

    def offset(self, index: int) -> int:
        """The offset in the body of the character at *index* of the block's text."""
        index += self.shift
        line = max(bisect_right(self._text, index) - 1, 0)
        return self._body[line] + max(index - self._text[line], 0)

    def position(self, index: int) -> Position:
        return self.body.position(self.offset(index))

    def span(self, start: int, end: int) -> Span:
        """The span of the block's text from *start* to *end*."""
        # The last character says where it ends: the one behind it may stand on the next line.
        return self.body.span(self.offset(start), self.offset(end - 1) + 1 if end > start else self.offset(end))

    def pieces(self, token: Token) -> tuple[tuple[int, int], ...]:
        """The `Text.pieces` of a text token."""
        start, end = token.meta["at"]
        known: list[tuple[int, int]] = [(0, start), *token.meta.get("pieces", ())]
        shifts = self._text[bisect_right(self._text, start + self.shift) : bisect_left(self._text, end + self.shift)]
        if len(known) == 1 and not shifts:
            return ()
        starts = [at for _index, at in known]
        for at in shifts:  # an escaped pipe in this text: what follows stands one further on
            index, before = known[bisect_right(starts, at) - 1]
            known.append((index + at - before, at))
        return tuple((index, self.position(at).column) for index, at in sorted(known))


def place_row(cells: list[Token], body: Body) -> tuple[Span, int] | None:
    """Give each cell of a table row (its inline tokens, all on one line) the places of its own text.

    Returns where the row goes on behind the table's last column, and with how many cells; None where it does not.
    """
    begin = cells[0].meta["lines"][0]
    end = body.text.find("\n", begin)
    line = body.text[begin : end if end >= 0 else len(body.text)].rstrip()
    bounds: list[tuple[int, int]] = []
    left = 0
    escaped = False
    for index, character in enumerate(line):
        if character == "|" and not escaped:
            bounds.append((left, index))
            left = index + 1
        escaped = character == "\\"
    bounds.append((left, len(line)))
    bounds = bounds[1 if line.startswith("|") else 0 : -1 if len(bounds) > 1 and bounds[-1][0] == bounds[-1][1] else None]
    for token, (left, right) in zip(cells, bounds, strict=False):
        token.meta["cell"] = _place_cell(token.content, line[left:right], begin + left)
    for token in cells[len(bounds) :]:  # a cell that the author left out stands at the end of its row
        token.meta["cell"] = ([0], [begin + len(line)])
    surplus = bounds[len(cells) :]
    while surplus and not line[slice(*surplus[-1])].strip():  # nothing is lost with an empty cell
        surplus.pop()
    return (body.span(begin + surplus[0][0], begin + surplus[-1][1]), len(surplus)) if surplus else None


def _place_cell(content: str, raw: str, begin: int) -> tuple[list[int], list[int]]:
    at = len(raw) - len(raw.lstrip()) if content else min(1, len(raw))
    texts, offsets = [0], [begin + at]
    for index, character in enumerate(content):
        if character == "|":  # the table rule has taken the backslash before it away
            at += 1
            texts.append(index)
            offsets.append(begin + at)
        at += 1
    return texts, offsets
