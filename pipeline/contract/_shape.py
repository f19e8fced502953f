"""Whether a schema is one at all: what the comparison relies on, and bounds on its size."""

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.contract._node import pointer
from pipeline.model import Path
from pipeline.schema import IN_LISTS, IN_MAPPINGS, IN_ONE
from pipeline.words import count, quote

DEEPEST = 100
"""Mappings and lists in one another."""
MOST = 100_000
"""Values of all kinds in one schema."""

_TYPES = frozenset({"null", "boolean", "object", "array", "number", "string", "integer"})


def fault(schema: Any) -> str:
    """Return why *schema*, any JSON value, is no JSON Schema (2020-12) that can be compared, or ""."""
    if not isinstance(schema, dict):
        return "it is not a JSON object"
    return _size(schema) or next(_faults(schema, ()), "")


def _size(schema: Any) -> str:
    level, values = [schema], 0
    for _ in range(DEEPEST):
        values += len(level)
        if values > MOST:
            return f"it has more than {count(MOST, 'value')}"
        level = [inner for value in level for inner in _inner(value)]
    return f"it is nested more than {count(DEEPEST, 'level')} deep" if level else ""


def _inner(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def _faults(part: Any, path: Path) -> Iterator[str]:
    if isinstance(part, bool):
        return
    if not isinstance(part, dict):
        yield f"{pointer(path)} is {quote(part)}, where a schema must stand"
        return
    for keyword, value in part.items():
        here = (*path, keyword)
        known = _VALUES.get(keyword)
        if known and not known(value):
            yield f"{pointer(here)} is {quote(value)}, which means nothing there"
        elif keyword in IN_ONE:
            yield from _faults(value, here)
        elif keyword in IN_LISTS | IN_MAPPINGS:
            for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
                yield from _faults(inner, (*here, name))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_size(value: Any) -> bool:
    return _is_number(value) and value >= 0


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _is_type(value: Any) -> bool:
    return (isinstance(value, str) and value in _TYPES) or (_is_names(value) and bool(value) and _TYPES.issuperset(value))


_VALUES: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(IN_MAPPINGS, lambda value: isinstance(value, dict)),
    **dict.fromkeys(IN_LISTS, lambda value: isinstance(value, list) and bool(value)),
    **dict.fromkeys(("$ref", "$schema", "$id", "pattern", "format"), _is_text),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _is_number),
    **dict.fromkeys(
        "minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains".split(), _is_size
    ),
    "multipleOf": lambda value: _is_size(value) and value > 0,
    "uniqueItems": lambda value: isinstance(value, bool),
    "required": _is_names,
    "dependentRequired": lambda value: isinstance(value, dict) and all(map(_is_names, value.values())),
    "enum": lambda value: isinstance(value, list),
    "type": _is_type,
}
"""What each keyword that is compared may hold."""
