"""What there is to read in a document: its body, its title and its summary."""

import re
from bisect import bisect_right

from pipeline.model import Document, Path, Position, Site, Span, Text
from pipeline.rules._front import values
from pipeline.rules._prose import BLANK, Block, Prose
from pipeline.rules._text import excerpt, lines

_UNBROKEN = re.compile(r"\S+")
_DOTTED = re.compile(r"\.[a-z]{2}")
_ADDRESS = re.compile(r"://|@|www\.|\w\w\.[a-z]{2,4}\b")
_NO_MARKUP = re.compile(r"[`<!]")
"""Between two runs of text: code, a raw tag, an address or an image."""

_IN_MARKDOWN = frozenset("\\`*_~^[]{}<>|&")
_IN_QUOTES = {'"': frozenset('\\"'), "'": frozenset("'")}
_IN_YAML = frozenset("\\'\"#:,[]{}&*!|>%@`?")


def proses(document: Document, site: Site) -> list[Prose]:
    """Return the body of *document*, its title and its summary, in each language that has its own; not what is empty."""
    global _latest
    if _latest is None or _latest[0] is not document or _latest[1] is not site:
        _latest = (document, site, _proses(document, site))
    return _latest[2]


# Several rules read the same document in turn.
_latest: tuple[Document, Site, list[Prose]] | None = None


def body(document: Document, site: Site) -> list[Prose]:
    """Return the body of *document* alone, or nothing where it is empty."""
    return [prose for prose in proses(document, site) if prose.reserved is _IN_MARKDOWN]


def _proses(document: Document, site: Site) -> list[Prose]:
    language = document.languages[0].lower() if len(document.languages) == 1 else ""
    source = lines(document.source.text)
    found = [_body(document, language, source)] if document.texts else []
    for kind in ("title", "summary"):
        for path, value in values(document, site, kind):
            if isinstance(value, str) and value.strip():
                own = path[1].lower() if len(path) > 1 and isinstance(path[1], str) else language
                found.append(_field(document, path, value, own, source))
    return found


def _field(document: Document, path: Path, value: str, language: str, source: list[str]) -> Prose:
    span = document.front.span(path)
    written = excerpt(source, span) if span.start.line == span.end.line else ""
    blocks = [Block(0, len(value), str(path[0]))]
    text = _without_addresses(value)
    if value not in (written, written[1:-1]):
        return Prose(language, text, blocks, [], [], frozenset(), span)
    quotes = written[:1] if value != written else ""
    start = Position(span.start.line, span.start.column + len(quotes))
    return Prose(language, text, blocks, [0], [Text(value, Span(start, span.end))], _IN_QUOTES.get(quotes, _IN_YAML))


def _body(document: Document, language: str, source: list[str]) -> Prose:
    frames = sorted(_frames(document))
    begins = [span.start for span, _ in frames]
    primary = language.partition("-")[0]
    parts: list[str] = []
    starts: list[int] = []
    begun: list[tuple[int, str, bool]] = []
    length = 0
    frame: _Frame | None = None
    before = document.texts[0]
    for run in document.texts:
        start, around = run.span.start, frame
        inner = frames[max(bisect_right(begins, start) - 1, 0)] if frames else None
        frame = next((each for each in (inner, around) if each and each[0].start <= start < each[0].end), None)
        if begun and frame == around and (frame or start.line == before.span.end.line):
            between = _between(before.span.end, start, source)
        else:
            between = "\n" if begun else ""
            kind = frame[1] if frame else ""
            quoted = kind == "paragraph" and ">" in source[start.line - 1][: start.column - 1]
            begun.append((length + len(between), kind, quoted))
        foreign = run.language and run.language.partition("-")[0].lower() != primary
        parts += [between, BLANK * len(run.text) if foreign else run.text]
        starts.append(length + len(between))
        length = starts[-1] + len(run.text)
        before = run
    text = _without_addresses("".join(parts))
    ends = [*(start - 1 for start, _, _ in begun[1:]), length]
    blocks = [Block(start, end, kind, quoted) for (start, kind, quoted), end in zip(begun, ends, strict=True)]
    return Prose(language, text, blocks, starts, list(document.texts), _IN_MARKDOWN)


_Frame = tuple[Span, str]
"""A block that has a name. One lies in another only as a footnote that is written in its sentence."""


def _frames(document: Document) -> list[_Frame]:
    frames = [(paragraph.span, "paragraph") for paragraph in document.paragraphs]
    frames += [(heading.span, "heading") for heading in document.headings]
    frames += [(cell.span, "cell") for table in document.tables for row in (table.header, *table.rows) for cell in row]
    return frames


def _between(end: Position, start: Position, source: list[str]) -> str:
    """What separates two runs of text in one block for who reads them."""
    if start.line == end.line:
        gap, space = source[end.line - 1][end.column - 1 : start.column - 1], ""
    else:
        gap, space = source[end.line - 1][end.column - 1 :] + source[start.line - 1][: start.column - 1], " "
    return BLANK + space if _NO_MARKUP.search(gap) else space


def _without_addresses(text: str) -> str:
    if "@" in text or "://" in text or _DOTTED.search(text):
        return _UNBROKEN.sub(lambda word: BLANK * len(word[0]) if _ADDRESS.search(word[0]) else word[0], text)
    return text
