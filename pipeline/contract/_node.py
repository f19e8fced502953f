"""Places in schemas, and what they say there: references followed, conjunctions taken apart."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

Schemas = Mapping[str, Any]
"""JSON Schemas (2020-12) by the names of their files."""


ABSENT: Any = object()
"""What stands where nothing does."""
DEEPEST = 90
"""Places that lead to one another, one in the other or by `$ref`: what Python's stack bears."""


class Exhausted(Exception):
    """Two schemas are too large, or too deep, for each other."""


class Node(NamedTuple):
    """A schema and where it stands."""

    file: str
    pointer: str
    """A JSON Pointer (RFC 6901)."""
    schema: Any
    """A mapping, true or false."""

    def get(self, keyword: str, otherwise: Any = None) -> Any:
        return self.schema.get(keyword, otherwise) if isinstance(self.schema, dict) else otherwise

    def __contains__(self, keyword: object) -> bool:
        return isinstance(self.schema, dict) and keyword in self.schema

    def at(self, *parts: str | int) -> "Node":
        """The schema at *parts* below this one, which must be there."""
        found = self.schema
        for part in parts:
            found = found[part]
        return Node(self.file, self.pointer + pointer(parts), found)

    def members(self, keyword: str) -> dict[str, "Node"]:
        """The schemas of a keyword that holds a mapping of them."""
        return {name: self.at(keyword, name) for name in self.get(keyword, {})}

    def list(self, keyword: str) -> list["Node"]:
        """The schemas of a keyword that holds a list of them."""
        return [self.at(keyword, index) for index in range(len(self.get(keyword, ())))]


Nodes = tuple[Node, ...]
"""Schemas that all hold; none means that anything may stand there."""


def pointer(parts: Iterable[str | int]) -> str:
    """Return *parts* as a JSON Pointer (RFC 6901 §3)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


class Library:
    """The schemas of one contract, which may refer to each other."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._by_id = {schema["$id"]: name for name, schema in schemas.items() if _names_itself(schema)}
        self._rebased = {name for name, schema in schemas.items() if _holds_id(schema)}

    def root(self, file: str) -> Node:
        return Node(file, "", self._schemas[file])

    def target(self, node: Node) -> Node | None:
        """What the `$ref` of *node* names; None where that cannot be known."""
        base, _, fragment = str(node.get("$ref")).partition("#")
        file = node.file if not base else base if base in self._schemas else self._by_id.get(base, "")
        if file not in self._schemas or {file, node.file} & self._rebased or (fragment and not fragment.startswith("/")):
            return None
        found, parts = self._schemas[file], [unquote(p).replace("~1", "/").replace("~0", "~") for p in fragment.split("/")[1:]]
        for part in parts:
            if isinstance(found, dict) and part in found:
                found = found[part]
            elif isinstance(found, list) and part.isdecimal() and part.isascii() and int(part) < len(found):
                found = found[int(part)]
            else:
                return None
        return Node(file, pointer(parts), found) if isinstance(found, dict | bool) else None

    def conjuncts(self, nodes: Iterable[Node]) -> tuple[Nodes, bool]:
        """Return all that must hold where *nodes* hold, `$ref` and `allOf` taken apart; and whether that is really all."""
        found: dict[tuple[str, str], Node] = {}
        whole = True
        waiting = [*nodes][::-1]
        while waiting:
            node = waiting.pop()
            if node[:2] in found:
                continue
            found[node[:2]] = node
            waiting += node.list("allOf")[::-1]
            if "$ref" in node:
                target = self.target(node)
                whole = whole and target is not None
                waiting += [target] if target else []
        return tuple(found.values()), whole


def _names_itself(schema: Any) -> bool:
    return isinstance(schema, dict) and isinstance(schema.get("$id"), str)


def _holds_id(schema: Any) -> bool:
    """Whether a part of *schema* gives itself another base, by which its references would have to be read."""
    return any(_names_itself(part) for part in _parts(schema) if part is not schema)


def _parts(value: Any) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(inner)
