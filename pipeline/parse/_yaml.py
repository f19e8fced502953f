"""YAML, from libyaml's events: one pass without recursion, by the core schema of YAML 1.2.

Invariants:

1. What stands in the result is at most `MAX_DEPTH` deep, and aliases add at most `_MAX_REPEATED` to its size.
2. Dates, `yes`, `no`, `on` and `off` are text.
"""

import math
import re
from typing import Any, NamedTuple

import yaml

from pipeline.model import Data, Finding, Path, Span
from pipeline.parse._scan import MAX_DEPTH, Broken, Lines, too_deep
from pipeline.words import quote

_MAX_REPEATED = 100_000
"""Characters of text that aliases may repeat, where each value counts as one more."""

_MAX_DIGITS = 40
"""More make no number that `parse_yaml` lets pass."""

_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_BASES = {"0o": 8, "0x": 16}
_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ANCHOR = re.compile(r"&\S+(?:\s+|#[^\n]*)*")


def read(text: str, lines: Lines) -> tuple[Data, list[Finding]]:
    """Return the value of *text*, or what is wrong with it."""
    reader = _Reader(text, lines)
    loader = yaml.CSafeLoader(text)
    try:
        while event := loader.get_event():
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        reader.findings.append(_in_words(error, lines))
    except Broken as broken:
        reader.findings.append(broken.finding)
    return Data(reader.value, reader.spans, reader.keys), reader.findings


class _Node(NamedTuple):
    """A value that is read wholly."""

    value: Any
    size: int = 1
    """Characters of its text, and one for each value in it; aliases count with what they stand for."""
    height: int = 0
    """Mappings and lists within each other."""


class _Open:
    """A mapping or a list whose end is not read yet."""

    def __init__(self, value: Any, path: Path, start: int, event: Any) -> None:
        self.value = value
        self.path = path
        self.start = start
        self.end = start
        """Of what was read of it so far."""
        self.flow = event.flow_style
        """Written with brackets."""
        self.anchor = event.anchor
        self.key: str | None = None
        """The key in a mapping whose value comes next."""
        self.size = 1
        self.height = 0


class _Reader:
    def __init__(self, text: str, lines: Lines) -> None:
        self.value: Any = None
        self.spans: dict[Path, Span] = {(): lines.span(0, 0)}
        self.keys: dict[Path, Span] = {}
        self.findings: list[Finding] = []
        self._text = text
        self._lines = lines
        self._open: list[_Open] = []
        self._anchors: dict[str, _Node | None] = {}
        """None for a value that is still open."""
        self._repeated = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Read what comes next."""
        if tag := getattr(event, "tag", None):
            self.findings.append(Finding(self._span(event), f"{quote(tag)} would give the value a type", "put text in quotes"))
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._begin({}, event)
            case yaml.SequenceStartEvent():
                self._begin([], event)
            case yaml.CollectionEndEvent():
                self._finish(event)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise Broken(self._span(event), "a second document begins here", "keep one document only")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = self._bounds(event)
        text: str = event.value
        if self._open and self._open[-1].key is None and isinstance(self._open[-1].value, dict):
            self._key(self._open[-1], text, self._lines.span(start, end))
            return
        node = _Node(text if event.style else _plain(text), 1 + len(text))
        if event.anchor:
            self._anchors[event.anchor] = node
        self._add(node, self._path(event), start, end)

    def _key(self, mapping: _Open, text: str, span: Span) -> None:
        first = self.keys.setdefault((*mapping.path, text), span)
        if first is not span:
            hint = f"remove one of the two; the first is in line {first.start.line}"
            self.findings.append(Finding(span, f"{quote(text)} is there twice", hint))
        mapping.key = text

    def _begin(self, value: Any, event: Any) -> None:
        start, _ = self._bounds(event)
        if len(self._open) == MAX_DEPTH:
            raise too_deep(self._lines.character(start))
        self._open.append(_Open(value, self._path(event), start, event))
        if event.anchor:
            self._anchors[event.anchor] = None

    def _finish(self, event: Any) -> None:
        done = self._open.pop()
        node = _Node(done.value, done.size, done.height + 1)
        if done.anchor:
            self._anchors[done.anchor] = node
        # libyaml ends a mapping or list without brackets only where the next thing begins.
        self._add(node, done.path, done.start, event.end_mark.index if done.flow else done.end)

    def _alias(self, event: yaml.AliasEvent) -> None:
        span = self._span(event)
        name = quote(f"*{event.anchor}")
        if event.anchor not in self._anchors:
            raise Broken(span, f"{name} repeats a value that is nowhere marked &{event.anchor}", "put text in quotes")
        node = self._anchors[event.anchor]
        if node is None:
            raise Broken(span, f"{name} stands inside the value that it repeats", "write out what is meant")
        self._repeated += node.size
        if self._repeated > _MAX_REPEATED or len(self._open) + node.height > MAX_DEPTH:
            raise Broken(span, f"{name} makes the data too large", "write out what is meant")
        self._add(node, self._path(event), *self._bounds(event))

    def _add(self, node: _Node, path: Path, start: int, end: int) -> None:
        self.spans[path] = self._lines.span(start, end)
        if not self._open:
            self.value = node.value
            return
        around = self._open[-1]
        around.end = end
        around.size += node.size
        around.height = max(around.height, node.height)
        if around.key is None:
            around.value.append(node.value)
        else:
            around.value[around.key] = node.value
            around.key = None

    def _path(self, event: Any) -> Path:
        """The path of the value that *event* begins."""
        if not self._open:
            return ()
        around = self._open[-1]
        if isinstance(around.value, list):
            return (*around.path, len(around.value))
        if around.key is None:
            raise Broken(self._span(event), "a key is not text", "write key: value")
        return (*around.path, around.key)

    def _bounds(self, event: Any) -> tuple[int, int]:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor and not isinstance(event, yaml.AliasEvent) and (match := _ANCHOR.match(self._text, start, end)):
            start = match.end()
        if getattr(event, "style", None) in ("|", ">"):
            end = start + len(self._text[start:end].rstrip())
        return start, end

    def _span(self, event: Any) -> Span:
        return self._lines.span(event.start_mark.index, event.end_mark.index)


def _plain(text: str) -> Any:
    """The value of unquoted *text*; a number that is beyond bounds is infinite."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _WHOLE.fullmatch(text):
        if len(text) > _MAX_DIGITS:
            return math.inf
        base = _BASES.get(text[:2])
        return int(text[2:], base) if base else int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


