"""Whether a schema allows nothing that another did not.

Invariants: what is not proven is found; each keyword of the old schema is proven by keywords of the new one, or by each of its
alternatives. Two places that lead back to themselves are taken as proven while they are looked at, which is sound where a value
lies deeper each time; where it does not, they count as unproven.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pipeline.contract import _views as views
from pipeline.contract._node import ABSENT, DEEPEST, Exhausted, Library, Node, Nodes
from pipeline.contract._same import Same, is_annotation
from pipeline.contract._values import ANY_TYPE, single_values, text, type_names, types
from pipeline.words import quote

EFFORT = 50_000
"""Places of two schemas that are compared with each other."""
UNDECIDED = "this cannot be compared, so it counts as breaking"


class Widened(NamedTuple):
    """A place at which more may come than before."""

    node: Node
    """In the old schema."""
    keyword: str
    """"" for the whole of it."""
    was: Any
    now: Any
    why: str


class Narrower:
    """Compares the schemas of two contracts."""

    def __init__(self, old: Library, new: Library) -> None:
        self._old = old
        self._new = new
        self._same = Same(old, new)
        self._seen: dict[tuple[Any, ...], int] = {}
        """Pairs of places whose findings were returned, or are being looked for; how deep in a value that was."""
        self._open: set[tuple[Any, ...]] = set()
        """Those that are being looked at."""
        self._effort = EFFORT

    def widened(self, new: Node, old: Node) -> list[Widened]:
        """Return where *new* may allow what *old* did not, each place once. Raises Exhausted."""
        return self._compare((new,), old, 0)

    def _compare(self, new: Nodes, old: Node, depth: int) -> list[Widened]:
        pair = (frozenset(node[:2] for node in new), old[:2])
        if pair in self._seen:
            endless = pair in self._open and self._seen[pair] == depth
            return [Widened(old, "", old.schema, ABSENT, UNDECIDED)] if endless else []
        if len(self._open) > DEEPEST:
            raise Exhausted
        self._seen[pair] = depth
        self._open.add(pair)
        try:
            olds, whole = self._old.conjuncts([old])
            news, _ = self._new.conjuncts(new)
            self._spend(1 + sum(map(_weight, (*olds, *news))) // 20)
            unknown = [] if whole else [Widened(old, "", old.schema, ABSENT, UNDECIDED)]
            return [found for each in olds for found in self._each(news, each, depth)] + unknown
        finally:
            self._open.discard(pair)

    def _each(self, new: Nodes, old: Node, depth: int) -> list[Widened]:
        """As `_compare`, with references and conjunctions taken apart."""
        if any(node.schema is False for node in new) or old.schema is True:
            return []
        if old.schema is False:
            return [Widened(old, "", False, new[0].schema if new else ABSENT, "what could not stand here may stand here now")]
        before = self._copy() if (alternatives := views.alternatives(new)) else {}
        found = self._keywords(new, old, depth)
        if not (found and alternatives):
            return found
        # Nobody may rely on what was looked at on the way before it is known that it will be returned.
        after, self._seen = self._seen, before
        if all(self._allows(each, old, depth) for each in alternatives):
            return []
        self._seen = after
        return found

    def _allows(self, new: Nodes, old: Node, depth: int) -> bool:
        """Whether *old* allows all that *new* does. What was looked at on the way is forgotten."""
        seen, self._seen = self._seen, self._copy()
        try:
            return not self._compare(new, old, depth)
        finally:
            self._seen = seen

    def _copy(self) -> dict[tuple[Any, ...], int]:
        self._spend(len(self._seen) // 20)
        return dict(self._seen)

    def _spend(self, effort: int) -> None:
        self._effort -= effort
        if self._effort < 0:
            raise Exhausted

    def _keywords(self, new: Nodes, old: Node, depth: int) -> list[Widened]:
        kinds = types(new)
        found: list[Widened] = []
        for keyword in old.schema:
            of, check = _CHECKS.get(keyword, (_ANY, Narrower._alike))
            if of & kinds and not is_annotation(keyword):
                found += check(self, keyword, new, old, depth)
        return found

    # Values

    def _types(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        if more := types(new) - types((Node("", "", {"type": old.get("type")}),)):
            yield self._unproven(keyword, new, old, f"{type_names(more)} may come")

    def _values(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        known = {text(value) for value in ([old.get("const")] if keyword == "const" else old.get("enum"))}
        values = single_values(new)
        if values is None or (keyword == "const" and values.keys() - known):
            yield self._unproven(keyword, new, old, "other values may come")
            return
        for key, value in values.items():
            if key not in known:
                yield Widened(old, keyword, ABSENT, value, f"{quote(value)} may come, which no reader knows")

    def _bound(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        is_beyond, more = (views.is_above, "smaller") if keyword.lower().endswith("minimum") else (views.is_below, "larger")
        if not any(is_beyond(node, old.get(keyword), exclusive=keyword.startswith("ex")) for node in new):
            yield self._unproven(keyword, new, old, f"{more} numbers may come")

    def _least(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        if not any(node.get(keyword, 0) >= old.get(keyword) for node in (*new, Node("", "", {}))):
            yield self._unproven(keyword, new, old, "fewer or shorter ones may come")

    def _most(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        if not any(keyword in node and node.get(keyword) <= old.get(keyword) for node in new):
            yield self._unproven(keyword, new, old, "more or longer ones may come")

    def _unique(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        if old.get(keyword) and not any(node.get(keyword) for node in new):
            yield self._unproven(keyword, new, old, "the same may come twice")

    # Members

    def _required(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        always = views.required(new)
        for name in old.get(keyword):
            if name not in always:
                yield Widened(old, keyword, name, ABSENT, f"{quote(name)} may be missing")

    def _dependent(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        for name, names in old.get(keyword).items():
            together = views.required(new).union(*(node.get(keyword, {}).get(name, ()) for node in new))
            if missing := [other for other in names if other not in together]:
                yield self._unproven(keyword, new, old, f"{quote(missing[0])} may be missing where {quote(name)} is there")

    def _properties(self, keyword: str, new: Nodes, old: Node, depth: int) -> Iterator[Widened]:
        for name, own in old.members(keyword).items():
            if member := views.member(new, name):
                yield from self._compare(member, own, depth + 1)
            else:
                yield Widened(own, "", own.schema, ABSENT, f"{quote(name)} is promised no more")

    def _patterns(self, keyword: str, new: Nodes, old: Node, depth: int) -> Iterator[Widened]:
        for pattern, own in old.members(keyword).items():
            theirs = tuple(node.at(keyword, pattern) for node in new if pattern in node.get(keyword, {}))
            yield from self._compare(theirs, own, depth + 1)

    def _others(self, keyword: str, new: Nodes, old: Node, depth: int) -> Iterator[Widened]:
        """Of members that neither `properties` nor `patternProperties` beside it name."""
        own, matched = old.at(keyword), old.get("patternProperties", {}).keys()
        for name in dict.fromkeys(name for node in new for name in node.get("properties", {})):
            if name not in old.get("properties", {}):
                yield from self._compare(views.member(new, name), own, depth + 1)
        for node in new:
            for pattern, theirs in node.members("patternProperties").items():
                if pattern not in matched:
                    yield from self._compare((theirs,), own, depth + 1)
        plain = tuple(node for node in new if node.get("patternProperties", {}).keys() <= matched)
        yield from self._compare(views.each(plain, keyword), own, depth + 1)

    def _names(self, keyword: str, new: Nodes, old: Node, depth: int) -> Iterator[Widened]:
        yield from self._compare((*views.each(new, keyword), _TEXT), old.at(keyword), depth + 1)

    # Items

    def _items(self, keyword: str, new: Nodes, old: Node, depth: int) -> Iterator[Widened]:
        own = old.at(keyword)
        for index in range(len(old.get("prefixItems", ())), max((len(node.get("prefixItems", ())) for node in new), default=0)):
            yield from self._compare(views.item(new, index), own, depth + 1)
        yield from self._compare(views.each(new, keyword), own, depth + 1)

    def _first_items(self, keyword: str, new: Nodes, old: Node, depth: int) -> Iterator[Widened]:
        for index, own in enumerate(old.list(keyword)):
            yield from self._compare(views.item(new, index), own, depth + 1)

    # Alternatives, and what only the same words prove

    def _any_of(self, keyword: str, new: Nodes, old: Node, depth: int) -> Iterator[Widened]:
        if not any(self._allows(new, each, depth) for each in old.list(keyword)):
            yield self._unproven(keyword, new, old, "what none of the former alternatives allows may come")

    def _alike(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        group = next((group for group in _GROUPS if keyword in group), (keyword,))
        if not any(all(self._same.keyword(each, node, old) for each in group) for node in new):
            why = UNDECIDED if any(keyword in node for node in new) else "anything may come"
            yield self._unproven(keyword, new, old, why)

    def _whole(self, keyword: str, new: Nodes, old: Node, _depth: int) -> Iterator[Widened]:
        """Of keywords that look at all that stands beside them."""
        if old.get(keyword) is not True and not any(self._same(node, old) for node in new):
            yield self._unproven(keyword, new, old, UNDECIDED)

    def _nothing(self, _keyword: str, _new: Nodes, _old: Node, _depth: int) -> Iterator[Widened]:
        """Of keywords that are taken apart already, or that are only names."""
        return iter(())

    def _unproven(self, keyword: str, new: Nodes, old: Node, why: str) -> Widened:
        return Widened(old, keyword, old.get(keyword), views.said(new, keyword), why)


_TEXT = Node("", "", {"type": "string"})
_GROUPS = (("if", "then", "else"), ("contains", "minContains", "maxContains"))
"""Keywords that mean something only together."""

_Check = Callable[[Narrower, str, Nodes, Node, int], Iterator[Widened]]
_ANY, _NUMBERS, _STRINGS = ANY_TYPE, frozenset({"integer", "fraction"}), frozenset({"string"})
_ARRAYS, _OBJECTS = frozenset({"array"}), frozenset({"object"})
_CHECKS: dict[str, tuple[frozenset[str], _Check]] = {
    **dict.fromkeys(("$ref", "allOf", "$anchor", "$dynamicAnchor"), (_ANY, Narrower._nothing)),
    "type": (_ANY, Narrower._types),
    **dict.fromkeys(("enum", "const"), (_ANY, Narrower._values)),
    **dict.fromkeys(("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"), (_NUMBERS, Narrower._bound)),
    "multipleOf": (_NUMBERS, Narrower._alike),
    "minLength": (_STRINGS, Narrower._least),
    "maxLength": (_STRINGS, Narrower._most),
    **dict.fromkeys(("pattern", "format"), (_STRINGS, Narrower._alike)),
    "minItems": (_ARRAYS, Narrower._least),
    "maxItems": (_ARRAYS, Narrower._most),
    "uniqueItems": (_ARRAYS, Narrower._unique),
    "items": (_ARRAYS, Narrower._items),
    "prefixItems": (_ARRAYS, Narrower._first_items),
    **dict.fromkeys(("contains", "minContains", "maxContains"), (_ARRAYS, Narrower._alike)),
    "unevaluatedItems": (_ARRAYS, Narrower._whole),
    "minProperties": (_OBJECTS, Narrower._least),
    "maxProperties": (_OBJECTS, Narrower._most),
    "required": (_OBJECTS, Narrower._required),
    "dependentRequired": (_OBJECTS, Narrower._dependent),
    "properties": (_OBJECTS, Narrower._properties),
    "patternProperties": (_OBJECTS, Narrower._patterns),
    "additionalProperties": (_OBJECTS, Narrower._others),
    "propertyNames": (_OBJECTS, Narrower._names),
    "dependentSchemas": (_OBJECTS, Narrower._alike),
    "unevaluatedProperties": (_OBJECTS, Narrower._whole),
    "anyOf": (_ANY, Narrower._any_of),
}
"""The kinds of value that a keyword looks at, and what proves it; the same words prove all others."""


def _weight(node: Node) -> int:
    said = node.schema.values() if isinstance(node.schema, dict) else ()
    return sum(len(value) for value in said if isinstance(value, list | dict))
