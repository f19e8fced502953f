"""index/tombstones.json"""

import json
from typing import Any

import msgspec

from pipeline import emit
from pipeline.model import Tombstone
from tests.emit.factory import BASE, Publication, past


def data(publication: Publication) -> bytes:
    [found] = [index.data for index in emit.indexes(publication.edition(), ()) if index.path == "index/tombstones.json"]
    return found


def document(publication: Publication) -> Any:
    return json.loads(data(publication))


def test_a_row_says_what_is_published_no_more_since_when_and_why() -> None:
    assert document(Publication().withdrawn())["tombstones"] == [
        {
            "uid": "tag:example.edu,2026:fair:en",
            "id": "fair",
            "language": "en",
            "url": f"{BASE}/en/news/fair",
            "reason": "withdrawn",
            "removed_at": "2026-05-01T08:00:00+02:00",
            "note": "The date was wrong.",
            "title": "Title of fair",
            "date_published": "2026-02-02T09:00:00+01:00",
        }
    ]


def test_rows_have_one_shape_and_a_line_each() -> None:
    first, second = document(past())["tombstones"]
    assert list(first) == list(second)
    assert len(data(past()).splitlines()) == 5


def test_the_next_build_reads_what_this_one_knew() -> None:
    rows = document(past())["tombstones"]
    assert msgspec.convert(rows, list[Tombstone]) == past().tombstones


def test_it_is_there_though_nothing_is_gone() -> None:
    assert document(Publication()) == {"count": 0, "tombstones": []}


def test_it_counts_its_rows() -> None:
    assert document(past())["count"] == 2
