"""Which of markdown-it's rules can begin with which character.

markdown-it asks every rule at every mark, and about every line once more for each quote and list around it. Nearly all of them
say no after a look at one character; here only those are asked that may say yes.
"""

from collections.abc import Mapping
from typing import TypeVar

from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

_BLOCKS = {
    "attr": "{",
    "blockquote": ">",
    "container_block": ":",
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "list": "*+-0123456789",
    "reference": "[",
}
_WITHIN = {**_BLOCKS, "deflist": ":~"}
"""Of the blocks that may end a paragraph or a quote; a definition list begins anew with its term, which may be anything."""
_INLINES = {
    "attr": "{",
    "autolink": "<",
    "backticks": "`",
    "decorative": "{",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "gender": "*",
    "html_inline": "<",
    "image": "!",
    "link": "[",
    "newline": "\n",
    "span": "[",
    "strikethrough": "~",
}

_Rule = TypeVar("_Rule")


def at_marks(ruler: Ruler[_Rule]) -> dict[str, tuple[_Rule, ...]]:
    """Return the inline rules of *ruler* to ask at each character, in their order; under "" those for any other."""
    return _by_character(dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True)), _INLINES)


class BlockRuler(Ruler[RuleFuncBlockType]):
    """A ruler of block rules that answers with one rule, which asks those that can begin with the line's first character."""

    def __init__(self, ruler: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__

    def __compile__(self) -> None:
        enabled = [rule for rule in self.__rules__ if rule.enabled]
        chains = {"": {rule.name: rule.fn for rule in enabled}}
        for rule in enabled:
            for chain in rule.alt:
                chains.setdefault(chain, {})[rule.name] = rule.fn
        self.__cache__ = {
            chain: [_dispatcher(_by_character(rules, _WITHIN if chain else _BLOCKS))] for chain, rules in chains.items()
        }


def _by_character(rules: Mapping[str, _Rule], marks: Mapping[str, str]) -> dict[str, tuple[_Rule, ...]]:
    """The *rules* (by name) that may begin with each character, and under "" those that name none in *marks*."""
    characters = "".join(marks.values())
    found = {mark: tuple(rule for name, rule in rules.items() if mark in marks.get(name, mark)) for mark in characters}
    return found | {"": tuple(rule for name, rule in rules.items() if name not in marks)}


def _dispatcher(rules: Mapping[str, tuple[RuleFuncBlockType, ...]]) -> RuleFuncBlockType:
    others = rules[""]

    def dispatch(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        state.env["effort"].look(len(state.tokens))
        pos = state.bMarks[start_line] + state.tShift[start_line]
        for rule in rules.get(state.src[pos : pos + 1], others):
            if rule(state, start_line, end_line, silent):
                break
        else:
            return False
        return True

    return dispatch
