"""Whether two schemas say the same, whatever their descriptions."""

from itertools import repeat
from typing import Any

from pipeline.contract._node import DEEPEST, Exhausted, Library, Node
from pipeline.contract._values import text
from pipeline.schema import IN_LISTS, IN_MAPPINGS, IN_ONE

ANNOTATIONS = frozenset(
    "$schema $id $comment $defs $vocabulary title description default deprecated readOnly writeOnly examples "
    "contentEncoding contentMediaType contentSchema".split()
)
"""Keywords that rule out no value, as those that begin with `x-`. `format` is a promise of ours, so it is none of them."""


DYNAMIC = ("$dynamicRef", "$recursiveRef")
"""What these mean depends on where one comes from."""


def is_annotation(keyword: str) -> bool:
    return keyword in ANNOTATIONS or keyword.startswith("x-")


class Same:
    """Compares schemas of two contracts; what refers to itself is the same if all else is. Raises Exhausted."""

    def __init__(self, old: Library, new: Library) -> None:
        self._old = old
        self._new = new
        self._assumed: set[tuple[str, ...]] = set()

    def __call__(self, new: Node, old: Node) -> bool:
        """Whether *new* and *old* allow the same by the same words."""
        self._assumed = set()
        return self._schemas(new, old, 0)

    def keyword(self, name: str, new: Node, old: Node) -> bool:
        """Whether both say the same by the keyword *name*."""
        self._assumed = set()
        return self._keyword(name, new, old, 0)

    def _schemas(self, new: Node, old: Node, depth: int) -> bool:
        if isinstance(new.schema, bool) or isinstance(old.schema, bool):
            return new.schema is old.schema
        pair = (*new[:2], *old[:2])
        if pair in self._assumed:
            return True
        if depth > DEEPEST:
            raise Exhausted
        self._assumed.add(pair)
        return all(self._keyword(name, new, old, depth + 1) for name in {*new.schema, *old.schema} if not is_annotation(name))

    def _keyword(self, name: str, new: Node, old: Node, depth: int) -> bool:
        if name not in new or name not in old:
            return name not in new and name not in old
        if name in DYNAMIC:
            return False
        if name == "$ref":
            theirs, ours = self._new.target(new), self._old.target(old)
            return theirs is not None and ours is not None and self._schemas(theirs, ours, depth)
        if name in IN_ONE:
            return self._schemas(new.at(name), old.at(name), depth)
        if name in IN_MAPPINGS:
            members, own = new.members(name), old.members(name)
            return members.keys() == own.keys() and all(self._schemas(members[key], own[key], depth) for key in own)
        if name in IN_LISTS:
            several, few = new.list(name), old.list(name)
            return len(several) == len(few) and all(map(self._schemas, several, few, repeat(depth)))
        return _plain(name, new.get(name)) == _plain(name, old.get(name))


def _plain(name: str, value: Any) -> str:
    """*value* of the keyword *name* as text, in which the order of a set does not matter."""
    if name in ("required", "enum", "type") and isinstance(value, list):
        return str(sorted(map(text, value)))
    return text(value)
