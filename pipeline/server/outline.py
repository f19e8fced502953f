"""The headings of a source, as the tree that they make."""

import msgspec

from pipeline.model import Document, Heading, Position, Span


class Node(msgspec.Struct, frozen=True):
    """A heading with what belongs to it."""

    heading: Heading
    span: Span
    """Up to the next heading of its level, or of a higher one."""
    children: "tuple[Node, ...]"


def outline(document: Document, end: Position) -> tuple[Node, ...]:
    """Return the headings of *document*, which ends at *end*. A heading that skips levels belongs to the one above it."""
    nodes: list[Node] = []
    open_: list[tuple[Heading, list[Node]]] = []

    def close(level: int, at: Position) -> None:
        while open_ and open_[-1][0].level >= level:
            heading, children = open_.pop()
            siblings = open_[-1][1] if open_ else nodes
            siblings.append(Node(heading, Span(heading.span.start, max(at, heading.span.end)), tuple(children)))

    for heading in document.headings:
        close(heading.level, heading.span.start)
        open_.append((heading, []))
    close(1, end)
    return tuple(nodes)
