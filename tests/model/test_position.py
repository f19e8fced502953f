"""Places in a file."""

from itertools import permutations

from pipeline.model import Position, Span


def test_a_span_of_a_length_ends_before_what_follows() -> None:
    assert Span.at(3, 5, 2) == Span(Position(3, 5), Position(3, 7))
    assert Span.at(3) == Span(Position(3, 1), Position(3, 1))


def test_places_are_in_the_order_of_reading() -> None:
    in_order = [Span.at(1, 9), Span.at(2, 1), Span.at(2, 1, 4), Span.at(2, 10), Span.at(10, 1)]
    for shuffled in permutations(in_order):
        assert sorted(shuffled) == in_order
