"""What a document says of itself, at one instant and in one field."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.model import State
from tests.targets import localised

PAST, NOW, FUTURE = (datetime(year, 1, 1, tzinfo=UTC) for year in (2025, 2026, 2027))


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, State.PUBLISHED),
        ({"publish_date": PAST}, State.PUBLISHED),
        ({"publish_date": NOW}, State.PUBLISHED),
        ({"publish_date": FUTURE}, State.SCHEDULED),
        ({"expiry_date": FUTURE}, State.PUBLISHED),
        ({"expiry_date": NOW}, State.EXPIRED),
        ({"expiry_date": PAST}, State.EXPIRED),
        ({"publish_date": PAST, "expiry_date": FUTURE}, State.PUBLISHED),
        ({"date": FUTURE, "publish_date": PAST}, State.PUBLISHED),
        ({"draft": True}, State.DRAFT),
        ({"draft": True, "publish_date": FUTURE}, State.DRAFT),
        ({"draft": True, "expiry_date": PAST}, State.DRAFT),
    ],
)
def test_an_entry_is_shown_from_its_publication_until_just_before_its_expiry(said: dict[str, Any], state: State) -> None:
    assert localised(**said).state(NOW) is state


@pytest.mark.parametrize(
    ("value", "asked", "holds"),
    [
        ("research", "research", True),
        ("research", "teaching", False),
        ("research", "res", False),
        (["research", "teaching"], "teaching", True),
        (["research", "teaching"], "transfer", False),
        ([], "", False),
        (None, "None", False),
        (2026, "2026", True),
        ([1, 2], "2", True),
        (True, "true", True),
        (True, "True", False),
        (False, "false", True),
    ],
)
def test_a_field_holds_what_it_is_or_contains_as_an_author_would_write_it(value: Any, asked: str, holds: bool) -> None:
    assert localised(fields={"field": value}).holds("field", asked) is holds


def test_a_field_that_is_not_there_holds_nothing() -> None:
    assert not localised().holds("field", "")
