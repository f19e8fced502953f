"""Findings in a text that has changed since."""

import pytest

from pipeline.model import Diagnostic, Edit, Severity, Span
from pipeline.server.carry import carried

OLD = "one\ntwo\nthree\nfour"


def at(line: int) -> Diagnostic:
    span = Span.at(line, 1, 3)
    return Diagnostic("RF001", Severity.ERROR, "a.md", span, "message", fix=Edit(span, "new"))


@pytest.mark.parametrize(
    ("new", "lines"),
    [
        (OLD, [1, 2, 3, 4]),
        ("one\ntwo\nthree!\nfour", [1, 2, 4]),
        ("one\nnew\ntwo\nthree\nfour", [1, 3, 4, 5]),
        ("one\nthree\nfour", [1, 2, 3]),
        ("new\none\ntwo\nthree\nfour\nnew", []),
        ("", []),
    ],
)
def test_what_stands_on_lines_that_are_the_same_moves_with_them(new: str, lines: list[int]) -> None:
    found = list(carried([at(line) for line in (1, 2, 3, 4)], OLD, new))
    assert [diagnostic.span.start.line for diagnostic in found] == lines
    assert [diagnostic.fix for diagnostic in found] == [Edit(Span.at(line, 1, 3), "new") for line in lines]


def test_repeated_lines_are_not_counted_twice() -> None:
    assert len(list(carried([at(line) for line in (1, 2, 3)], "a\na\na", "a\na"))) == 2
