"""The schema of JSON Feed 1.1 accepts what the specification shows, and rejects what it forbids."""

from typing import Any

import pytest

from tests.emit.conformance import JSON_FEED

ITEM: dict[str, Any] = {"id": "2", "content_text": "This is a second item.", "url": "https://example.org/second-item"}
FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "My Example Feed",
    "home_page_url": "https://example.org/",
    "feed_url": "https://example.org/feed.json",
    "items": [ITEM, {"id": "1", "content_html": "<p>Hello, world!</p>", "url": "https://example.org/initial-post"}],
}
EXTENSION = {"about": "https://blueshed-podcasts.com/json-feed-extension-docs", "explicit": False}
ATTACHMENT = {"url": "https://example.org/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1, "duration_in_seconds": 1.5}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"items": []},
        {"language": "de-DE", "expired": True, "description": "x", "user_comment": "x"},
        {"authors": [{"url": "mailto:a@example.org"}, {"name": "Ada", "avatar": "https://example.org/a.png"}]},
        {"hubs": [{"type": "WebSub", "url": "https://example.org/hub"}], "next_url": "https://example.org/2.json"},
        {"_blue_shed": EXTENSION, "items": [ITEM | {"_blue_shed": EXTENSION}]},
        {"items": [ITEM | {"content_html": "x", "tags": [], "date_published": "2010-02-07T14:04:00-05:00"}]},
        {"items": [ITEM | {"attachments": [ATTACHMENT], "external_url": "https://example.org/", "language": "en"}]},
    ],
)
def test_it_accepts_what_the_specification_allows(more: dict[str, Any]) -> None:
    assert list(JSON_FEED.iter_errors(FEED | more)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"title": None},
        {"items": None},
        {"feed_url": "/feed.json"},
        {"home_page_url": "https://example.org/ä ö"},
        {"language": "English (UK)"},
        {"authors": {"name": "Ada"}},
        {"authors": [{}]},
        {"hubs": [{"type": "WebSub"}]},
        {"unknown": 1},
        {"_1": {}},
        {"_blue.shed": {}},
        {"_blue_shed": 1},
        {"_blue_shed": {"a.b": 1}},
        {"_blue_shed": {"_a": 1}},
        {"items": [{"id": "1", "url": "https://example.org/"}]},
        {"items": [{"content_text": "x"}]},
        {"items": [ITEM | {"id": 2}]},
        {"items": [ITEM | {"id": ""}]},
        {"items": [ITEM | {"date_published": "Thu, 04 Oct 2007 23:59:45 GMT"}]},
        {"items": [ITEM | {"tags": "a"}]},
        {"items": [ITEM | {"attachments": [{"url": "https://example.org/a.mp3"}]}]},
        {"items": [ITEM | {"attachments": [ATTACHMENT | {"mime_type": "mp3"}]}]},
        {"items": [ITEM | {"attachments": [ATTACHMENT | {"size_in_bytes": "1"}]}]},
        {"items": [ITEM | {"enclosure": "https://example.org/"}]},
    ],
)
def test_it_rejects_what_the_specification_forbids(wrong: dict[str, Any]) -> None:
    assert list(JSON_FEED.iter_errors(FEED | wrong)) != []


@pytest.mark.parametrize("name", ["version", "title", "items"])
def test_it_asks_for_what_is_required(name: str) -> None:
    assert list(JSON_FEED.iter_errors({key: value for key, value in FEED.items() if key != name})) != []
