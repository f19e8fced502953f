"""Indexes made of lists of changes are those that are published, byte for byte."""

import hashlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consume._generation import Generation
from pipeline.consume._rebuilt import rebuilt
from tests.consume.conftest import CONTENT
from tests.consume.publishing import Content, Publisher, Text

STEPS: list[Content] = [
    CONTENT | {("fair", "en"): Text("Meet us soon.", day=5)},
    CONTENT | {("grant", "en"): Text("Ask us.", day=4, media="A form.")},
    CONTENT | {("open-day", "en"): Text("Come in.", day=9, media="A plan.")},
    CONTENT | {("fair", "en"): Text("Meet us.", day=5, collection="calls")},
    {key: text for key, text in CONTENT.items() if key[0] != "call"},
    {},
]


def generation(publisher: Publisher) -> Generation:
    read = publisher.output
    return Generation((read / "manifest.json").read_bytes(), lambda listed: (read / listed.path).read_bytes())


def with_rows(data: bytes, after: Generation) -> bytes:
    """A list of changes in which entries stand as they do in their indexes."""
    rows = {row["uid"]: row for body in after.bodies.values() for row in json.loads(body).get("entries", ())}
    changes: dict[str, Any] = msgspec.json.decode(data)
    for name in ("added", "changed"):
        changes[name] = [rows[row["uid"]] | {"what": row["what"]} for row in changes[name]]
    return msgspec.json.encode(changes)


def made(before: Generation, after: Generation, lists: list[bytes]) -> set[str]:
    """The paths of the indexes that are found without fetching them."""
    found = rebuilt(before, after.manifest, lists)
    assert all(hashlib.sha256(body).hexdigest() == digest for digest, body in found.items())
    return {listed.path for listed in after.manifest.indexes if listed.sha256 in found}


@pytest.mark.parametrize("content", STEPS, ids=["edited", "added", "moved up", "another collection", "removed", "emptied"])
def test_every_index_but_that_of_tombstones_is_made(publisher: Publisher, content: Content) -> None:
    before = generation(publisher)
    publisher.publish(content)
    after = generation(publisher)
    lists = [with_rows((publisher.output / "changes/000002.json").read_bytes(), after)]
    changed = {path for path, body in after.bodies.items() if before.bodies[path] != body}
    # The digest of the list is that of the one without rows.
    assert made(before, after, lists) == changed - {"index/tombstones.json", "index/changes.json"}


def test_index_of_changes_is_made_of_their_lists(publisher: Publisher) -> None:
    before = generation(publisher)
    publisher.publish(STEPS[0])
    publisher.publish(STEPS[1])
    lists = [(publisher.output / f"changes/00000{number}.json").read_bytes() for number in (2, 3)]
    assert "index/changes.json" in made(before, generation(publisher), lists)


def test_without_lists_nothing_is_made(publisher: Publisher) -> None:
    before = generation(publisher)
    publisher.publish(STEPS[0])
    assert not made(before, generation(publisher), [])


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)
ROWS = st.lists(st.dictionaries(st.sampled_from(["uid", "path", "language", "collection", "date_published"]), JSON), max_size=2)


def test_lists_that_say_anything_make_only_what_is_right(publisher: Publisher) -> None:
    before = generation(publisher)
    publisher.publish(STEPS[0])
    after = generation(publisher)

    @given(st.fixed_dictionaries(dict.fromkeys(("added", "changed", "removed", "files"), ROWS)))
    def check(changes: dict[str, Any]) -> None:
        made(before, after, [msgspec.json.encode(changes | {"files_removed": []})])

    check()
