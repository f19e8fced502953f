"""RFC 5005, appendix B: archives in RSS, by atom:link and fh:archive; a withdrawal is told by its notice alone."""

from typing import Any

import pytest
from lxml import etree

from pipeline import emit
from tests.emit.factory import BASE, RSS, Publication, past

FEEDS = f"{BASE}/feeds/feeds/en"


def links(document: bytes) -> dict[str, str]:
    channel: Any = etree.fromstring(document)[0]
    return {link.get("rel"): link.get("href") for link in channel.iterfind("atom:link", RSS)}


def archive() -> bytes:
    return Publication().entry().feed(hub="https://hub.example.edu/").archive().archived("rss")


def test_the_subscription_document_links_to_the_archive_before_it_and_to_its_hub() -> None:
    assert links(past().rss_bytes()) == {
        "self": f"{FEEDS}/news.rss.xml",
        "prev-archive": f"{FEEDS}/news/2026-1.rss.xml",
        "hub": "https://hub.example.edu/",
    }


def test_an_archive_links_to_the_current_document_and_to_the_archive_before_it_and_has_no_hub() -> None:
    assert links(past().files()["feeds/en/news/2026-1.rss.xml"]) == {
        "self": f"{FEEDS}/news/2026-1.rss.xml",
        "current": f"{FEEDS}/news.rss.xml",
        "prev-archive": f"{FEEDS}/news/2025-1.rss.xml",
    }


def test_only_an_archive_says_that_it_is_one_before_its_items() -> None:
    names = [element.tag.rpartition("}")[2] for element in etree.fromstring(archive())[0]]
    assert names.index("archive") < names.index("item")
    assert past().rss().find("fh:archive", RSS) is None


def test_a_channel_is_never_complete_or_paged() -> None:
    for path, document in past().files().items():
        if path.endswith(".rss.xml"):
            assert etree.fromstring(document).find(".//fh:complete", RSS) is None
            assert not {"next", "previous", "first", "last"} & links(document).keys()


def test_the_next_archive_is_spliced_in_and_every_other_byte_stays() -> None:
    url = f"{FEEDS}/news/2026-2.rss.xml"
    after = emit.followed("rss", archive(), url)
    line = f'    <atom:link href="{url}" rel="next-archive" type="application/rss+xml"/>\n'.encode()
    assert after.replace(line, b"") == archive()
    assert links(after) == links(archive()) | {"next-archive": url}


def test_what_is_no_archive_cannot_be_followed() -> None:
    with pytest.raises(ValueError, match="has to link to the current document"):
        emit.followed("rss", past().rss_bytes(), FEEDS)


def test_a_withdrawal_is_told_by_the_notice_with_the_same_guid() -> None:
    guids = [guid.text for guid in past().rss().iterfind("item/guid")]
    assert guids == ["tag:example.edu,2026:fair:en", "tag:example.edu,2026:open-day:en"]
    assert b"deleted-entry" not in past().rss_bytes()
