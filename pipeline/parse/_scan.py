"""What the readers of YAML, TOML and JSON share. Their texts have every line ending as LF."""

import re
from abc import ABC, abstractmethod
from bisect import bisect_right

from pipeline.model import Finding, Path, Position, Span

MAX_DEPTH = 50
"""Mappings and lists within each other; deeper data is refused, so that nothing that walks over it need bound itself."""

_MAX_NUMBER = 1_000


class Broken(Exception):
    """What is wrong with a text that cannot be read any further."""

    def __init__(self, span: Span, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.finding = Finding(span, message, hint)


class Lost(Exception):
    """The text is not of its syntax; the syntax's own parser says why."""


def too_deep(span: Span) -> Broken:
    return Broken(span, f"this is nested more than {MAX_DEPTH} levels deep", "write it with fewer levels")


class Lines:
    """Offsets into a text as positions in its file."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self._first = first_line
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def position(self, offset: int) -> Position:
        line = bisect_right(self._starts, offset) - 1
        return Position(self._first + line, offset - self._starts[line] + 1)

    def span(self, start: int, end: int) -> Span:
        return Span(self.position(start), self.position(end))

    def character(self, offset: int) -> Span:
        """The span of the character at *offset*; empty at the end of a line and behind the last text."""
        end = len(self.text.rstrip(" \t\n"))
        start = min(offset, end)
        return self.span(start, start + (start < end and self.text[start] != "\n"))

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, both counted from 1 in the text itself."""
        return self._starts[line - 1] + column - 1


class Scanner(ABC):
    """Notes where each key and each value of a document stands.

    It accepts all that its syntax does, and more: whether a document is right is for the syntax's own parser to say. So it may
    run first and keep from that parser what is nested too deep. Raises Lost where it cannot go on, and Broken.
    """

    blank: re.Pattern[str]
    """What may stand between two tokens, also nothing."""
    scalar: re.Pattern[str]
    """A value that is no list and no mapping."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.lines = lines
        self.at = 0
        """The offset of what is read next."""
        self.spans: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        """Of a key that is there twice, the first."""

    @abstractmethod
    def pair(self, path: Path) -> None:
        """Read a key and its value, a member of the mapping at *path*."""

    def value(self, path: Path) -> None:
        """Read the value at *path*."""
        self.skip()
        start = self.at
        if len(path) > MAX_DEPTH:
            raise too_deep(self.lines.character(start))
        if self.accept("["):
            index = 0
            while not self.accept("]"):
                self.value((*path, index))
                self.accept(",")
                index += 1
        elif self.accept("{"):
            while not self.accept("}"):
                self.pair(path)
                self.accept(",")
        elif self.take(self.scalar)[0] not in "\"'" and self.at - start > _MAX_NUMBER:
            raise Broken(self.lines.span(start, self.at), "the number is too long", "put it in quotes")
        self.spans[path] = self.lines.span(start, self.at)

    def skip(self) -> int:
        """Go to the next token and return its offset."""
        if match := self.blank.match(self.text, self.at):
            self.at = match.end()
        return self.at

    def accept(self, mark: str) -> bool:
        """Read *mark* if it comes next."""
        found = self.text.startswith(mark, self.skip())
        self.at += len(mark) * found
        return found

    def take(self, pattern: re.Pattern[str]) -> str:
        """Read and return what *pattern* matches next."""
        match = pattern.match(self.text, self.skip())
        if not match:
            raise Lost
        self.at = match.end()
        return match[0]
