"""Edits change what they name and nothing else."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.fix import apply
from pipeline.model import Edit, Position, Span

TEXTS = st.lists(st.sampled_from(["a", "東", "\r\n", "\n", "\r", "\u2028", "\t"]), max_size=40).map("".join)


def position(text: str, offset: int) -> Position:
    """Where *offset* is in *text*, counted from its start one character after the other."""
    line, column, previous = 1, 1, ""
    for character in text[:offset]:
        if character == "\n" and previous == "\r":
            pass
        elif character in "\r\n":
            line, column = line + 1, 1
        else:
            column += 1
        previous = character
    return Position(line, column)


def edit(text: str, start: int, end: int, new: str) -> Edit:
    return Edit(Span(position(text, start), position(text, end)), new)


def spliced(text: str, places: Sequence[tuple[int, int]]) -> str:
    """*text* with an X in each of *places*, which are sorted and do not overlap."""
    for start, end in reversed(places):
        text = f"{text[:start]}X{text[end:]}"
    return text


def between_carriage_return_and_line_feed(text: str, offset: int) -> bool:
    return text[offset - 1 : offset + 1] == "\r\n"


@given(TEXTS)
def test_no_edit_changes_nothing(text: str) -> None:
    assert apply(text, []) == (text, 0)


@given(TEXTS, st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True))
def test_edits_of_separate_places_are_all_made_and_all_else_stays(text: str, offsets: list[int]) -> None:
    offsets = sorted(offset for offset in offsets if offset <= len(text))
    assume(not any(between_carriage_return_and_line_feed(text, offset) for offset in offsets))
    places = list(pairwise(offsets))[::2]
    edits = [edit(text, start, end, "X") for start, end in reversed(places)]
    assert apply(text, edits) == (spliced(text, places), len(places))


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6))
def test_of_edits_that_overlap_none_is_made_in_part(text: str, places: list[tuple[int, int]]) -> None:
    places = [(start, end) for start, end in places if start <= end <= len(text)]
    assume(not any(between_carriage_return_and_line_feed(text, offset) for place in places for offset in place))
    result, made = apply(text, [edit(text, start, end, "X") for start, end in places])
    subsets = combinations(sorted(set(places)), made)
    assert any(result == spliced(text, subset) for subset in subsets)
    assert bool(made) == bool(places)


def test_first_of_two_edits_that_overlap_is_made() -> None:
    text = "abcdef"
    assert apply(text, [edit(text, 2, 5, "2"), edit(text, 0, 3, "1")]) == ("1def", 1)


def test_edits_that_touch_are_both_made() -> None:
    text = "abcdef"
    assert apply(text, [edit(text, 0, 3, "1"), edit(text, 3, 6, "2")]) == ("12", 2)


def test_only_one_of_two_insertions_at_one_place_is_made() -> None:
    assert apply("ab", [edit("ab", 1, 1, "1"), edit("ab", 1, 1, "2")]) == ("a1b", 1)


def test_one_edit_that_two_rules_ask_for_is_made_once() -> None:
    assert apply("ab", [edit("ab", 0, 1, ""), edit("ab", 0, 1, "")]) == ("b", 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_breaks_in_an_edit_become_those_of_the_file(newline: str) -> None:
    text = f"---{newline}title: x{newline}"
    for written in ("id: x\n", "id: x\r\n"):
        assert apply(text, [Edit(Span.at(2), written)]) == (f"---{newline}id: x{newline}title: x{newline}", 1)


@pytest.mark.parametrize(
    "span", [Span.at(3), Span.at(1, 5), Span.at(0), Span.at(1, 0), Span(Position(1, 1), Position(9, 1)), Span.at(2, 2, -1)]
)
def test_edit_of_a_place_that_is_not_there_is_not_made(span: Span) -> None:
    assert apply("abc\nd", [Edit(span, "X")]) == ("abc\nd", 0)


def test_text_can_be_added_after_the_last_line() -> None:
    assert apply("a\n", [Edit(Span.at(2), "b")]) == ("a\nb", 1)
