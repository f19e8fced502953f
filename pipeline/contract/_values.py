"""What of values can be compared: types, numbers, single values."""

import json
from collections.abc import Iterable
from typing import Any

from pipeline.contract._node import Node, Nodes

_ATOMS = {
    "null": {"null"},
    "boolean": {"boolean"},
    "object": {"object"},
    "array": {"array"},
    "string": {"string"},
    "integer": {"integer"},
    "number": {"integer", "fraction"},
}
ANY_TYPE = frozenset().union(*_ATOMS.values())
"""Every kind of value; a number is an integer or a fraction."""


def text(value: Any) -> str:
    """Return *value* as JSON, the same for values that JSON Schema takes for the same (1 and 1.0)."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def types(nodes: Nodes) -> frozenset[str]:
    """Return the kinds of value that may stand where all of *nodes* hold."""
    found = ANY_TYPE
    for node in nodes:
        if node.schema is False:
            return frozenset()
        if "type" in node:
            found &= _named(node.get("type"))
        for values in _listed(node):
            found &= {_type(value) for value in values}
    return found


def single_values(nodes: Nodes) -> dict[str, Any] | None:
    """Return the values, by their JSON, of which one must stand where all of *nodes* hold; None where that is no short list."""
    lists = [{text(value): value for value in values} for node in nodes for values in _listed(node)]
    kinds = types(nodes)
    if kinds <= {"null", "boolean"}:
        lists.append({text(value): value for value in (None, False, True) if _type(value) in kinds})
    if not lists:
        return None
    return {key: value for key, value in lists[0].items() if _type(value) in kinds and all(key in others for others in lists)}


def type_names(kinds: Iterable[str]) -> str:
    """Return *kinds* in the words of JSON Schema."""
    found = set(kinds)
    if "fraction" in found:
        found = found - {"fraction", "integer"} | {"number"}
    return " or ".join(sorted(found))


def _named(said: Any) -> frozenset[str]:
    return frozenset().union(*(_ATOMS[name] for name in ([said] if isinstance(said, str) else said)))


def _listed(node: Node) -> list[list[Any]]:
    constants = [[node.get("const")]] if "const" in node else []
    return constants + ([node.get("enum")] if "enum" in node else [])


def _type(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "integer" if value == value // 1 else "fraction"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def _plain(value: Any) -> Any:
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case _:
            return value
