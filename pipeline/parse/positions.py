"""Exact lines and columns for what markdown-it only gives whole blocks for.

Two subclasses note, while markdown-it works, what it knows and then forgets:

* `PositionedBlock`: where the text of each block begins on each of its lines, behind quote marks, list markers and indents;
* `PositionedInline`: from where to where in a block's text each inline token reaches.

Invariants:

1. Every inline token has `meta["at"]`, two offsets into the text of its block (for alternative text, of the image's own text).
2. Every block token with text has `meta["lines"]`, the offset in the body of the first character behind each line's prefix.
3. A text whose characters are not those of the file one by one has `meta["pieces"]`: indexes into it with their offsets.
"""

from functools import cached_property

from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from pipeline.parse.dispatch import BlockRuler, at_marks
from pipeline.parse.effort import Exhausted

_WITH_TEXT = frozenset({"inline", "html_block", "fence", "code_block", "table_open", "container_block_open"})
_TEXTS = frozenset({"text", "text_special"})
_SEARCHING = frozenset("[!<{^`")
"""Marks whose rules look for an end that may be far away, or nowhere."""


class PositionedBlock(ParserBlock):
    """Notes for each block where its lines begin, and as `env["too_deep"]` or `env["too_complex"]` at which line it stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler = BlockRuler(self.ruler)

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - markdown-it's own names
        """As markdown-it's; where lines begin is read while the containers around a block still say so."""
        [rule] = self.ruler.getRules("")
        deepest = state.md.options.maxNesting
        tokens, env = state.tokens, state.env
        outermost = state.level == 0
        if state.parentType == "container":  # whose end has been looked for
            env["effort"].spend((endLine - startLine) // 4)
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
            known = len(tokens)
            try:
                rule(state, line, endLine, False)
            except Exhausted:
                if not outermost:
                    raise
                env.setdefault("too_complex", line)
                del tokens[known:]
                state.line = endLine
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

    @cached_property
    def _rules(self) -> dict[str, tuple[RuleFuncInlineType, ...]]:
        return at_marks(self.ruler)

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's own name
        """As markdown-it's."""
        pos = state.pos
        mark = state.src[pos]
        _spend(state, mark)
        if pos in state.cache:
            state.pos = state.cache[pos]
            return
        ok = False
        if state.level < state.md.options.maxNesting:
            state.level += 1  # so that the recursion ends
            for rule in self._rules.get(mark, self._rules[""]):
                if ok := rule(state, True):
                    break
            state.level -= 1
        else:
            state.pos = state.posMax
        if not ok:
            state.pos += 1
        state.cache[pos] = state.pos

    def tokenize(self, state: StateInline) -> None:
        """As markdown-it's, which also calls it for the text of a link (kept as `meta["label"]` of its opening)."""
        rules, others = self._rules, self._rules[""]
        effort = state.env["effort"]
        effort.spend(3)
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
            mark = state.src[pos]
            _spend(state, mark)
            ok = False
            if active:
                for rule in rules.get(mark, others):
                    ok = rule(state, False)
                    if ok:
                        break
            if not ok:
                state.append_pending(mark)
                state.pos += 1
            elif len(tokens) > known:
                effort.spend(len(tokens) - known)
                _note(tokens[known:], pending, begun, pos, state.pos)
        if state.pending:
            token = state.pushPending()
            token.meta["at"] = (begun, begun + len(token.content))


def _spend(state: StateInline, mark: str) -> None:
    state.env["effort"].spend(1 + len(state.src) // 1_000 if mark in _SEARCHING else 1)


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
    texts: list[str] = []
    """What the text at the end of *joined* is made of."""
    length = 0
    for token in tokens:
        if token.children:
            token.children = _joined(token.children)
        if token.type not in _TEXTS:
            _end_text(joined, texts)
            joined.append(token)
            continue
        exact = token.type == "text"
        if exact and not token.content:  # an emphasis mark that became part of a tag
            continue
        token.type = "text"
        start, end = token.meta["at"]
        if not texts:
            joined.append(token)
            length = 0
        text = joined[-1]
        text.meta["at"] = (text.meta["at"][0], end)
        texts.append(token.content)
        before, length = length, length + len(token.content)
        if not exact:
            text.meta.setdefault("pieces", []).extend([(before, start), (length, end)])
    _end_text(joined, texts)
    return joined


def _end_text(joined: list[Token], texts: list[str]) -> None:
    if texts:
        joined[-1].content = "".join(texts)
        texts.clear()
