"""JSON Feed 1.1, “Top-level” `next_url` for archives, and “Extensions” for what is published no more."""

import json
from typing import Any

from pipeline import emit
from tests.emit.factory import BASE, Publication, at, past

FEEDS = f"{BASE}/feeds/feeds/en"


def document(path: str) -> Any:
    return past().json(path)


def test_next_url_leads_from_each_document_to_the_archive_before_it() -> None:
    at_url, way = f"{FEEDS}/news.json", []
    while at_url:
        found = document(at_url.removeprefix(f"{BASE}/feeds/"))
        assert found["feed_url"] == at_url
        way.append(at_url)
        at_url = found.get("next_url", "")
    assert way == [f"{FEEDS}/news.json", f"{FEEDS}/news/2026-1.json", f"{FEEDS}/news/2025-1.json"]


def test_an_archive_has_no_hub() -> None:
    assert "hubs" in document("feeds/en/news.json")
    assert "hubs" not in document("feeds/en/news/2026-1.json")


def test_a_new_archive_changes_no_byte_of_the_one_before_it() -> None:
    archive = past().files()["feeds/en/news/2026-1.json"]
    assert emit.followed("json", archive, f"{FEEDS}/news/2026-2.json") == archive


def test_the_feed_says_what_is_published_no_more_and_why() -> None:
    assert document("feeds/en/news.json")["_deleted"] == {
        "about": f"{BASE}/feeds/schemas/feed.v1.schema.json",
        "entries": [
            {
                "id": "tag:example.edu,2026:fair:en",
                "when": "2026-05-01T08:00:00+02:00",
                "reason": "withdrawn",
                "note": "The date was wrong.",
            },
            {"id": "tag:example.edu,2026:call:en", "when": "2026-04-03T00:00:00+02:00", "reason": "deleted"},
        ],
    }


def test_what_the_extension_is_about_is_published() -> None:
    about = document("feeds/en/news.json")["_deleted"]["about"]
    assert "_deleted" in json.loads(past().files()[about.removeprefix(f"{BASE}/feeds/")])["properties"]


def test_the_notice_of_a_withdrawal_is_marked_and_no_other_item_is() -> None:
    marks = [item.get("_deleted") for item in document("feeds/en/news.json")["items"]]
    assert marks == [{"when": "2026-05-01T08:00:00+02:00", "reason": "withdrawn"}, None]


def test_a_feed_of_which_nothing_was_withdrawn_says_nothing_of_it() -> None:
    found = Publication().entry().feed().json_feed()
    assert "_deleted" not in found
    assert "_deleted" not in found["items"][0]


def test_a_time_is_to_the_second() -> None:
    removed = at("2026-05-01T08:00:00").replace(microsecond=1)
    found = Publication().withdrawn(removed_at=removed).feed().json_feed()
    assert found["_deleted"]["entries"][0]["when"] == "2026-05-01T08:00:00+02:00"
