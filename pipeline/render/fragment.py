"""Tokens into HTML with holes.

A hole is what other documents decide: where a link goes, what a listing lists. While rendering it is marked by a URL of a
scheme, or a text, that nobody else can write, since it holds the digest of the source itself; after sanitizing the marks
become relocations.
"""

import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from pipeline.model import BOXES, Document, Relocation
from pipeline.render.links import classify
from pipeline.render.sanitize import sanitize

_ALIGNMENTS = {"text-align:left": "align-left", "text-align:center": "align-center", "text-align:right": "align-right"}
_BACK = {"de": "Zurück zum Verweis {}", "en": "Back to reference {}"}
"""What the arrow behind a footnote says to those who do not see where it stands; in other languages it bears its number."""
_LONGEST_ID = 60


class Rendered(msgspec.Struct, frozen=True):
    html: str
    """The sanitised body, with nothing where the relocations go."""
    relocations: tuple[Relocation, ...]
    """In the order of their offsets."""
    anchors: tuple[str, ...]
    """Ids that rendering made: those of footnotes."""


def render(document: Document, base_url: str, may_frame: Callable[[str], bool] | None = None) -> Rendered:
    """Return the body of *document* as HTML; *base_url* completes targets that begin with `/`.

    Frames are left out but for those at addresses of which *may_frame* says that they may be shown.
    """
    renderer = _Renderer(document, base_url)
    html = renderer.render(document.tokens, _OPTIONS, {})
    return _cut_holes(sanitize(html, renderer.scheme, may_frame), renderer)


_OPTIONS = MarkdownIt("commonmark", {"xhtmlOut": False}).options


