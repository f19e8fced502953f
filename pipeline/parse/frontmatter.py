"""Front matter: the fields at the head of a source."""

import re
import sys

from msgspec import Struct, structs

from pipeline.model import NOWHERE, Data, Finding, Span
from pipeline.parse.data import parse_toml, parse_yaml

_LIMIT = 65_536

_OPENING = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*+(---|\+\+\+)[ \t]*(?=[\r\n]|\Z)")
_CLOSING = {fence: re.compile(rf"(?<=[\r\n]){re.escape(fence)}[ \t]*(?=[\r\n]|\Z)") for fence in ("---", "+++")}
_LINE_END = re.compile(r"\r\n|\r|\n")


class Front(Struct, frozen=True):
    """What `split` finds."""

    data: Data
    """A mapping, empty where there is no front matter or it is broken."""
    read: bool
    """It was there and could be parsed."""
    syntax: str
    """"yaml", "toml" or ""."""
    body_line: int
    """The line on which the body begins, 1-based; the one after the last where a fence is never closed."""
    findings: tuple[Finding, ...] = ()
    """FM001 or FM002."""


def split(text: str) -> Front:
    """Find the front matter at the start of *text*: YAML between lines of `---`, TOML between lines of `+++`.

    Blank lines may stand before it, but no byte-order mark. It holds at most 65,536 characters.
    """
    opening = _OPENING.match(text)
    if not opening:
        hint = "begin the file with a line of ---, then fields such as title: …, then another line of ---"
        return Front(Data({}), False, "", 1, (Finding(NOWHERE, "there is no front matter", hint, code="FM001"),))
    fence = opening[1]
    syntax = "yaml" if fence == "---" else "toml"
    line = 1 + _count_lines(text, 0, opening.start(1))
    fence_span = Span.at(line, 1, len(fence))
    closing = _CLOSING[fence].search(text, opening.end())
    if not closing:
        hint = f"write a line of {fence} after its last field"
        finding = Finding(fence_span, "the front matter is never closed", hint, code="FM001")
        return Front(Data({}), False, syntax, 2 + _count_lines(text), (finding,))
    data, findings = _fields(text[opening.end() : closing.start()], syntax, fence_span)
    body_line = line + 1 + _count_lines(text, opening.end(), closing.start())
    return Front(data, not findings, syntax, body_line, tuple(structs.replace(found, code="FM002") for found in findings))


def _fields(text: str, syntax: str, fence: Span) -> tuple[Data, list[Finding]]:
    """The mapping in *text*, which begins behind its *fence*, and nothing, or an empty one and what is wrong."""
    if len(text) > _LIMIT:
        return Data({}), [Finding(fence, f"the front matter has more than {_LIMIT:,} characters", "move text into the body")]
    parse = parse_yaml if syntax == "yaml" else parse_toml
    data, findings = parse(text, fence.start.line)
    if data.value is None:
        return Data({}, data.spans), findings
    if not isinstance(data.value, dict):
        hint = "write each as name: value, with a space after the colon"
        return Data({}), [Finding(data.span(), "the front matter is not made of fields", hint)]
    return data, findings


def _count_lines(text: str, start: int = 0, end: int = sys.maxsize) -> int:
    return len(_LINE_END.findall(text, start, end))