_BEHIND = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "found unexpected document indicator",
    "did not find expected alphabetic or numeric character",
)
"""Problems that libyaml sees only behind their cause, which is where their context begins."""


def _in_words(error: yaml.MarkedYAMLError, lines: Lines) -> Finding:
    """Return what libyaml found, at its place."""
    problem = error.problem or ""
    begun: Any = error.context_mark or error.problem_mark
    mark: Any = begun if problem in _BEHIND else error.problem_mark
    return Finding(lines.character(mark.index), *_explain(problem, lines.text, mark.index, lines.position(begun.index).line))


def _explain(problem: str, text: str, at: int, begun: int) -> tuple[str, str]:
    """Return the message and the hint for a *problem* at the offset *at* with something that begins in line *begun*."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    before, here = text[start:at].rstrip(" "), text[at : at + 1]
    in_quotes = "put the value in quotes"
    match problem:
        case "mapping values are not allowed in this context" if ": " in before:
            value = text[start : end if end >= 0 else len(text)].partition(": ")[2]
            return f"{quote(value.strip())} has a colon and a space in it", in_quotes
        case "mapping values are not allowed in this context":
            return (
                "this line goes on with the value above it",
                "begin it in the column of that field, and write a space after each colon",
            )
        case "could not find expected ':'":
            return "this line has no colon", "write name: value"
        case "did not find expected key" if before[-1:] in ("'", '"', "]", "}"):
            return f"something follows the closing {before[-1]} of the value", "put the whole value in one pair of quotes"
        case "did not find expected key" if not before:
            return "the indentation fits no line above", "begin the fields of one group in the same column"
        case "did not find expected ',' or ']'" | "did not find expected ',' or '}'":
            return f'a comma or "{problem[-2]}" is missing before this', f"the bracket to be closed is in line {begun}"
        case "found unexpected end of stream" | "found unexpected document indicator":
            return "the quotation mark that opens here is never closed", "close it"
        case "found unknown escape character":
            return "a backslash in double quotes begins an escape, and this is none", "write it twice, or use single quotes"
        case "block sequence entries are not allowed in this context":
            return "a list cannot begin here", "begin it on a line of its own, or write [one, two]"
        case "did not find expected '-' indicator":
            return "this is no item of the list above", "check the indentation, or begin it with a hyphen and a space"
        case "did not find expected comment or line break":
            return "something follows the sign | or > on its line", in_quotes
        case "did not find expected <document start>":
            return "something follows the end of the data", "remove it"
        case "did not find expected node content" if not here.strip():
            return "a value is missing here", "write it, and close what is open"
        case _ if here == "\t":
            return "a tab stands where only spaces may", "indent with spaces"
        case (
            "found character that cannot start any token"
            | "did not find expected alphabetic or numeric character"
            | "did not find expected node content"
            | "found undefined tag handle"
        ):
            return f"a value cannot begin with {quote(here)}", in_quotes
        case _:
            return f"YAML cannot be read here: {problem}", in_quotes
