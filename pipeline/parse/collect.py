"""From markdown-it's tokens to what rules look at: headings, links, images, tables and texts, each with its span."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.helpers import parseLinkDestination
from markdown_it.token import Token

from pipeline.model import (
    BOXES,
    Code,
    Emphasis,
    Finding,
    Heading,
    Image,
    Link,
    Paragraph,
    RawTag,
    Span,
    Suppression,
    Table,
    Text,
)
from pipeline.parse import html
from pipeline.parse.languages import Languages
from pipeline.parse.places import Body, Places, place_row
from pipeline.parse.suppressions import Comments
from pipeline.words import count, nearest, quote, slugify

_KINDS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "dl_open": "list",
    "table_open": "table",
    "fence": "code",
    "code_block": "code",
    "blockquote_open": "quote",
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "html_block": "html",
    "hr": "rule",
}
_CONTAINERS = (*BOXES, "listing")


class Collected:
    """One walk over the tokens of a body."""

    def __init__(self, tokens: Sequence[Token], body: Body) -> None:
        self.body = body
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.tables: list[Table] = []
        self.texts: list[Text] = []
        self.emphases: list[Emphasis] = []
        self.paragraphs: list[Paragraph] = []
        self.codes: list[Code] = []
        self.tags: list[RawTag] = []
        self.anchors: dict[str, None] = {}
        self.suppressions: list[Suppression] = []
        self.findings: list[Finding] = []
        self._languages = Languages()
        self._comments = Comments(body, tokens)
        self._ends: list[int] = []
        """Where each container that is open ends: a line of the body, 0-based."""
        self._repeats: Counter[str] = Counter()
        """How often an anchor was wanted again."""
        self._notes: dict[int, list[int]] = {}
        """Where the lines of each inline footnote begin; markdown-it moves its text to the end without its place."""
        self._reserve_ids(tokens)
        for index, token in enumerate(tokens):
            self._refused_attributes(token, token)
            self._languages.token(token)
            match token.type:
                case "heading_open":
                    self._heading(token, tokens[index + 1])
                case "paragraph_open":
                    self._paragraph(tokens, index)
                case "table_open":
                    self._table(tokens, index)
                case "fence" | "code_block":
                    self._code(token)
                case "container_block_open":
                    self._container(token)
                case "container_block_close":
                    self._ends.pop()
                case "html_block":
                    self._html(token.content, Places(token, body), 0)
                case "inline" if token.content:
                    self._inline(token)
                case "footnote_open":
                    if (lines := self._notes.get(token.meta["id"])) and tokens[index + 2].type == "inline":
                        tokens[index + 2].meta["lines"] = lines

    # Blocks

    def _reserve_ids(self, tokens: Sequence[Token]) -> None:
        """Ids that the author wrote come first: one made from a heading's text gives way to them."""
        for token in tokens:
            for part in (token, *(token.children or ())):
                if "id" in part.attrs:
                    self.anchors[str(part.attrs["id"])] = None

    def _heading(self, token: Token, inline: Token) -> None:
        text = plain(inline.children or [])
        explicit = "id" in token.attrs
        if not explicit:
            token.attrs["id"] = self._unused(slugify(text) or "section")
        start: int = inline.meta["lines"][0]
        first, last = token.map or (0, 1)
        # An underlined heading's last line is its underline.
        last_line = first if token.markup.startswith("#") else last - 2
        end = self.body.starts[last_line] + len(self.body.line(last_line).rstrip())
        marker = self.body.span(start, start + len(token.markup)) if token.markup.startswith("#") else None
        span = self.body.span(start, max(end, start))
        token.meta["span"] = span
        self.headings.append(Heading(int(token.tag[1]), text, str(token.attrs["id"]), explicit, span, marker))

    def _unused(self, anchor: str) -> str:
        unused = anchor
        while unused in self.anchors:
            self._repeats[anchor] += 1
            unused = f"{anchor}-{self._repeats[anchor] + 1}"
        self.anchors[unused] = None
        return unused

    def _paragraph(self, tokens: Sequence[Token], index: int) -> None:
        inline = tokens[index + 1]
        if not inline.content:
            return
        children = inline.children or []
        parts = [child.type for child in children if child.nesting or child.content.strip()]
        if parts[:1] == ["em_open"] and parts[-1:] == ["em_close"]:  # bold and italic
            parts = parts[1:-1]
        strong = parts[:1] == ["strong_open"] and parts[-1:] == ["strong_close"] and parts.count("strong_open") == 1
        span = Places(inline, self.body).span(0, len(inline.content))
        self.paragraphs.append(Paragraph(span, plain(children), _kind_after(tokens, index + 3), strong))

    def _table(self, tokens: Sequence[Token], index: int) -> None:
        rows: list[list[Token]] = []
        for at in range(index, len(tokens)):  # a slice would copy the rest of the document for every table
            token = tokens[at]
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
            elif token.type == "table_close":
                break
        for row in rows:
            surplus = place_row(row, self.body)
            if surplus:
                message = (
                    f"this row has {count(len(row) + surplus[1], 'cell')} and the header {len(row)}: the rest is not shown"
                )
                hint = "remove a |, write \\| for one that is text, or add a column to the header"
                self.findings.append(Finding(surplus[0], message, hint, code="TB003"))
        header, *others = (tuple(self._cell(cell) for cell in row) for row in rows)
        last = (tokens[index].map or (0, 1))[1] - 1
        span = self.body.span(tokens[index].meta["lines"][0], self.body.starts[last] + len(self.body.line(last).rstrip()))
        self.tables.append(Table(span, header, tuple(others)))

    def _cell(self, token: Token) -> Text:
        span = Places(token, self.body).span(0, len(token.content))
        return Text(plain(token.children or []), span, language=self._languages.here)

    def _container(self, token: Token) -> None:
        start: int = token.meta["lines"][0]
        span = token.meta["span"] = self.body.span(start, start + len(token.markup) + len(token.info.rstrip()))
        end = (token.map or (0, 0))[1]
        closed = end < len(self.body.starts) and end not in self._ends and _closes(self.body.line(end), token.markup)
        self._ends.append(end)
        name = token.info.split()[0]
        meant = "" if name in _CONTAINERS else nearest(name, _CONTAINERS, alike=0.85)
        if meant:
            hint = f"did you mean {quote(meant)}?"
            self.findings.append(Finding(span, f"there is no block {quote(name)}", hint, code="MD008"))
        if not closed:
            message = (
                f"the block {quote(token.info.strip())} that begins here is never closed, so all that follows belongs to it"
            )
            self.findings.append(
                Finding(span, message, f"write {token.markup} on a line of its own where it ends", code="MD008")
            )

    def _code(self, token: Token) -> None:
        first, last = token.map or (0, 1)
        start: int = token.meta["lines"][0]
        end_line = max(last - 1, first)
        end = self.body.starts[end_line] + len(self.body.line(end_line))
        closed = token.type != "fence" or (end_line > first and _closes(self.body.line(end_line), token.markup))
        self.codes.append(Code(self.body.span(start, max(end, start)), token.type == "fence", closed))

    # What stands in a block

    def _inline(self, token: Token) -> None:
        places = Places(token, self.body)
        opened: list[tuple[Token, int]] = []
        children = token.children or []
        for index, child in enumerate(children):
            start, end = child.meta["at"]
            self._refused_attributes(child, token)
            self._languages.token(child)
            match child.type:
                case "text":
                    language = self._languages.here
                    self.texts.append(Text(child.content, places.span(start, end), places.pieces(child), language))
                case "code_inline":
                    self.codes.append(Code(places.span(start, end)))
                case "html_inline":
                    self._html(child.content, places, start)
                case "image":
                    self.images.append(self._image(child, token.content, places))
                case "footnote_ref" if "label" not in child.meta:
                    inside = token.content[start + 2 : end]
                    self._notes[child.meta["id"]] = [places.offset(start + 2 + at) for at in _line_starts(inside)]
                case "em_open" | "link_open":
                    opened.append((child, index))
                case "em_close":
                    opening, at = opened.pop()
                    self.emphases.append(_emphasis(opening, child, plain(children[at:index]), token.content, places))
                case "link_close":
                    opening, at = opened.pop()
                    self.links.append(self._link(opening, plain(children[at:index]), token.content, places))

    def _link(self, token: Token, text: str, content: str, places: Places) -> Link:
        start, end = token.meta["at"]
        autolink = token.info == "auto" or token.markup == "autolink"
        span = places.span(start, end)
        target = str(token.attrs["href"])
        if autolink:
            target_span = places.span(start + 1, end - 1)
        else:
            target_span = _target_span(content, token.meta["label"][1], end, places) or span
        token.meta["span"] = target_span
        return Link(text, target, span, target_span, autolink)

    def _image(self, token: Token, content: str, places: Places) -> Image:
        start, end = token.meta["at"]
        span = places.span(start, end)
        src_span = _target_span(content, start + 2 + len(token.content), end, places) or span
        token.meta["span"] = src_span
        return Image(plain(token.children or []), str(token.attrs["src"]), span, src_span, "decorative" in token.meta)

    def _html(self, content: str, places: Places, shift: int) -> None:
        for tag in html.tags(content):
            span = places.span(shift + tag.start, shift + tag.end)
            if tag.name == "!--":
                comment = content[tag.start : tag.end]
                self.suppressions += self._comments.allow(comment, span)
                if not tag.closed:
                    opening = places.span(shift + tag.start, shift + tag.start + len("<!--"))
                    message = "the comment that begins here is never closed, so what follows is not shown"
                    self.findings.append(Finding(opening, message, "write --> where it ends", code="MD009"))
            else:
                self.tags.append(RawTag(tag.name, tag.attributes, tag.closing, span))
                self._languages.tag(tag)

    def _refused_attributes(self, token: Token, block: Token) -> None:
        """Attributes that `{…}` may not set are judged like those of a raw tag."""
        refused: dict[str, Any] = token.meta.get("insecure_attrs") or {}
        if refused:
            places = Places(block, self.body)
            start, end = token.meta.get("at", (0, len(block.content)))
            attributes = tuple((name.lower(), str(value)) for name, value in refused.items())
            self.tags.append(RawTag(token.tag, attributes, False, places.span(start, end)))


