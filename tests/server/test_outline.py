"""The tree of headings."""

import pytest

from pipeline.model import Source, Span
from pipeline.parse import parse
from pipeline.server.outline import Node, outline
from pipeline.server.positions import Lines


def tree(nodes: tuple[Node, ...]) -> list[object]:
    return [[node.heading.text, *tree(node.children)] for node in nodes]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("", []),
        ("2", [["A"]]),
        ("2 3 3 2", [["A", ["B"], ["C"]], ["D"]]),
        ("2 4 3 2", [["A", ["B"], ["C"]], ["D"]]),
        ("4 2 1", [["A"], ["B"], ["C"]]),
        ("2 3 4 2 3", [["A", ["B", ["C"]]], ["D", ["E"]]]),
    ],
)
def test_headings_stand_below_the_one_they_belong_to(levels: str, expected: list[object]) -> None:
    text = "---\n---\n" + "".join(f"{'#' * int(level)} {'ABCDE'[at]}\n\n" for at, level in enumerate(levels.split()))
    assert tree(outline(parse(Source("a.md", text, "")), Lines(text, "utf-16").end)) == expected


def test_heading_reaches_to_the_next_of_its_level() -> None:
    text = "---\n---\n## A\n\ntext\n\n### B\n\n## C\n\nend"
    first, last = outline(parse(Source("a.md", text, "")), Lines(text, "utf-16").end)
    assert first.span == Span(Span.at(3).start, Span.at(9).start)
    assert first.children[0].span == Span(Span.at(7).start, Span.at(9).start)
    assert last.span.end == Span.at(11, 4).start
