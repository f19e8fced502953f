"""Where a value was written."""

import pytest

from pipeline.model import NOWHERE, Data, Path, Span

WHOLE, TAGS, FIRST, TAGS_KEY = Span.at(1), Span.at(2, 7), Span.at(2, 8), Span.at(2, 1)
DATA = Data({"tags": ["a"]}, {(): WHOLE, ("tags",): TAGS, ("tags", 0): FIRST}, {("tags",): TAGS_KEY})


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), WHOLE, WHOLE),
        (("tags",), TAGS, TAGS_KEY),
        (("tags", 0), FIRST, FIRST),
        (("tags", 1), TAGS, TAGS),
        (("tags", 0, "deeper", 3), FIRST, FIRST),
        (("title",), WHOLE, WHOLE),
    ],
)
def test_what_has_no_place_of_its_own_stands_where_that_around_it_does(path: Path, value: Span, key: Span) -> None:
    assert DATA.span(path) == value
    assert DATA.key(path) == key


def test_what_was_never_written_stands_at_the_start_of_the_file() -> None:
    assert Data({}).span(("title",)) == Data({}).key(("title",)) == NOWHERE
