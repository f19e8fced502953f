"""Positions: ours count lines and code points from 1, the protocol's count lines and code units from 0 (LSP 3.17, Position)."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Position, Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""How each encoding is called in Python, and the bytes of its code unit."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Place(NamedTuple):
    """One place in a file, as the protocol has it."""

    line: int
    unit: int


class Lines:
    """The lines of a text, whose places count in code units of *encoding*: "utf-8", "utf-16" or "utf-32"."""

    def __init__(self, text: str, encoding: str) -> None:
        ends = [match.span() for match in _LINE_END.finditer(text)]
        self._text = text
        self._starts = [0, *(end for _, end in ends)]
        self._ends = [*(start for start, _ in ends), len(text)]
        self._codec, self._width = _CODECS[encoding]

    def line(self, number: int) -> str:
        """The line of this *number*, counted from 0, without its end."""
        return self._text[self._starts[number] : self._ends[number]]

    @property
    def end(self) -> Position:
        """The end of the text."""
        last = len(self._starts) - 1
        return Position(last + 1, 1 + len(self.line(last)))

    def position(self, place: Place) -> Position:
        """Return *place* as we count. Beyond a line's end it is the end, beyond the last line the end of the text."""
        return (
            Position(place.line + 1, 1 + self._points(place.line, place.unit)) if place.line < len(self._starts) else self.end
        )

    def place(self, position: Position) -> Place:
        """Return *position* as the protocol counts; what lies beyond the text is its end."""
        position = min(position, self.end)
        before = self.line(position.line - 1)[: position.column - 1]
        return Place(position.line - 1, len(before) if before.isascii() else len(before.encode(self._codec)) // self._width)

    def span(self, start: Place, end: Place) -> Span:
        return Span(self.position(start), self.position(end))

    def replaced(self, start: Place, end: Place, new: str) -> str:
        """Return the text with *new* instead of what stands from *start* up to *end*."""
        return self._text[: self._offset(start)] + new + self._text[self._offset(end) :]

    def _offset(self, place: Place) -> int:
        position = self.position(place)
        return self._starts[position.line - 1] + position.column - 1

    def _points(self, line: int, units: int) -> int:
        """How many code points of a line come before the code unit *units*; a unit within one counts for its start."""
        text = self.line(line)
        if text.isascii():
            return min(units, len(text))
        return len(text.encode(self._codec)[: units * self._width].decode(self._codec, "ignore"))


def changed(text: str, changes: Iterable[tuple[tuple[Place, Place] | None, str]], encoding: str) -> str:
    """Return *text* after *changes*, each counting in what the one before has left; one without a place is the whole text."""
    for where, new in changes:
        text = clean(new) if where is None else Lines(text, encoding).replaced(*where, clean(new))
    return text


def clean(text: str) -> str:
    """Return *text* without lone surrogates, which no file can hold."""
    return _SURROGATE.sub("\ufffd", text)
