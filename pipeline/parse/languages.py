"""In which language a text stands, by the `lang` of what is around it: `[mot]{lang=fr}`, a block's attributes, raw HTML."""

from markdown_it.token import Token

from pipeline.parse.html import Tag

_UNPAIRED = frozenset("area base br col embed hr img input link meta p param source track wbr".split())
"""Tags that end by themselves; `p` does so where the next block begins."""
_CODE = frozenset({"code", "kbd", "pre", "samp", "var"})
_DEEPEST = 100


class Languages:
    """What is open at one point of a walk over all tokens, and its languages."""

    def __init__(self) -> None:
        self._open = [("", "")]
        """The name of each raw tag that is open, or "" for Markdown, and the language in it."""

    @property
    def here(self) -> str:
        """The `Text.language` of a text that comes next."""
        return self._open[-1][1]

    def token(self, token: Token) -> None:
        """Go past *token*. What it closes ends with all raw tags that were left open in it."""
        if token.nesting > 0:
            self._open.append(("", str(token.attrs.get("lang", self.here))))
        elif token.nesting < 0:
            while self._open.pop()[0]:
                pass

    def tag(self, tag: Tag) -> None:
        """Go past a raw *tag*."""
        if tag.closing:
            for depth in range(len(self._open) - 1, -1, -1):
                name = self._open[depth][0]
                if name == tag.name:
                    del self._open[depth:]
                if name in ("", tag.name):
                    break
        elif tag.name not in _UNPAIRED and len(self._open) < _DEEPEST:
            language = "zxx" if tag.name in _CODE else dict(tag.attributes).get("lang", self.here)
            self._open.append((tag.name, language))
