"""RFC 5005 §4: a subscription document and its archives, linked both ways; an archive's own bytes never change."""

from typing import Any

import pytest
from lxml import etree

from pipeline import emit
from tests.emit.factory import ATOM, BASE, Publication, past

FEEDS = f"{BASE}/feeds/feeds/en"


def links(document: bytes) -> dict[str, str]:
    """The URL of each relation, but for the page for people."""
    feed: Any = etree.fromstring(document)
    return {rel: link.get("href") for link in feed.iterfind("atom:link", ATOM) if (rel := link.get("rel")) != "alternate"}


def archive(**changes: Any) -> bytes:
    return Publication().entry().feed(hub="https://hub.example.edu/").archive(**changes).archived("atom")


def test_the_subscription_document_links_to_the_archive_before_it_and_to_its_hub() -> None:
    assert links(past().atom_bytes()) == {
        "self": f"{FEEDS}/news.atom.xml",
        "prev-archive": f"{FEEDS}/news/2026-1.atom.xml",
        "hub": "https://hub.example.edu/",
    }


def test_an_archive_links_to_the_current_document_and_to_the_archive_before_it_and_has_no_hub() -> None:
    document = past().files()["feeds/en/news/2026-1.atom.xml"]
    assert links(document) == {
        "self": f"{FEEDS}/news/2026-1.atom.xml",
        "current": f"{FEEDS}/news.atom.xml",
        "prev-archive": f"{FEEDS}/news/2025-1.atom.xml",
    }


def test_the_first_archive_has_none_before_it() -> None:
    assert links(archive()).keys() == {"self", "current"}


def test_every_link_between_documents_says_its_type() -> None:
    for link in past().atom().iterfind("atom:link", ATOM):
        assert link.get("type") == {"alternate": "text/html", "hub": None}.get(link.get("rel"), "application/atom+xml")


def test_only_an_archive_says_that_it_is_one() -> None:
    [mark] = etree.fromstring(archive()).iterfind("fh:archive", ATOM)
    assert (mark.text, len(mark), len(mark.attrib)) == (None, 0, 0)
    assert past().atom().find("fh:archive", ATOM) is None


def test_a_feed_is_never_complete_or_paged() -> None:
    for path, document in past().files().items():
        if path.endswith(".atom.xml"):
            feed = etree.fromstring(document)
            assert not feed.xpath("fh:complete", namespaces=ATOM)
            assert not {"next", "previous", "first", "last"} & links(document).keys()


def test_an_archive_has_the_id_of_its_feed() -> None:
    assert etree.fromstring(archive()).findtext("atom:id", None, ATOM) == "tag:example.edu,2026:feed/news:en"


def test_a_feed_without_archives_declares_no_namespace_for_them() -> None:
    assert b"history/1.0" not in Publication().entry().feed().atom_bytes()


def test_the_next_archive_is_spliced_in_and_every_other_byte_stays() -> None:
    before = archive()
    url = f"{FEEDS}/news/2026-2.atom.xml"
    after = emit.followed("atom", before, url)
    line = f'  <link href="{url}" rel="next-archive" type="application/atom+xml"/>\n'.encode()
    assert after.count(line) == 1
    assert after.replace(line, b"") == before
    assert links(after) == links(before) | {"next-archive": url}


def test_a_text_that_looks_like_the_place_is_none() -> None:
    fake = '\n  <link href="x" rel="current" type="application/atom+xml"/>\n'
    after = emit.followed("atom", Publication().entry(summary=fake).feed(title=fake).archive().archived("atom"), FEEDS)
    assert links(after)["next-archive"] == FEEDS


def test_the_url_of_the_next_archive_is_written_in_ascii_and_escaped() -> None:
    after = emit.followed("atom", archive(), "https://müller.example/?a=1&b=ä")
    assert links(after)["next-archive"] == "https://xn--mller-kva.example/?a=1&b=%C3%A4"


@pytest.mark.parametrize("data", [b"", b"<feed/>", Publication().entry().feed().atom_bytes(), past().atom_bytes()])
def test_what_is_no_archive_cannot_be_followed(data: bytes) -> None:
    with pytest.raises(ValueError, match="has to link to the current document"):
        emit.followed("atom", data, FEEDS)
