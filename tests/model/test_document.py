"""Parts of a text, and findings of a document."""

import pytest

from pipeline.model import NOWHERE, Data, Document, Finding, Source, Span, Text

PLAIN = Text("open day", Span.at(4, 3, 8))
ESCAPED = Text("a & b * c", Span.at(4, 3, 14), ((0, 3), (3, 9), (6, 13)))
"""`a &amp; b \\* c`, from column 3: the entity is longer than its character, and so is the escape."""


@pytest.mark.parametrize(
    ("text", "part", "columns"),
    [
        (PLAIN, "open", (3, 7)),
        (PLAIN, "day", (8, 11)),
        (PLAIN, "open day", (3, 11)),
        (ESCAPED, "a ", (3, 5)),
        (ESCAPED, " b", (9, 11)),
        (ESCAPED, "c", (15, 16)),
        (ESCAPED, "b * c", (10, 16)),
    ],
)
def test_a_part_of_a_text_has_its_own_place(text: Text, part: str, columns: tuple[int, int]) -> None:
    start = text.text.index(part)
    found = text.part(start, start + len(part))
    assert found.start.line == found.end.line == 4
    assert (found.start.column, found.end.column) == columns


def test_what_parsing_found_is_asked_for_by_code() -> None:
    first, second, other = (Finding(NOWHERE, text, code=code) for text, code in (("a", "X1"), ("b", "X1"), ("c", "X2")))
    document = Document(Source("a.md", "", ""), Data({}), True, "yaml", 1, findings=(first, other, second))
    assert document.found("X1") == [first, second]
    assert document.found("X3") == []
