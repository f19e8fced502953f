"""Places in lines and code units."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pipeline.model import Position
from pipeline.server.positions import Lines, Place, changed, clean

UNITS = [("utf-8", 9), ("utf-16", 4), ("utf-32", 3)]
"""Code units of "ä€😀"."""


@pytest.mark.parametrize(("encoding", "units"), UNITS)
def test_columns_count_code_points_and_places_code_units(encoding: str, units: int) -> None:
    lines = Lines("first\nä€😀x", encoding)
    assert lines.position(Place(1, units)) == Position(2, 4)
    assert lines.place(Position(2, 4)) == Place(1, units)


@pytest.mark.parametrize(("encoding", "units"), UNITS)
def test_place_beyond_a_line_is_its_end(encoding: str, units: int) -> None:
    assert Lines("ä€😀\nnext", encoding).position(Place(0, 1000)) == Position(1, 4)


def test_place_beyond_the_last_line_is_the_end_of_the_text() -> None:
    lines = Lines("one\ntwo", "utf-16")
    assert lines.position(Place(9, 0)) == lines.end == Position(2, 4)
    assert lines.place(Position(9, 1)) == Place(1, 3)


def test_unit_within_a_code_point_counts_for_its_start() -> None:
    assert Lines("😀x", "utf-16").position(Place(0, 1)) == Position(1, 1)
    assert Lines("ä", "utf-8").position(Place(0, 1)) == Position(1, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_of_the_protocol_counts(end: str) -> None:
    assert Lines(f"one{end}two", "utf-16").position(Place(1, 1)) == Position(2, 2)


@pytest.mark.parametrize("mark", ["\u2028", "\x0b", "\x0c", "\x85"])
def test_what_only_python_takes_for_a_line_end_counts_as_a_character(mark: str) -> None:
    assert Lines(f"one{mark}two\nthree", "utf-16").position(Place(0, 5)) == Position(1, 6)


@given(some.text(some.sampled_from("a ä€😀\n\r"), max_size=20), some.sampled_from(["utf-8", "utf-16", "utf-32"]), some.data())
def test_every_position_comes_back_from_its_place(text: str, encoding: str, data: some.DataObject) -> None:
    lines = Lines(text, encoding)
    line = data.draw(some.integers(1, lines.end.line))
    position = Position(line, data.draw(some.integers(1, len(lines.line(line - 1)) + 1)))
    assert lines.position(lines.place(position)) == position


@pytest.mark.parametrize(("encoding", "units"), UNITS)
def test_change_replaces_what_stands_at_its_place(encoding: str, units: int) -> None:
    where = (Place(1, units), Place(1, units + 1))
    assert changed("é\r\nä€😀x!\r\n", [(where, "😀")], encoding) == "é\r\nä€😀😀!\r\n"


def test_changes_count_in_what_the_one_before_has_left() -> None:
    insert = (Place(0, 0), Place(0, 0))
    assert changed("c", [(insert, "b"), (insert, "a\n"), ((Place(1, 2), Place(1, 2)), "d")], "utf-16") == "a\nbcd"


def test_change_without_a_place_is_the_whole_text() -> None:
    assert changed("old", [(None, "new")], "utf-16") == "new"


def test_change_may_delete_a_line_end() -> None:
    assert changed("one\r\ntwo", [((Place(0, 3), Place(1, 0)), "")], "utf-16") == "onetwo"


def test_lone_surrogates_are_replaced() -> None:
    assert clean("a\ud800b") == "a\ufffdb"
    assert changed("", [(None, "\udfff")], "utf-8") == "\ufffd"
