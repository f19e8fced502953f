"""JSON as we publish it: UTF-8, members in the order of their type, those of free mappings sorted, a newline at the end."""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

MEDIA_TYPE = "application/json"

_AS_DECLARED = msgspec.json.Encoder(order="deterministic")
_CANONICAL = msgspec.json.Encoder(order="sorted")


def document(value: Any) -> bytes:
    """Return *value* indented by two spaces."""
    return msgspec.json.format(_AS_DECLARED.encode(value), indent=2) + b"\n"


def rows(head: dict[str, Any], name: str, values: Iterable[Any]) -> bytes:
    """Return the members of *head*, then *name*: the list of *values*, one a line, so that a diff is by row."""
    text = bytearray(b"{")
    for key, value in head.items():
        text += b"%b:%b,\n" % (_AS_DECLARED.encode(key), _AS_DECLARED.encode(value))
    text += b"%b:[" % _AS_DECLARED.encode(name)
    separator = b"\n"
    for value in values:
        text += separator
        _AS_DECLARED.encode_into(value, text, -1)
        separator = b",\n"
    text += b"\n]}\n"
    return bytes(text)


def digest(value: Any) -> str:
    """Return the SHA-256 of *value* in canonical JSON: keys sorted, no white space."""
    return hashlib.sha256(_CANONICAL.encode(value)).hexdigest()
