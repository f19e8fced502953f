"""Where something stands in a file, as its author's editor shows it."""

import msgspec


class Position(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """One place in a file."""

    line: int
    """1-based; lines end with LF, CR LF or CR and with nothing else."""
    column: int
    """1-based, in code points; a byte-order mark at the start of the file does not count."""


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch of a file, from `start` up to but not including `end`."""

    start: Position
    end: Position

    @classmethod
    def at(cls, line: int, column: int = 1, length: int = 0) -> "Span":
        """The span of *length* code points on one line."""
        return cls(Position(line, column), Position(line, column + length))


NOWHERE = Span.at(1)
"""The start of a file: for a finding about the file as a whole."""
