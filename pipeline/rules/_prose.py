"""A text to be read, with its places in the file: its blocks, its sections, its sentences."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Span, Text

BLANK = "\ufffc"
"""Stands for what is no prose in the text's language: code, images, addresses, names of files, marked words of another one."""
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

_SENTENCE_END = re.compile(r"""[.!?…]+["”“»’)\]]*(?=\s+["„“»«(\[]*[A-ZÀ-ÖØ-Þ]|\s*\Z)""")
_NO_END = re.compile(r"(?:\b(?:\w|\d\d|bzw|ca|Dr|etc|evtl|ggf|inkl|Mr|Mrs|Nr|No|Prof|Sr|St|Str|usw|vgl|vs))\.\Z")
"""A full stop of an abbreviation or of a day of the month."""


class Block(NamedTuple):
    """A part of `Prose.text`."""

    start: int
    end: int
    kind: str
    """"paragraph", "heading", "cell", "title", "summary", or "" for any other."""
    quoted: bool = False
    """It stands in a block quotation."""


class Prose(NamedTuple):
    """A text to be read: of the body each block is a line, with line breaks in it as spaces."""

    language: str
    """Its tag in lower case; "" where a file speaks for several languages at once."""
    text: str
    blocks: list[Block]
    """In their order, not empty."""
    starts: list[int]
    """Where in the text each of the `runs` begins."""
    runs: list[Text]
    reserved: frozenset[str]
    """Characters that would need an escape where the text is written."""
    whole: Span | None = None
    """Where it stands, if its characters are not those of the file one by one; else its `runs` say."""

    @property
    def primary(self) -> str:
        """The language without its region: "de" of "de-at"."""
        return self.language.partition("-")[0]

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]`, which is not empty, stands in the file."""
        if self.whole:
            return self.whole
        first, last = self._run(start), self._run(end - 1)
        begin, shift = self.starts[first], self.starts[last]
        return Span(self.runs[first].part(start - begin, start - begin).start, self.runs[last].part(0, end - shift).end)

    def is_unbroken(self, start: int, end: int) -> bool:
        """Whether nothing stands in the file between the characters of `text[start:end]`."""
        return not self.whole and self._run(start) == self._run(end - 1)

    def block(self, offset: int) -> Block:
        """The block at *offset*."""
        return self.blocks[bisect_right(self.blocks, (offset + 1,)) - 1]

    def _run(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def sentences(prose: Prose, block: Block) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of *block* begins and ends in the text; what has no full stop at its end is one, too."""
    text = prose.text[block.start : block.end]
    start = 0
    for match in _SENTENCE_END.finditer(text):
        last = match.end() == len(text.rstrip())
        if last or not _NO_END.search(text, max(start, match.start() - 5), match.start() + 1):
            yield block.start + start, block.start + match.end()
            start = match.end()
    if text[start:].strip():
        yield block.start + start, block.end


def sections(prose: Prose) -> Iterator[list[Block]]:
    """Yield the blocks from each heading up to the next, and first those before any."""
    section: list[Block] = []
    for block in prose.blocks:
        if block.kind == "heading" and section:
            yield section
            section = []
        section.append(block)
    yield section
