"""Asking only the rules that can begin with a character gives what asking all of them gives."""

from collections.abc import MutableMapping
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler

from pipeline.parse.effort import Effort
from pipeline.parse.extensions import markdown
from pipeline.parse.positions import PositionedInline

STARTS = r"""
#· >· -· +· *· 1.· 12)· |· |-|-| ···· :· ~· :::·x ::: ``` ~~~ --- === *** _·_·_ [r]:· [^n]:· {.a} <div> <!--· Term
""".split()
PIECES = r"""
* ** _ ` `` [ ] ](c) [a](b) ![i](j) <b> </b> <https://e.org> <a@b.org> | \| ~~ [r] [t][r] [s]{.x} {decorative} ^[n] [^n] \*
&amp; &#65; wort Student*innen # - : } · ··¶ ¶ \¶ ¶¶
""".split()
"""`·` is a space and `¶` the end of a line."""
LINES = st.tuples(st.sampled_from(["", *STARTS]), st.lists(st.sampled_from(PIECES), max_size=6).map("".join)).map("".join)
TEXTS = st.lists(LINES, max_size=8).map("\n".join).map(lambda text: text.replace("·", " ").replace("¶", "\n"))


class AskAll(Ruler[Any]):
    """A ruler of block rules that answers with one rule, which asks all of them."""

    def __init__(self, ruler: Ruler[Any]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__

    def getRules(self, chainName: str = "") -> list[Any]:  # noqa: N802, N803 - markdown-it's own names
        rules = super().getRules(chainName)
        return [lambda *line: any(rule(*line) for rule in rules)]


class AskAllInline(PositionedInline):
    @property
    def _rules(self) -> dict[str, tuple[Any, ...]]:
        return {"": tuple(self.ruler.getRules(""))}


def asking_all() -> MarkdownIt:
    md = markdown()
    inline = AskAllInline()
    inline.ruler, inline.ruler2 = md.inline.ruler, md.inline.ruler2
    md.inline, md.block.ruler = inline, AskAll(md.block.ruler)
    return md


SOME, ALL = markdown(), asking_all()


@settings(max_examples=500)
@given(TEXTS)
@example("Term\n: a\n\n    ::: x\n    b\n    :::\n")
@example("a\n| b |\n|-|\n> - c\n")
def test_no_rule_that_is_not_asked_would_have_said_yes(text: str) -> None:
    assert tokens(SOME, text) == tokens(ALL, text)


def tokens(md: MarkdownIt, text: str) -> list[MutableMapping[str, Any]]:
    return [token.as_dict() for token in md.parse(f"{text}\n\n[r]: /r\n\n[^n]: n\n", {"effort": Effort(len(text))})]
