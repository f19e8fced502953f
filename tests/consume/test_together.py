import threading

import pytest

from pipeline.consume._together import together


def test_results_come_in_the_order_of_the_items() -> None:
    found = together(lambda number: -number, range(100), 4, lambda number: 1, 10)
    assert [*found] == [(number, -number) for number in range(100)]


def test_several_are_at_work_at_once() -> None:
    gate = threading.Barrier(3, timeout=10)
    assert len([*together(lambda _: gate.wait(), range(3), 3, lambda _: 1, 10)]) == 3


def test_no_more_than_fits_is_at_work() -> None:
    begun: list[int] = []
    found = together(begun.append, iter(range(100)), 2, lambda _: 5, 10)
    next(found)
    assert len(begun) <= 3


def test_item_that_is_too_heavy_is_done_alone() -> None:
    assert [item for item, _ in together(lambda _: None, [1, 100, 1], 2, lambda item: item, 10)] == [1, 100, 1]


def test_first_failure_is_raised_and_ends_the_rest() -> None:
    def work(number: int) -> int:
        if number > 2:
            raise ValueError(number)
        return number

    found = together(work, range(1000), 3, lambda _: 1, 1000)
    with pytest.raises(ValueError, match=r"^3$"):
        list(found)
