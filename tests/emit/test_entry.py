"""entries/LANG/ID.json"""

import hashlib
import json
from typing import Any

import msgspec
import pytest

from pipeline.emit import content_digest
from pipeline.model import NOWHERE, EntryImage, MediaFile, Section, Translation
from tests.emit.factory import BASE, Publication, at, attachment, full, picture


def entry(id: str = "open-day", **changes: Any) -> Any:
    return Publication().entry(id, **changes).json(f"entries/en/{id}.json")


def test_members_stand_in_one_order() -> None:
    assert list(full().json("entries/en/open-day.json")) == [
        "id",
        "uid",
        "language",
        "type",
        "collection",
        "url",
        "title",
        "summary",
        "content_html",
        "date_published",
        "date_modified",
        "date_expires",
        "authors",
        "tags",
        "image",
        "image_alt",
        "images",
        "attachments",
        "translations",
        "aliases",
        "weight",
        "fields",
        "sections",
        "digest",
    ]


def test_a_text_that_there_is_none_of_is_absent_and_a_list_is_empty() -> None:
    plain = entry(summary="")
    assert not {"summary", "image", "image_alt", "date_expires"} & plain.keys()
    assert plain["authors"] == plain["tags"] == plain["attachments"] == plain["translations"] == plain["aliases"] == []
    assert plain["images"] == []
    assert None not in plain.values()


def test_times_are_in_the_zone_of_the_site() -> None:
    found = entry(published=at("2026-01-31T23:30:00"), modified=at("2026-07-01T08:00:00"), expires=at("2026-12-01T00:00:00"))
    assert found["date_published"] == "2026-01-31T23:30:00+01:00"
    assert found["date_modified"] == "2026-07-01T08:00:00+02:00"
    assert found["date_expires"] == "2026-12-01T00:00:00+01:00"


def test_the_text_is_the_one_with_absolute_links() -> None:
    assert entry(html=f'<p><a href="{BASE}/en#x">x</a></p>', fragment='<p><a href="#x">x</a></p>')["content_html"] == (
        f'<p><a href="{BASE}/en#x">x</a></p>'
    )


def test_an_attachment_has_the_names_of_json_feed_and_its_place_and_digest() -> None:
    assert entry(attachments=(attachment(),))["attachments"] == [
        {
            "url": f"{BASE}/feeds/media/flyer.pdf",
            "mime_type": "application/pdf",
            "size_in_bytes": 2048,
            "title": "Flyer",
            "path": "media/flyer.pdf",
            "sha256": "0" * 64,
        }
    ]


def test_a_translation_says_whether_it_is_as_new_as_its_source() -> None:
    uid, url = "tag:example.edu,2026:open-day:de", f"{BASE}/de/x"
    for stale, state in ((False, "current"), (True, "stale")):
        [found] = entry(translations=(Translation("de", uid, url, "X", stale, ("When?",)),))["translations"]
        assert found == {"language": "de", "uid": uid, "url": url, "title": "X", "state": state}


def test_a_decorative_image_has_no_alternative_text() -> None:
    found = entry(image=picture(alt=""))
    assert found["image"].endswith("campus.jpg")
    assert "image_alt" not in found


def test_members_of_fields_are_sorted_whatever_order_the_author_wrote_them_in() -> None:
    one = Publication().entry(fields={"b": 1, "a": {"d": 1, "c": 2}}).files()
    other = Publication().entry(fields={"a": {"c": 2, "d": 1}, "b": 1}).files()
    assert one == other


def test_anyone_can_compute_the_digest_from_the_document() -> None:
    for path in ("entries/en/open-day.json", "entries/de/open-day.json", "entries/en/plain.json"):
        document = full().json(path)
        digest = document.pop("digest")
        canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert digest == hashlib.sha256(canonical.encode()).hexdigest()


CHANGES = {
    "url": f"{BASE}/en/news/other",
    "title": "Other",
    "summary": "Other",
    "html": "<p>Other</p>",
    "published": at("2025-01-01T00:00:00"),
    "modified": at("2026-04-02T10:30:01"),
    "expires": at("2030-01-01T00:00:00"),
    "authors": ("Ada",),
    "tags": ("x",),
    "weight": 1,
    "image": picture(),
    "attachments": (attachment(),),
    "translations": (Translation("de", "tag:example.edu,2026:open-day:de", f"{BASE}/de/x", "x"),),
    "fields": {"kind": "x"},
    "aliases": (f"{BASE}/old",),
    "sections": (Section("a", 2, "A", "", NOWHERE),),
}


@pytest.mark.parametrize("field", CHANGES)
def test_the_digest_changes_with_whatever_is_published(field: str) -> None:
    [before] = Publication().entry().entries
    assert content_digest(msgspec.structs.replace(before, **{field: CHANGES[field]})) != before.digest


def test_the_digest_does_not_change_with_the_name_of_the_source_file() -> None:
    [before] = Publication().entry().entries
    assert content_digest(msgspec.structs.replace(before, path="elsewhere/x.md")) == before.digest


def test_a_picture_comes_with_all_that_is_known_of_it_and_no_more() -> None:
    small = MediaFile("media/a-480w.1.webp", "1" * 64, 3, "image/webp", 480, 240)
    wide = MediaFile("media/a.2.png", "2" * 64, 9, "image/png", 700, 350, recipe="r", renditions=(small,))
    image = EntryImage(
        f"{BASE}/ä.png", "A", wide, "Ada", "CC0", "https://x.example/ä", (EntryImage(f"{BASE}/s.webp", "A", small),)
    )
    everything, nothing = entry(images=(image, EntryImage("https://cdn.example/b.png", "")))["images"]
    assert everything == {
        "url": f"{BASE}/%C3%A4.png",
        "mime_type": "image/png",
        "size_in_bytes": 9,
        "path": "media/a.2.png",
        "sha256": "2" * 64,
        "width": 700,
        "height": 350,
        "alt": "A",
        "credit": "Ada",
        "licence": "CC0",
        "source": "https://x.example/%C3%A4",
        "renditions": [
            {
                "url": f"{BASE}/s.webp",
                "mime_type": "image/webp",
                "size_in_bytes": 3,
                "path": "media/a-480w.1.webp",
                "sha256": "1" * 64,
                "width": 480,
                "height": 240,
            }
        ],
    }
    assert nothing == {"url": "https://cdn.example/b.png", "renditions": []}
