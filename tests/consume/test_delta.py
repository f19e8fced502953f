from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.consume._delta import merged
from pipeline.consume._wire import Changed, Changes, Moved, Removed

UIDS = [f"tag:x:{id}:en" for id in "abc"]
A, B, C = UIDS


def changes(**what: Any) -> Changes:
    """A list of changes that names only what is given."""
    empty: dict[str, Any] = dict.fromkeys(("added", "changed", "moved", "removed", "files", "files_removed"), ())
    return Changes(sequence=2, epoch="e", at=datetime(2026, 1, 1, tzinfo=UTC), **(empty | what))


def gone(uid: str, reason: str = "deleted") -> Removed:
    return Removed(uid, uid[6], "en", "news", reason)


def test_nothing_changed() -> None:
    assert not merged([], UIDS)


def test_added_and_then_changed_is_added() -> None:
    delta = merged([changes(added=(Changed(A),)), changes(changed=(Changed(A, ("title",)),))], UIDS)
    assert (delta.added, delta.changed) == ((A,), {})


def test_added_and_then_removed_is_nothing() -> None:
    assert not merged([changes(added=(Changed(A),)), changes(removed=(gone(A),))], [B])


def test_removed_and_then_added_has_changed_in_ways_unknown() -> None:
    delta = merged([changes(removed=(gone(A),)), changes(added=(Changed(A),))], UIDS)
    assert (delta.added, delta.changed, delta.removed) == ((), {A: ()}, {})


def test_changed_and_then_removed_is_removed_for_the_last_reason() -> None:
    lists = [changes(removed=(gone(A),)), changes(added=(Changed(A),)), changes(removed=(gone(A, "expired"),))]
    assert merged(lists, [B]).removed == {A: gone(A, "expired")}


def test_members_that_changed_are_gathered() -> None:
    lists = [changes(changed=(Changed(A, ("title",)),)), changes(changed=(Changed(A, ("image", "title")),))]
    assert merged(lists, UIDS).changed == {A: ("image", "title")}


def test_move_after_move_is_one_move() -> None:
    first = changes(changed=(Changed(A, ("url",)),), moved=(Moved(A, "https://x/1", "https://x/2"),))
    second = changes(changed=(Changed(A, ("url",)),), moved=(Moved(A, "https://x/2", "https://x/3"),))
    assert merged([first, second], UIDS).moved == {A: ("https://x/1", "https://x/3")}


def test_move_to_and_fro_is_none() -> None:
    first = changes(changed=(Changed(A, ("url",)),), moved=(Moved(A, "https://x/1", "https://x/2"),))
    second = changes(changed=(Changed(A, ("url",)),), moved=(Moved(A, "https://x/2", "https://x/1"),))
    delta = merged([first, second], UIDS)
    assert (delta.moved, [*delta.changed]) == ({}, [A])


def test_entries_come_in_the_given_order() -> None:
    delta = merged([changes(added=(Changed(A), Changed(B)), changed=(Changed(C, ("title",)),))], [C, B, A])
    assert (delta.added, [*delta.changed]) == ((B, A), [C])


@given(st.lists(st.dictionaries(st.sampled_from(UIDS), st.integers(0, 2)), min_size=1, max_size=6))
def test_merging_equals_comparing_the_ends(generations: list[Mapping[str, int]]) -> None:
    lists = [
        changes(
            added=tuple(Changed(uid) for uid in after if uid not in before),
            changed=tuple(Changed(uid, ("title",)) for uid in after if uid in before and before[uid] != after[uid]),
            removed=tuple(gone(uid) for uid in before if uid not in after),
        )
        for before, after in pairwise(generations)
    ]
    first, last = generations[0], generations[-1]
    delta = merged(lists, [uid for uid in UIDS if uid in last])
    assert {*delta.added} == last.keys() - first.keys()
    assert {*delta.removed} == first.keys() - last.keys()
    assert (
        {uid for uid in first.keys() & last.keys() if first[uid] != last[uid]} <= {*delta.changed} <= first.keys() & last.keys()
    )
