"""How deep and how wide a text may be, and where it ends for us if it is more, or costs more, than that."""

from collections import Counter
from collections.abc import MutableMapping
from typing import Any

from markdown_it.rules_core import StateCore

from pipeline.parse import html
from pipeline.parse.effort import Effort, Exhausted

DEEPEST = 50
"""Blocks in blocks, emphasis in emphasis, raw tags in raw tags. CommonMark asks for no bound, Python's stack does."""
MOST_COLUMNS = 1_000
"""Of a table."""

_HOLD_NOTHING = frozenset(
    "! ? !-- area br col colgroup dd dt embed hr img input li link meta optgroup option p rp rt source tbody td tfoot th thead "
    "tr wbr".split()
)
"""Raw tags that nothing lies in, or that end where the next one begins."""
_EMPTY = frozenset({"br", "hr", "img", "wbr"})
"""Tags that are never left open."""


class _Definitions(dict[str, dict[str, Any]]):
    """Of links: every use copies the address and the title, so that it costs by their length."""

    def __init__(self, definitions: dict[str, dict[str, Any]], effort: Effort) -> None:
        super().__init__(definitions)
        self._effort = effort

    def get(self, label: str, default: Any = None) -> Any:
        found = super().get(label, default)
        if found:
            self._effort.spend_on_output(found["href"] + found["title"])
        return found


def read_inline(state: StateCore) -> None:
    """As markdown-it's `inline`, up to the block that would take too long."""
    env = state.env
    effort = env["effort"] = Effort(len(state.src))
    if "references" in env:
        env["references"] = _Definitions(env["references"], effort)
    for index, token in enumerate(state.tokens):
        known = len(_notes(env))
        try:
            effort.spend_on_output(token.content)
            if token.type == "inline":
                token.children = state.md.inline.parse(token.content, state.md, env, [])
        except Exhausted:
            for half_read in range(known, len(_notes(env))):
                del _notes(env)[half_read]
            _end(state, index, "too_complex")
            return


def _notes(env: MutableMapping[str, Any]) -> dict[int, Any]:
    notes: dict[int, Any] = env.get("footnotes", {}).get("list", {})
    return notes


def bound_nesting(state: StateCore) -> None:
    """End the text before the block in which emphasis, or raw tags, lie too deep: sanitizers and browsers could not bear it."""
    tags = _RawTags(state.env["effort"])
    for index, token in enumerate(state.tokens):
        for part in (token,) if token.type == "html_block" else token.children or ():
            try:
                if part.type in ("html_block", "html_inline"):
                    tags.read(part.content)
            except Exhausted:
                _end(state, index, "too_complex")
                return
            if max(part.level, tags.deepest) > DEEPEST:
                _end(state, index, "too_deep")
                return


class _RawTags:
    """The raw tags that are open at one point of a text."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._open: Counter[str] = Counter()
        self._depth = 0
        self.deepest = 0
        """The most that were ever open."""
        self._begun: list[str] = []
        """Tags that no other has closed yet, in their order."""
        self._stray = 0
        """What may be left open, whatever a parser of HTML makes of it."""

    def read(self, content: str) -> None:
        stray = content.count("<")
        for tag in html.tags(content):
            self._effort.spend(len(tag.attributes) ** 2 // 1_000)  # parsers compare each with all
            stray -= self._settles(tag)
            if tag.name in _HOLD_NOTHING:
                continue
            if not tag.closing:
                self._open[tag.name] += 1
                self._depth += 1
                self.deepest = max(self.deepest, self._depth)
            elif self._open[tag.name]:
                self._open[tag.name] -= 1
                self._depth -= 1
        self._stray += stray
        self._effort.spend(max(stray, 0) * self._stray // 60)  # parsers compare what is left open with all else that is

    def _settles(self, tag: html.Tag) -> int:
        """How many tags leave nothing open after *tag*: a pair where it closes the last one that is."""
        if tag.name in _EMPTY or tag.name == "!--":
            return 1
        if not tag.closing:
            self._begun.append(tag.name)
        elif self._begun[-1:] == [tag.name]:
            self._begun.pop()
            return 2
        return 0


def _end(state: StateCore, index: int, reason: str) -> None:
    """Leave unread the outermost block that the token at *index* lies in, and all that follows; `env[reason]` is the line."""
    tokens = state.tokens
    # What stands in a footnote has no place of its own: it ends with the last block before the footnotes.
    outermost = (at for at in range(index, -1, -1) if tokens[at].map and not tokens[at].level and tokens[at].nesting >= 0)
    start = next(outermost, 0)
    line, _ = tokens[index].map or tokens[start].map or (0, 0)
    state.env.setdefault(reason, line)
    del tokens[start:]
