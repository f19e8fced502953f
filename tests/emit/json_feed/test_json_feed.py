"""JSON Feed 1.1: the feed and its items; the schema says their form."""

from typing import Any

import pytest

from tests.emit.factory import BASE, Publication, attachment, full, picture


def item(full_text: bool = True, **changes: Any) -> Any:
    [found] = Publication().entry(**changes).feed(full_text=full_text).json_feed()["items"]
    return found


def test_a_feed_says_what_and_where_it_is() -> None:
    found = full().json_feed()
    assert len(found.pop("items")) == 3
    assert found == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Feed news",
        "home_page_url": f"{BASE}/en/news",
        "feed_url": f"{BASE}/feeds/feeds/en/news.json",
        "description": "News & more",
        "authors": [{"name": "Example University", "url": "https://www.example.edu/"}],
        "language": "en",
        "hubs": [{"type": "WebSub", "url": "https://hub.example.edu/"}],
    }


def test_an_empty_feed_has_an_empty_list() -> None:
    assert Publication().feed().json_feed()["items"] == []


def test_items_keep_the_order_of_the_feed_and_have_uids_for_ids() -> None:
    assert [found["id"] for found in full().json_feed()["items"]] == [entry.uid for entry in full().feeds[0].entries]


def test_an_item_says_the_same_as_the_entry_file() -> None:
    publication = full()
    found = publication.json_feed()["items"][0]
    entry = publication.json("entries/en/open-day.json")
    same = ("url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors", "language")
    assert {name: found[name] for name in same} == {name: entry[name] for name in same}


def test_every_member_is_of_the_standard() -> None:
    known = (
        "id url title content_html content_text summary image date_published date_modified authors tags language attachments"
    )
    for found in full().json_feed()["items"]:
        assert found.keys() <= set(known.split())
        for file in found.get("attachments", ()):
            assert file.keys() <= {"url", "mime_type", "title", "size_in_bytes"}


def test_what_an_item_has_none_of_is_absent() -> None:
    assert not {"summary", "image", "authors", "tags", "attachments"} & item(summary="").keys()
    assert {"image", "attachments"} <= item(image=picture(), attachments=(attachment(),)).keys()


@pytest.mark.parametrize(
    ("full_text", "changes", "name", "text"),
    [
        (True, {}, "content_html", "<p>Text of open-day</p>\n"),
        (False, {}, "content_text", "Summary of open-day"),
        (False, {"summary": ""}, "content_html", "<p>Text of open-day</p>\n"),
        (True, {"html": ""}, "content_text", "Summary of open-day"),
        (True, {"html": "", "summary": ""}, "content_text", "Title of open-day"),
    ],
)
def test_an_item_always_has_one_content(full_text: bool, changes: dict[str, Any], name: str, text: str) -> None:
    found = item(full_text, **changes)
    assert {key: found[key] for key in found if key.startswith("content_")} == {name: text}


def test_tags_are_followed_by_the_labels_of_terms_none_twice() -> None:
    fields = {"topics": [{"id": "mobility", "label": "Mobility"}], "kind": {"id": "x", "label": "Exchange"}}
    assert item(tags=("Mobility", "News"), fields=fields)["tags"] == ["Mobility", "News", "Exchange"]


def test_an_iri_is_written_as_an_ascii_url() -> None:
    assert item(url="https://müller.example/ä")["url"] == "https://xn--mller-kva.example/%C3%A4"