def plain(tokens: Sequence[Token]) -> str:
    """The text of inline *tokens* as a reader sees or hears it."""
    return "".join(_plain_parts(tokens))


def _plain_parts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            yield token.content
        elif token.type == "image":
            yield plain(token.children or [])
        elif token.type in ("softbreak", "hardbreak"):
            yield " "


def _target_span(content: str, label_end: int, end: int, places: Places) -> Span | None:
    """The span of an inline link's target; None for a reference link, whose target stands elsewhere."""
    if content[label_end : label_end + 2] != "](" or end <= label_end + 1:
        return None
    start = label_end + 2
    while start < end and content[start] in " \t\n":
        start += 1
    found = parseLinkDestination(content, start, end)
    if not found.ok:
        return None
    stop = found.pos
    if content[start : start + 1] == "<":
        start, stop = start + 1, stop - 1
    return places.span(start, max(stop, start))


def _emphasis(opening: Token, closing: Token, text: str, content: str, places: Places) -> Emphasis:
    (start, _), (end, after) = opening.meta["at"], closing.meta["at"]
    return Emphasis(
        marker=opening.markup,
        opening=places.span(start, start + 1),
        closing=places.span(end, after),
        before=content[max(start - 1, 0) : start],
        after=content[after : after + 1],
        text=text,
    )


def _kind_after(tokens: Sequence[Token], index: int) -> str:
    """What follows among the siblings of a block that ends before *index*; comments are passed over."""
    for token in tokens[index : index + 20]:
        if token.nesting < 0 or token.type.startswith("footnote_block"):
            return ""
        if token.type == "html_block" and token.content.lstrip().startswith("<!--"):
            continue
        if token.type == "container_block_open":
            return "listing" if token.info.split()[:1] == ["listing"] else "container"
        return _KINDS.get(token.type, token.type)
    return ""


def _line_starts(text: str) -> Iterator[int]:
    yield 0
    for match in re.finditer("\n[ \t]*", text):
        yield match.end()


def _closes(line: str, fence: str) -> bool:
    """Whether *line* closes a code block that *fence* opened, whatever containers it lies in."""
    return bool(re.fullmatch(rf"[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*", line))
