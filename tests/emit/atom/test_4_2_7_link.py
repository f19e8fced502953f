"""RFC 4287 §4.2.7: links keep their type, language, title and length, which feedgen drops."""

from typing import Any

from tests.emit.factory import ATOM, BASE, Publication, attachment


def links(publication: Publication, rel: str) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in publication.atom().xpath(f"atom:entry/atom:link[@rel='{rel}']", namespaces=ATOM)]


def entry(**changes: Any) -> Publication:
    return Publication().entry(**changes).feed()


def test_the_alternate_is_the_canonical_page() -> None:
    assert links(entry(), "alternate") == [
        {"href": f"{BASE}/en/news/open-day", "rel": "alternate", "type": "text/html", "hreflang": "en"}
    ]


def test_a_translation_is_related_and_says_its_language() -> None:
    publication = Publication().entry().entry("open-day", "de", title="Tür & „Tor“").translated().feed()
    assert links(publication, "related") == [
        {
            "href": f"{BASE}/de/news/open-day",
            "rel": "related",
            "type": "text/html",
            "hreflang": "de",
            "title": "Tür & „Tor“",
        }
    ]


def test_the_first_attachment_to_play_is_the_only_enclosure() -> None:
    files = (attachment(), attachment("a.mp3", "audio/mpeg", 7), attachment("b.mp4", "video/mp4", 8))
    assert links(entry(attachments=files), "enclosure") == [
        {"href": f"{BASE}/feeds/media/a.mp3", "rel": "enclosure", "type": "audio/mpeg", "length": "7"}
    ]


def test_a_document_is_no_enclosure() -> None:
    assert links(entry(attachments=(attachment(),)), "enclosure") == []


def test_an_iri_is_written_as_an_ascii_url() -> None:
    publication = entry(url="https://müller.example/über uns?a=1&b=2")
    assert links(publication, "alternate")[0]["href"] == "https://xn--mller-kva.example/%C3%BCber%20uns?a=1&b=2"
