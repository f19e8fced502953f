"""Our own Markdown: gender forms, `{decorative}`, attributes of headings, containers, and bounds on what a block may cost."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from pipeline.parse.positions import PositionedBlock, PositionedInline, join_texts, keep_levels

ATTRIBUTES = ("id", "class", "lang", "dir", "title")
"""What `{…}` may set."""
_DEEPEST = 50
"""Containers in containers. CommonMark asks for no bound, Python's stack does."""
_BUDGET = 1_000_000
"""For all blocks of a file, the sum of the squares of each mark's count: 1,000 brackets in one paragraph spend it."""
_MARKS = "[*_`~<{!"
_FEW = 20
"""Marks of a kind in one block that cost nothing: ordinary prose has them, and matching them is quick."""

_GENDER = re.compile(r"\*(?:in(?:nen\w*)?|[rnmse]|e[rnms]|d(?:er|ie|as|en|em|es))(?!\w)")
_DECORATIVE = re.compile(r"\{\s*decorative\s*\}")
_HEADING_ATTRIBUTES = re.compile(r"(?:^|[ \t]+)(\{[^{}]*\})$")


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
    md.configure("commonmark", {"maxNesting": _DEEPEST, "xhtmlOut": False})
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin)
    md.use(attrs_plugin, spans=True, allowed=ATTRIBUTES).use(attrs_block_plugin, allowed=ATTRIBUTES)
    container_plugin(md, "block", validate=lambda info, _: bool(info.strip()))
    md.inline.ruler.before("emphasis", "gender", _gender)
    md.inline.ruler.before("attr", "decorative", _decorative)
    md.inline.ruler2.at("fragments_join", keep_levels)
    md.core.ruler.at("text_join", join_texts)
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)
    md.core.ruler.before("inline", "bounds", _bounds)
    return md


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
            attributes = parse(match[1])[1] if match else {}
        except ParseError:
            continue
        if match and attributes:
            text.content = text.content[: match.start()]
            allowed = {name: value for name, value in attributes.items() if name in ATTRIBUTES}
            heading.attrs.update(allowed)
            if len(allowed) < len(attributes):
                heading.meta["insecure_attrs"] = {name: v for name, v in attributes.items() if name not in allowed}


def _bounds(state: StateCore) -> None:
    """Leave blocks unparsed once a file has spent its budget: matching marks takes time by the square of their number."""
    left = _BUDGET
    for token in state.tokens:
        if token.type != "inline" or len(token.content) < _FEW:
            continue
        left -= sum(count**2 for mark in _MARKS if (count := token.content.count(mark)) > _FEW)
        if left < 0:
            state.env.setdefault("too_complex", token.map[0] if token.map else 0)
            token.content = ""