class _Renderer(RendererHTML):
    def __init__(self, document: Document, base_url: str) -> None:
        # RendererHTML would look through all its members again for each document.
        self.rules = {name: getattr(self, name) for name in _RULES}
        self.path = document.source.path
        self.base_url = base_url
        self.notes = document.id[:_LONGEST_ID] or "note"
        language = document.languages[0] if len(document.languages) == 1 else ""
        self.back = _BACK.get(language.partition("-")[0], "↩ {}")
        self.scheme = f"x-{document.source.digest[:32]}"
        self.anchors: list[str] = []
        self.holes: list[Relocation] = []
        self.open: list[int] = []
        """The holes of the containers that are open; -1 for one that is none."""

    def _url(self, token: Token, target: str) -> str:
        """A URL for *target* that can be written now, or the mark of a hole."""
        aim = classify(target, self.path, self.base_url)
        if aim.kind == "url":
            return normalizeLink(aim.target)
        if aim.kind == "none":
            return ""
        return self._hole(Relocation(0, 0, aim.kind, aim.target, aim.anchor, token.meta.get("span")))

    def _hole(self, relocation: Relocation) -> str:
        """The mark of a hole."""
        self.holes.append(relocation)
        return f"{self.scheme}:{len(self.holes) - 1}"

    def link_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        token = tokens[idx]
        url = self._url(token, str(token.attrs["href"]))
        return self._tag("a", {**token.attrs, "href": url} if url else {k: v for k, v in token.attrs.items() if k != "href"})

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        token = tokens[idx]
        aim = classify(str(token.attrs["src"]), self.path, self.base_url)
        alt = self.renderInlineAsText(token.children, options, env)
        url, credit = "", ""
        if aim.kind == "url":
            url = normalizeLink(aim.target)
        elif aim.kind != "none":
            image = Relocation(0, 0, "image", aim.target, aim.anchor, token.meta.get("span"), alt)
            url = self._hole(image)
            credit = self._hole(msgspec.structs.replace(image, kind="credit")) + _END
        return self._tag("img", {**token.attrs, "src": url, "alt": alt}) + credit

    def container_block_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        token = tokens[idx]
        name, _space, arguments = token.info.strip().partition(" ")
        if name == "listing":
            # Its options, one a line; a value with spaces stands in double quotes.
            options_text = "\n".join(part.replace('"', "") for part in re.findall(r'(?:[^\s"]|"[^"]*")+', arguments))
            self.holes.append(Relocation(0, 0, "listing", options_text, "", token.meta.get("span")))
            self.open.append(len(self.holes) - 1)
            return f"<p>{self.scheme}:{self.open[-1]}&lt;</p>\n"
        self.open.append(-1)
        css_class = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")
        role = {"role": "note"} if name in BOXES else {}
        return self._tag("div", {**token.attrs, "class": css_class, **role}) + "\n"

    def container_block_close(self, *_: Any) -> str:
        hole = self.open.pop()
        return "</div>\n" if hole < 0 else f"<p>{self.scheme}:{hole}&gt;</p>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return self._tag("th", {"scope": "col", **_aligned(tokens[idx])})

    def td_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return self._tag("td", _aligned(tokens[idx]))

    # Footnotes: their ids bear the document's, since several full texts may stand on one page.

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        number, anchor = self._note(tokens[idx])
        return (
            f'<sup class="footnote-ref"><a href="{self._local(f"fn-{self.notes}-{number}")}" id="{anchor}">{number}</a></sup>'
        )

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        _number, anchor = self._note(tokens[idx])
        label = self.back.format(anchor.removeprefix(f"fnref-{self.notes}-"))
        return f' <a href="{self._local(anchor)}" aria-label="{label}">↩</a>'

    def footnote_block_open(self, *_: Any) -> str:
        return '<hr>\n<ol class="footnotes">\n'

    def footnote_block_close(self, *_: Any) -> str:
        return "</ol>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<li id="fn-{self.notes}-{tokens[idx].meta["id"] + 1}">'

    def footnote_close(self, *_: Any) -> str:
        return "</li>\n"

    def _note(self, token: Token) -> tuple[int, str]:
        """The number of the footnote that *token* refers to, and the id of the place that refers to it."""
        number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
        return number, f"fnref-{self.notes}-{number}" + (f"-{again + 1}" if again else "")

    def _local(self, anchor: str) -> str:
        self.anchors.append(anchor)
        return self._hole(Relocation(0, 0, "anchor", "", anchor))

    @staticmethod
    def _tag(name: str, attributes: dict[str, Any]) -> str:
        return f"<{name}" + "".join(f' {key}="{escapeHtml(str(value))}"' for key, value in attributes.items()) + ">"


_RULES = [name for name, _ in inspect.getmembers(_Renderer, inspect.isfunction) if not name.startswith(("render", "_"))]


def _aligned(token: Token) -> dict[str, str]:
    """A cell's alignment as a class: style attributes are not published."""
    return {"class": _ALIGNMENTS[str(token.attrs["style"])]} if "style" in token.attrs else {}


_END = "/"
"""Of a mark within a text: an author's own number may follow."""
_MARK = re.compile(rf"<p>(x-[0-9a-f]{{32}}):(\d+)&([lg])t;</p>\n|(x-[0-9a-f]{{32}}):(\d+){_END}?")


def _cut_holes(html: str, renderer: _Renderer) -> Rendered:
    """Take the marks out of *html* and remember where they were."""
    parts: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    length = end = 0
    for match in _MARK.finditer(html):
        if (match[1] or match[4]) != renderer.scheme:  # an author who writes about marks
            continue
        parts.append(html[end : match.start()])
        length += match.start() - end
        end = match.end()
        hole = int(match[2] or match[5])
        begun, _ = places.get(hole, (length, length))  # a frame that is never closed swallows what follows
        places[hole] = (begun if match[3] == "g" else length, length)
    parts.append(html[end:])
    relocations = [
        msgspec.structs.replace(hole, offset=places[number][0], end=places[number][1])
        for number, hole in enumerate(renderer.holes)
        if number in places
    ]
    relocations.sort(key=lambda hole: (hole.offset, -hole.end))
    return Rendered("".join(parts), tuple(relocations), tuple(renderer.anchors))
