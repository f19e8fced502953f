"""TOML: the standard library reads it, a scanner notes where everything stands."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from pipeline.model import Data, Finding, Path, Span
from pipeline.parse._scan import MAX_DEPTH, Broken, Lines, Lost, Scanner, too_deep
from pipeline.words import quote

_STRINGS = (r'"""(?:[^\\]|\\.)*?"{3,5}', r"'''.*?'{3,5}", r'"(?!"")(?:[^"\\\n]|\\.)*"', r"'(?!'')[^'\n]*'")
_NAME = re.compile(rf"[A-Za-z0-9_-]+|{_STRINGS[2]}|{_STRINGS[3]}")
_WORD = re.compile(r"[^\s,\]}#]+")
_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)

_CONFLICTS = ("Cannot ", "Duplicate ")
_UNCLOSED = ("the quotation mark is not closed on its line", "close it, or use three for text of several lines")
_ENDLESS = ("the quotation mark that opens here is never closed", "close it with the same")
_WORDS = {
    "Invalid value": ("a value is missing here", "write it; text stands in quotes"),
    "Expected '=' after a key in a key/value pair": ('"=" is missing here', "write name = value"),
    "Invalid statement": ("a line cannot begin like this", "write name = value, or [table]"),
    "Expected newline or end of document after a statement": (
        "something follows the value on its line",
        "put text in quotes, and each setting on a line of its own",
    ),
    "Illegal character '\\n'": _UNCLOSED,
    "Found invalid character '\\n'": _UNCLOSED,
    "Unterminated string": _ENDLESS,
    'Expected "\'"': _ENDLESS,
    "Expected \"'''\"": _ENDLESS,
    "Unclosed array": ('"," or "]" is missing before this', "separate the items by commas, and close the list"),
    "Unclosed inline table": ('"," or "}" is missing before this', "separate the members by commas, and close the braces"),
    "Invalid initial character for a key part": (
        "a name is missing here",
        "write name = value; { … } stands on one line and has no comma before its end",
    ),
    "Expected ']' at the end of a table declaration": ('"]" is missing here', "write [table]"),
    "Expected ']]' at the end of an array declaration": ('"]]" is missing here', "write [[table]]"),
    "Unescaped '\\' in a string": ("a backslash in double quotes begins an escape, and this is none", "use single quotes"),
}
_WORDS_OF_VALUES = {
    "Invalid value": ("is not a value", "put text in quotes"),
    "Invalid date or datetime": ("is not a calendar date", "write YYYY-MM-DD"),
}


def read(text: str, lines: Lines) -> tuple[Data, list[Finding]]:
    """Return the value of *text*, or what is wrong with it."""
    scanner = _Scanner(text, lines)
    try:
        scanner.document()
    except Broken as broken:
        return Data({}), [broken.finding]
    except Lost:
        pass  # tomllib says why
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Data({}), [_in_words(str(error), scanner)]
    return Data(_json_like(value), scanner.spans, scanner.keys), []


class _Scanner(Scanner):
    blank = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
    scalar = re.compile(rf"{'|'.join(_STRINGS)}|\d{{4}}-\d\d-\d\d \d\d:[^\s,\]}}#]*|[^\s\[\],{{}}#=\"']+", re.DOTALL)

    def __init__(self, text: str, lines: Lines) -> None:
        super().__init__(text, lines)
        self.written: list[tuple[int, Path, Span]] = []
        """Of each header and each pair: the offset of its end, its path, and where the last of its names stands."""
        self._lengths: dict[Path, int] = {}
        """Of each array of tables, so far."""

    def document(self) -> None:
        """Read the whole text."""
        self.spans[()] = self.lines.span(0, len(self.text))
        table: Path = ()
        while self.skip() < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Path:
        """Read `[a.b]` or `[[a.b]]` and return the path of the table that it opens."""
        start = self.at
        brackets = "[[" if self.text.startswith("[[", start) else "["
        self.at += len(brackets)
        path: Path = ()
        opened = []
        for name, span in self.names():
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
            path = self.member(path, name, span)
            opened.append(path)
        self.written.append((self.at, path, span))
        if brackets == "[[":
            self._lengths[path] = self._lengths.get(path, 0) + 1
            path = (*path, self._lengths[path] - 1)
        for bracket in brackets.replace("[", "]"):
            self.accept(bracket)
        self.spans[path] = self.lines.span(start, self.at)
        for around in opened:
            self.spans.setdefault(around, self.spans[path])
        return path

    def pair(self, path: Path) -> None:
        for name, span in self.names():
            path = self.member(path, name, span)
            self.spans.setdefault(path, span)
        self.accept("=")
        self.value(path)
        self.written.append((self.at, path, span))

    def names(self) -> Iterator[tuple[str, Span]]:
        """Read a key, dotted or not."""
        dotted = True
        while dotted:
            start = self.skip()
            name = self.take(_NAME)
            span = self.lines.span(start, self.at)
            yield _unquoted(name), span
            dotted = self.accept(".")

    def member(self, path: Path, name: str, span: Span) -> Path:
        """Note the key *name* in the mapping at *path*, and return the path of its value."""
        if len(path) >= MAX_DEPTH:
            raise too_deep(span)
        self.keys.setdefault((*path, name), span)
        return (*path, name)


def _unquoted(name: str) -> str:
    if name[0] not in "\"'":
        return name
    try:
        return next(iter(tomllib.loads(f"{name} = 0")))
    except tomllib.TOMLDecodeError:
        raise Lost from None


def _json_like(value: Any) -> Any:
    match value:
        case dict():
            return {key: _json_like(member) for key, member in value.items()}
        case list():
            return [_json_like(item) for item in value]
        case date() | time():
            return value.isoformat()
        case _:
            return value


def _in_words(error: str, scanner: _Scanner) -> Finding:
    """Return what tomllib found, at its place."""
    lines = scanner.lines
    problem, line, column = place.groups() if (place := _PLACE.fullmatch(error)) else (error, "", "")
    # At the end of the document tomllib misses what the scanner could not read either, from where it begins.
    offset = lines.offset(int(line), int(column)) if line and column else scanner.at
    if problem.startswith(_CONFLICTS):
        return _conflict(offset, scanner)
    if problem in _WORDS_OF_VALUES and (value := _WORD.match(lines.text, offset)):
        message, hint = _WORDS_OF_VALUES[problem]
        return Finding(lines.span(offset, value.end()), f"{quote(value[0])} {message}", hint)
    return Finding(lines.character(offset), *_WORDS.get(problem, (problem[:1].lower() + problem[1:], "")))


def _conflict(offset: int, scanner: _Scanner) -> Finding:
    """Return what is wrong with the second of two keys that cannot both be; its value ends at *offset*."""
    _, path, span = max(written for written in scanner.written if written[0] <= offset)
    name = quote(".".join(str(part) for part in path))
    first = scanner.keys[path]
    if first == span:
        return Finding(span, f"{name} conflicts with a value that is set above", "give it another name")
    return Finding(span, f"{name} is there twice", f"remove one of the two; the first is in line {first.start.line}")
