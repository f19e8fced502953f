"""What several schemas that all hold say of one thing."""

from collections.abc import Sequence
from typing import Any

from pipeline.contract._node import ABSENT, Node, Nodes


def said(nodes: Nodes, keyword: str) -> Any:
    """Return what stands for *keyword*, in the first of *nodes* that has it."""
    return next((node.get(keyword) for node in nodes if keyword in node), ABSENT)


def is_above(node: Node, bound: float, *, exclusive: bool) -> bool:
    """Return whether *node* allows only numbers that are *bound* or more; more, if *exclusive*."""
    least, more = node.get("minimum"), node.get("exclusiveMinimum")
    return (more is not None and more >= bound) or (least is not None and (least > bound or (least == bound and not exclusive)))


def is_below(node: Node, bound: float, *, exclusive: bool) -> bool:
    """Return whether *node* allows only numbers that are *bound* or less; less, if *exclusive*."""
    most, less = node.get("maximum"), node.get("exclusiveMaximum")
    return (less is not None and less <= bound) or (most is not None and (most < bound or (most == bound and not exclusive)))


def required(nodes: Nodes) -> set[str]:
    """Return the members that are always there."""
    return {name for node in nodes for name in node.get("required", ())}


def member(nodes: Nodes, name: str) -> Nodes:
    """Return what holds for the member *name*; `patternProperties` may say more."""
    found = []
    for node in nodes:
        if name in node.get("properties", {}):
            found.append(node.at("properties", name))
        elif "additionalProperties" in node and "patternProperties" not in node:
            found.append(node.at("additionalProperties"))
    return tuple(found)


def item(nodes: Nodes, index: int) -> Nodes:
    """Return what holds for the item at *index*."""
    found = []
    for node in nodes:
        if index < len(node.get("prefixItems", ())):
            found.append(node.at("prefixItems", index))
        elif "items" in node:
            found.append(node.at("items"))
    return tuple(found)


def each(nodes: Nodes, keyword: str) -> Nodes:
    """Return the schemas that *nodes* have for *keyword*."""
    return tuple(node.at(keyword) for node in nodes if keyword in node)


def alternatives(nodes: Nodes) -> Sequence[Nodes]:
    """Return *nodes* for each alternative of the first `anyOf` or `oneOf` in them; nothing where there is none."""
    for node in nodes:
        for keyword in ("anyOf", "oneOf"):
            if keyword in node:
                beside = {name: value for name, value in node.schema.items() if name not in (keyword, "allOf", "$ref")}
                rest = Node(node.file, f"{node.pointer}\0{keyword}", beside)  # another place, because it says less
                others = tuple(rest if other is node else other for other in nodes)
                return [(*others, alternative) for alternative in node.list(keyword)]
    return ()
