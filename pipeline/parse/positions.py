"""Exact lines and columns for what markdown-it only gives whole blocks for.

Two subclasses note, while markdown-it works, what it knows and then forgets:

* `PositionedBlock`: where the text of each block begins on each of its lines, behind quote marks, list markers and indents;
* `PositionedInline`: from where to where in a block's text each inline token reaches.

Invariants:

1. Every inline token has `meta["at"]`, two offsets into the text of its block (for alternative text, of the image's own text).
2. Every block token with text has `meta["lines"]`, the offset in the body of the first character behind each line's prefix.
3. A text whose characters are not those of the file one by one has `meta["pieces"]`: indexes into it with their offsets.
"""

from bisect import bisect_left, bisect_right
from functools import cached_property

from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from pipeline.model import Position, Span

_WITH_TEXT = frozenset({"inline", "html_block", "fence", "code_block", "table_open", "container_block_open"})
_TEXTS = frozenset({"text", "text_special"})


class PositionedBlock(ParserBlock):
    """Notes for each block where its lines begin, and where nesting went too deep (`env["too_deep"]`, a line)."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - markdown-it's own names
        """As markdown-it's; where lines begin is read while the containers around a block still say so."""
        rules = self.ruler.getRules("")
        deepest = state.md.options.maxNesting
        tokens, env = state.tokens, state.env
        line = startLine
        empty_lines = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= deepest:
                env.setdefault("too_deep", line)
                state.line = endLine
                break
            for rule in rules:
                if rule(state, line, endLine, False):
                    break
            for token in tokens[env.get("positioned", 0) :]:
                if token.type in _WITH_TEXT and token.map:
                    first = token.map[0]
                    last = max(token.map[1], first + 1)
                    token.meta["lines"] = [state.bMarks[at] + state.tShift[at] for at in range(first, last)]
            env["positioned"] = len(tokens)
            state.tight = not empty_lines
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                empty_lines = True
            if line < endLine and state.isEmpty(line):
                empty_lines = True
                line += 1
                state.line = line


class PositionedInline(ParserInline):
    """Notes for each inline token from where to where it reaches."""

    def tokenize(self, state: StateInline) -> None:
        """As markdown-it's, which also calls it for the text of a link (kept as `meta["label"]` of its opening)."""
        rules = self.ruler.getRules("")
        end = state.posMax
        active = state.level < state.md.options.maxNesting
        tokens = state.tokens
        if tokens and tokens[-1].nesting == 1 and "at" not in tokens[-1].meta:
            tokens[-1].meta["label"] = (state.pos, end)
        begun = state.pos
        while state.pos < end:
            pos = state.pos
            known = len(tokens)
            pending = bool(state.pending)
            if not pending:
                begun = pos
            ok = False
            if active:
                for rule in rules:
                    ok = rule(state, False)
                    if ok:
                        break
            if not ok:
                state.append_pending(state.src[pos])
                state.pos += 1
            elif len(tokens) > known:
                _note(tokens[known:], pending, begun, pos, state.pos)
        if state.pending:
            token = state.pushPending()
            token.meta["at"] = (begun, begun + len(token.content))


def _note(tokens: list[Token], pending: bool, begun: int, pos: int, end: int) -> None:
    """Give new *tokens* their places: pending text began at *begun*, and one rule read from *pos* to *end*."""
    if pending and tokens[0].type == "text":
        text = tokens.pop(0)
        text.meta["at"] = (begun, begun + len(text.content))
    for token in tokens:
        if "at" in token.meta:
            continue
        if token.type != "text":
            token.meta["at"] = (pos, end)
        elif tokens[0].type == "link_open":  # an autolink's own text, between its angle brackets
            token.meta["at"] = (pos + 1, end - 1)
        else:  # a run of emphasis marks, a token each
            token.meta["at"] = (pos, pos + len(token.content))
            pos += len(token.content)


def keep_levels(state: StateInline) -> None:
    """Recalculate levels after emphasis; in place of markdown-it's `fragments_join`, which forgets what it joins."""
    level = 0
    for token in state.tokens:
        if token.nesting < 0:
            level -= 1
        token.level = level
        if token.nesting > 0:
            level += 1


def join_texts(state: StateCore) -> None:
    """Join neighbouring texts and remember where each came from; in place of markdown-it's `text_join`."""
    for token in state.tokens:
        if token.children:
            token.children = _joined(token.children)


def _joined(tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        if token.children:
            token.children = _joined(token.children)
        if token.type not in _TEXTS:
            joined.append(token)
            continue
        exact = token.type == "text"
        if exact and not token.content:  # an emphasis mark that became part of a tag
            continue
        token.type = "text"
        start, end = token.meta["at"]
        before = joined[-1] if joined and joined[-1].type == "text" else None
        if before is None:
            before = token
            length = 0
            joined.append(token)
        else:
            length = len(before.content)
            before.content += token.content
            before.meta["at"] = (before.meta["at"][0], end)
        if not exact:
            before.meta.setdefault("pieces", []).extend([(length, start), (len(before.content), end)])
    return joined


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
            found = begin if body.text.startswith(text, begin) else body.text.find(text, begin)
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
        for at in shifts:  # an escaped pipe in this text: what follows stands one further on
            index, before = max(piece for piece in known if piece[1] <= at)
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
