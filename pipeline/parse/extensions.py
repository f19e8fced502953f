"""Our own Markdown: gender forms, `{decorative}`, attributes of headings and blocks, containers."""

import re
from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt, rules_block
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from pipeline.parse.bounds import DEEPEST, MOST_COLUMNS, bound_nesting, read_inline
from pipeline.parse.effort import Exhausted
from pipeline.parse.positions import PositionedBlock, PositionedInline, join_texts, keep_levels

ATTRIBUTES = ("id", "class", "lang", "dir", "title")
"""What `{…}` may set."""

_GENDER = re.compile(r"\*(?:in(?:nen\w*)?|[rnmse]|e[rnms]|d(?:er|ie|as|en|em|es))(?!\w)")
_DECORATIVE = re.compile(r"\{\s*decorative\s*\}")
_FOOTNOTE = re.compile(r"\[\^[^\] \n]{1,200}\]")
_HEADING_ATTRIBUTES = re.compile(r"(?:^|(?<=[ \t]))\{[^{}]*\}$")


class _Markdown(MarkdownIt):
    """Keeps targets as their authors meant them: rules judge them (LK009), and the renderer normalises or refuses them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's own name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True


def markdown() -> MarkdownIt:
    """Return a parser of the Markdown that docs/editors.md describes, with exact positions on its tokens."""
    md = _Markdown("commonmark")
    md.inline, md.block = PositionedInline(), PositionedBlock()
    md.configure("commonmark", {"maxNesting": DEEPEST, "xhtmlOut": False})
    md.enable(["table", "strikethrough"])
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at("html_inline", _html_inline)
    md.use(footnote_plugin).use(deflist_plugin)
    md.inline.ruler.at("footnote_ref", _footnote_ref)
    md.use(attrs_plugin, spans=True, allowed=ATTRIBUTES).use(attrs_block_plugin)
    md.core.ruler.at("attr", _block_attributes)
    container_plugin(md, "block", validate=lambda info, _: bool(info.strip()))
    md.inline.ruler.before("emphasis", "gender", _gender)
    md.inline.ruler.before("attr", "decorative", _decorative)
    md.inline.ruler2.at("fragments_join", keep_levels)
    md.core.ruler.at("inline", read_inline)
    md.core.ruler.at("text_join", join_texts)
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)
    md.core.ruler.push("bound", bound_nesting)
    return md


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """As markdown-it's, which makes any number of columns before anyone could ask what they cost."""
    under = state.bMarks[start_line + 1] + state.tShift[start_line + 1]
    if start_line + 1 >= end_line or state.src[under : under + 1] not in ("|", "-", ":"):
        return False
    if state.src.count("|", under, state.eMarks[start_line + 1]) > MOST_COLUMNS:
        raise Exhausted
    return rules_block.table(state, start_line, end_line, silent)


def _html_inline(state: StateInline, silent: bool) -> bool:
    """As markdown-it's, which looks for the end of a comment through the whole block, slowly and for each beginning anew."""
    found = html_inline(state, silent)
    if not found:
        state.env["effort"].spend(len(state.src) // 100)
    return found


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    return bool(_FOOTNOTE.match(state.src, state.pos, state.posMax)) and footnote_ref(state, silent)


def _gender(state: StateInline, silent: bool) -> bool:
    """`Student*innen` is one word: CommonMark would pair its star with the next one and make the text between italic."""
    pos = state.pos
    if state.src[pos] != "*" or pos == 0 or not state.src[pos - 1].isalpha() or not _GENDER.match(state.src, pos, state.posMax):
        return False
    if not silent:
        state.append_pending("*")
    state.pos += 1
    return True


def _decorative(state: StateInline, silent: bool) -> bool:
    """`![](wave.png){decorative}`: the image says nothing that a reader could miss."""
    if state.pending or not state.tokens or state.tokens[-1].type != "image":
        return False
    match = _DECORATIVE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.tokens[-1].meta["decorative"] = True
    state.pos = match.end()
    return True


def _heading_attributes(state: StateCore) -> None:
    """`## The objectives {#objectives}`."""
    for heading, text in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type != "heading_open" or not text.content.endswith("}"):
            continue
        match = _HEADING_ATTRIBUTES.search(text.content)
        try:
            attributes = parse(match[0])[1] if match else {}
        except ParseError:
            continue
        if match and attributes:
            text.content = text.content[: match.start()].rstrip(" \t")
            _set(heading, attributes)


def _block_attributes(state: StateCore) -> None:
    """Lines of `{…}` before a block: classes add up, of anything else the last counts."""
    kept: list[Token] = []
    above: list[Token] = []
    for token in state.tokens:
        if token.type == "attrs_block":
            above.append(token)
            continue
        if above and token.nesting >= 0:
            attributes: dict[str, Any] = {}
            for each in reversed(above):
                for name, value in each.attrs.items():
                    attributes.setdefault(name, value)
            classes = [str(each.attrs["class"]) for each in (*above, token) if "class" in each.attrs]
            if classes:
                attributes["class"] = " ".join(classes)
            _set(token, attributes)
        above.clear()
        kept.append(token)
    state.tokens = kept


def _set(token: Token, attributes: Mapping[str, Any]) -> None:
    """Give *token* those *attributes* that `{…}` may set; of the others rules speak."""
    allowed = {name: value for name, value in attributes.items() if name in ATTRIBUTES}
    token.attrs.update(allowed)
    if len(allowed) < len(attributes):
        token.meta["insecure_attrs"] = {name: value for name, value in attributes.items() if name not in ATTRIBUTES}
