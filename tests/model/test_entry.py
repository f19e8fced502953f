"""What a linked entry holds."""

import pytest

from tests.emit.factory import Publication


@pytest.mark.parametrize(
    ("field", "value", "holds"),
    [
        ("topics", "physics", True),
        ("topics", "Physics", False),
        ("person", "ada", True),
        ("place", "Bochum", True),
        ("place", "bochum", False),
        ("free", "true", True),
        ("nothing", "", False),
    ],
)
def test_references_and_terms_are_asked_for_by_their_ids(field: str, value: str, holds: bool) -> None:
    [entry] = (
        Publication()
        .entry(
            fields={
                "topics": [{"id": "physics", "label": "Physics"}],
                "person": {"id": "ada", "title": "Ada"},
                "place": "Bochum",
                "free": True,
            },
            refers={"topics": ("physics",), "person": ("ada",)},
        )
        .entries
    )
    assert entry.holds(field, value) is holds
