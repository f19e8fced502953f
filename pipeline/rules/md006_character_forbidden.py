"""MD006: a text has no characters that nobody can see or that feeds must not hold.

Why: one control character makes a feed unreadable as a whole (XML 1.0, 2.2). Marks that turn the reading direction
can make a text look like another one. U+FFFD is what was left of a character that some program could not read.

Bad:
    ---
    id: fees
    title: "Fees\\u202Eseef"
    summary: What studying here costs.
    ---
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from pipeline.model import Document, Edit, Finding, Rule, Severity, Site, Span
from pipeline.rules._front import strings
from pipeline.rules._text import lines
from pipeline.words import count

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffd-\uffff\ud800-\udfff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_LOST = re.compile("[\x80-\x9f\ufffd]")
"""Where another character was meant: taking these away would lose a letter for good."""
_MOST = 20
"""Findings for one file."""


def check(document: Document, _: Site) -> Iterator[Finding]:
    places = _in_source(document.source.text)
    for where, character in islice(places, _MOST):
        lost = _LOST.match(character)
        hint = "write the character that was meant" if lost else "delete it"
        yield Finding(where, f"{_name(character)} must not stand in a text", hint, None if lost else Edit(where, ""))
    if rest := [where for where, _character in places]:
        fix = _without(document.source.text, Span(rest[0].start, rest[-1].end))
        hint = "check --fix deletes what can be deleted" if fix else "write the characters that were meant"
        yield Finding(rest[0], f"{count(len(rest), 'more forbidden character')} from here on", hint, fix)
    yield from _escaped(document)


def _without(text: str, span: Span) -> Edit | None:
    """What stands at *span* of *text* without what can be taken away; None where nothing can."""
    written = lines(text)[span.start.line - 1 : span.end.line]
    written[-1] = written[-1][: span.end.column - 1]
    written[0] = written[0][span.start.column - 1 :]
    before = "\n".join(written)
    after = _FORBIDDEN.sub(lambda match: match[0] if _LOST.match(match[0]) else "", before)
    return Edit(span, after) if after != before else None


def _in_source(text: str) -> Iterator[tuple[Span, str]]:
    if _is_suspicious(text):
        for number, line in enumerate(lines(text), start=1):
            for match in _FORBIDDEN.finditer(line):
                yield Span.at(number, match.start() + 1, 1), match[0]


def _escaped(document: Document) -> Iterator[Finding]:
    """The first in each piece of text that is written as an escape or an entity, such as `"\\u202E"` or `&#x202E;`."""
    places = [(document.front.span(path), value) for path, value in strings(document)]
    places += [(image.span, image.alt) for image in document.images]
    places += [(link.target_span, link.target) for link in document.links]
    found = [(where, match) for where, text in places if (match := _forbidden_in(text))]
    for text in document.texts:
        match = _forbidden_in(text.text) if text.pieces else None
        if match:
            found.append((text.part(*match.span()), match))
    source = lines(document.source.text) if found else []
    for where, match in found:
        if not _FORBIDDEN.search("".join(source[where.start.line - 1 : where.end.line])):
            yield Finding(where, f"{_name(match[0])} must not stand in a text, nor be written as an escape", "leave it out")


def _forbidden_in(text: str) -> re.Match[str] | None:
    return _FORBIDDEN.search(text) if _is_suspicious(text) else None


def _is_suspicious(text: str) -> bool:
    """A quick look that most texts need no second one after."""
    return "\ufffd" in text or not text.replace("\n", "").isprintable()


def _name(character: str) -> str:
    name = unicodedata.name(character, "a control character" if unicodedata.category(character) == "Cc" else "no character")
    return f"U+{ord(character):04X} ({name.lower()})"


RULE = Rule("MD006", "character-forbidden", Severity.ERROR, check, fixable=True)
