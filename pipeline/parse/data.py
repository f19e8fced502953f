"""Settings and front matter in YAML, TOML and JSON: JSON-like values, with a place in the file for every key and value."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.model import Data, Finding
from pipeline.parse import _json, _toml, _yaml
from pipeline.parse._scan import Lines

_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Control characters, other line ends, byte-order marks, surrogates: YAML or XML forbids them, and people cannot see them."""


def parse_yaml(text: str, first_line: int = 1) -> tuple[Data, list[Finding]]:
    """Return the data of a YAML document (the core schema of YAML 1.2), and nothing, or no data and what is wrong.

    *text* begins on line *first_line* of its file. A date is the text that its author wrote; an empty document is None.
    """
    return _parse(_yaml.read, text, first_line)


def parse_toml(text: str, first_line: int = 1) -> tuple[Data, list[Finding]]:
    """Return the data of a TOML document, and nothing, or no data and what is wrong. A date is text in ISO 8601's form."""
    return _parse(_toml.read, text, first_line)


def parse_json(text: str, first_line: int = 1) -> tuple[Data, list[Finding]]:
    """Return the data of a JSON document (RFC 8259), and nothing, or no data and what is wrong."""
    return _parse(_json.read, text, first_line)


def _parse(read: Callable[[str, Lines], tuple[Data, list[Finding]]], text: str, first_line: int) -> tuple[Data, list[Finding]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = Lines(text, first_line)
    if match := _FORBIDDEN.search(text):
        return Data({}), [Finding(lines.character(match.start()), *_invisible(match[0]))]
    data, findings = read(text, lines)
    findings = findings or list(_unfit(data))
    return (Data({}), findings) if findings else (data, [])


def _unfit(data: Data) -> Iterator[Finding]:
    """Yield what stands in *data* and could not be published as JSON and XML."""
    for path, span in data.keys.items():
        if match := _FORBIDDEN.search(str(path[-1])):
            yield Finding(span, *_invisible(match[0]))
    for path, span in data.spans.items():
        value: Any = data.value
        for part in path:
            value = value[part]
        match value:
            case str():
                if match := _FORBIDDEN.search(value):
                    yield Finding(span, *_invisible(match[0]))
            case float() if math.isnan(value):
                yield Finding(span, "this is not a number", "put it in quotes")
            case float() if math.isinf(value):
                yield Finding(span, "the number is too large", "put it in quotes")
            case int() if not -(2**63) <= value < 2**63:
                yield Finding(span, "the number is too large", "put it in quotes")


def _invisible(character: str) -> tuple[str, str]:
    return f"the invisible character U+{ord(character):04X} stands here", "remove it"
