"""A parsed source: what the rules look at and what the renderer writes."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import msgspec

from pipeline.model.data import Data
from pipeline.model.diagnostic import Finding
from pipeline.model.position import Position, Span
from pipeline.model.source import Source


class Heading(msgspec.Struct, frozen=True):
    level: int
    """1 to 6."""
    text: str
    """As a reader sees it, without markup."""
    id: str
    """Its anchor: written as `{#id}`, else made from the text; unique in the document."""
    explicit: bool
    """The author wrote the id."""
    span: Span
    """From the first `#` to the end of the line (for an underlined heading, the text's lines)."""
    marker: Span | None = None
    """The `#` characters; None for an underlined heading."""


class Link(msgspec.Struct, frozen=True):
    text: str
    """As a reader sees it: images count with their alternative text."""
    target: str
    """As the author meant it: escapes and entities resolved, not percent-encoded."""
    span: Span
    target_span: Span
    """Where the target stands; the link itself where that is not known (a reference link, say)."""
    autolink: bool = False


class Image(msgspec.Struct, frozen=True):
    alt: str
    src: str
    span: Span
    src_span: Span
    decorative: bool = False
    """Marked `{decorative}`: it has no meaning that a reader could miss."""


class Table(msgspec.Struct, frozen=True):
    span: Span
    header: tuple["Text", ...]
    """Its header cells; a cell's span is its content, or the place between the pipes when empty."""
    rows: tuple[tuple["Text", ...], ...]


class Text(msgspec.Struct, frozen=True):
    """A run of text between two pieces of markup, or a table cell; on one line of the file."""

    text: str
    """As a reader sees it: entities and escapes resolved."""
    span: Span
    pieces: tuple[tuple[int, int], ...] = ()
    """Where an escape or an entity shifts what follows: index into `text`, column; in order. Empty: each is one in the file."""
    language: str = ""
    """The tag that it is marked with, as `{lang=fr}` does; "zxx" in raw HTML for code; "" for the document's own language."""

    def part(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the file."""
        return Span(self._place(start), self._place(end))

    def _place(self, index: int) -> Position:
        before = bisect_right(self.pieces, index, key=itemgetter(0))
        at, column = self.pieces[before - 1] if before else (0, self.span.start.column)
        return Position(self.span.start.line, column + index - at)


class Emphasis(msgspec.Struct, frozen=True):
    """A pair of emphasis delimiters."""

    marker: str
    opening: Span
    closing: Span
    before: str
    """The character before the opening delimiter, or "" at the block's start."""
    after: str
    """The character after the closing delimiter, or ""."""
    text: str


class Paragraph(msgspec.Struct, frozen=True):
    span: Span
    text: str
    followed_by: str
    """The block after it among its siblings: "list", "listing", "table", "paragraph", "code", … or "" at the end."""
    strong: bool = False
    """Nothing but bold text."""


class Code(msgspec.Struct, frozen=True):
    """A code block or a code span: nothing in it is prose."""

    span: Span
    fenced: bool = False
    closed: bool = True
    """False for a fence that ends only because the document does."""


class RawTag(msgspec.Struct, frozen=True):
    """One HTML tag that the author wrote."""

    name: str
    """Lower case; "!" for a declaration, "?" for a processing instruction, "" for what looks like a tag and is none."""
    attributes: tuple[tuple[str, str], ...]
    """Names in lower case with their values, in order."""
    closing: bool
    span: Span


BOXES = ("note", "tip", "warning", "important")
"""What `:::` opens beside a listing. Any other name only becomes a class."""


class Suppression(msgspec.Struct, frozen=True):
    """`<!-- allow LK001: the button's own text -->` before a block."""

    codes: tuple[str, ...]
    """In capitals; where the author wrote something else, such as a rule's name, that."""
    codes_span: Span | None
    """Where they stand; None where they are spread over lines."""
    reason: str
    line: int
    """The first line that it speaks of."""
    last_line: int
    """The last one: where the block or the field ends that begins on the first."""
    span: Span
    """The comment itself."""
    whole: Span | None
    """What to delete with it, such as its line, so that all around it stays what it is; None where nothing would do that."""


class Document(msgspec.Struct, frozen=True):
    """A source, parsed. Parsing never fails: what could not be read is empty here and stands in `findings`."""

    source: Source
    front: Data
    """The front matter: a mapping, empty where it is missing or broken."""
    front_read: bool
    """The front matter was there and could be parsed; else only FM001 or FM002 speak of it."""
    front_syntax: str
    """"yaml", "toml" or ""."""
    body_line: int
    """The line of the file on which the Markdown begins, 1-based."""
    tokens: Sequence[Any] = ()
    """markdown-it's block tokens, for render/ alone."""
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    tables: tuple[Table, ...] = ()
    texts: tuple[Text, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    codes: tuple[Code, ...] = ()
    tags: tuple[RawTag, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every id in the body: headings, spans, footnotes."""
    id: str = ""
    """From the front matter; "" where it is missing. This and the next four are set by compile, which knows the site."""
    type: str = ""
    """The content type of its collection."""
    languages: tuple[str, ...] = ()
    """The languages in which it yields an entry: one, or all for a shared collection."""
    shared: bool = False
    collection: str = ""
    """The collection's name, or "" when the file lies in none."""
    suppressions: tuple[Suppression, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What parsing itself found; each names its code."""

    def found(self, code: str) -> "list[Finding]":
        """What parsing found under *code*."""
        return [finding for finding in self.findings if finding.code == code]
