"""JSON: the standard library reads it, a scanner notes where everything stands."""

import json
import re
from typing import Any

from pipeline.model import Data, Finding, Path
from pipeline.parse._scan import Broken, Lines, Lost, Scanner
from pipeline.words import quote

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)

_WORDS = {
    "Expecting value": ("a value is missing here, or it is text without quotes", 'put text in double quotes: "…"'),
    "Expecting property name enclosed in double quotes": (
        "a name in double quotes must stand here",
        "put the name in double quotes, or remove the comma before this",
    ),
    "Illegal trailing comma before end of object": ("a comma stands behind the last member", "remove it"),
    "Illegal trailing comma before end of array": ("a comma stands behind the last item", "remove it"),
    "Expecting ':' delimiter": ('":" is missing here', 'write "name": value'),
    "Expecting ',' delimiter": ("a comma or a closing bracket is missing before this", "add it"),
    "Extra data": ("something follows the end of the document", "remove it, or look for a bracket that closes too soon"),
    "Unterminated string starting at": ("the quotation mark that opens here is never closed", "close it"),
    "Invalid control character at": (
        "text in quotes stands on one line",
        "close the quotation mark, or write \\n for a new line",
    ),
    "Invalid \\escape": ("a backslash begins an escape, and this is none", "write the backslash twice"),
    "Invalid \\uXXXX escape": ("\\u wants four hexadecimal digits", "write them, or write the backslash twice"),
}


def read(text: str, lines: Lines) -> tuple[Data, list[Finding]]:
    """Return the value of *text*, or what is wrong with it."""
    if not text.strip():
        return Data({}), [Finding(lines.character(0), "there is nothing here", "write { … }")]
    scanner = _Scanner(text, lines)
    try:
        scanner.value(())
    except Broken as broken:
        return Data({}), [broken.finding]
    except Lost:
        pass  # json says why
    try:
        value: Any = json.loads(text)
    except json.JSONDecodeError as error:
        message, hint = _WORDS.get(error.msg.partition(": ")[0], (error.msg, ""))
        return Data({}), [Finding(lines.character(error.pos), message, hint)]
    return Data(value, scanner.spans, scanner.keys), scanner.repeated


class _Scanner(Scanner):
    blank = re.compile(r"[ \t\n]*")
    scalar = re.compile(rf'{_STRING.pattern}|[^\s\[\]{{}},:"]+', re.DOTALL)

    def __init__(self, text: str, lines: Lines) -> None:
        super().__init__(text, lines)
        self.repeated: list[Finding] = []

    def pair(self, path: Path) -> None:
        start = self.skip()
        try:
            name: str = json.loads(self.take(_STRING))
        except json.JSONDecodeError:
            raise Lost from None
        span = self.lines.span(start, self.at)
        first = self.keys.setdefault((*path, name), span)
        if first is not span:
            hint = f"remove one of the two; the first is in line {first.start.line}"
            self.repeated.append(Finding(span, f"the name {quote(name)} is there twice", hint))
        self.accept(":")
        self.value((*path, name))
