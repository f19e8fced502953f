"""RSS profile, “URLs”: none is relative, and an IRI is written in ASCII."""

from typing import Any

from lxml import etree

from tests.emit.factory import RSS, Publication, attachment, full

IRI = "https://müller.example/über uns"
URL = "https://xn--mller-kva.example/%C3%BCber%20uns"


def test_every_url_is_absolute() -> None:
    channel = full().rss()
    urls = channel.xpath("link/text() | item/link/text() | item/enclosure/@url | atom:link/@href", namespaces=RSS)
    assert len(urls) > 5
    assert all(url.startswith("https://") for url in urls)


def test_an_iri_is_written_in_ascii() -> None:
    file = attachment("ton über.mp3", "audio/mpeg")
    channel = Publication().entry(url=IRI, attachments=(file,)).feed(home_url=IRI, hub=IRI, urls={"rss": IRI}).rss()
    assert channel.findtext("link") == channel.findtext("item/link") == URL
    assert channel.xpath("atom:link/@href", namespaces=RSS) == [URL, URL]
    assert channel.find("item/enclosure").get("url").endswith("ton%20%C3%BCber.mp3")


def test_an_iri_of_another_document_is_written_in_ascii() -> None:
    archive = Publication().entry().feed().archive(current={"rss": IRI}, previous={"rss": IRI}, urls={"rss": IRI})
    rss: Any = etree.fromstring(archive.archived("rss"))
    assert [link.get("href") for link in rss.iterfind("channel/atom:link", RSS)] == [URL, URL, URL]
