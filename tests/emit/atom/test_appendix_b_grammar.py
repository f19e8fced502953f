"""RFC 4287, appendix B: every feed is valid under the RELAX NG grammar."""

from pathlib import Path

import pytest
from lxml import etree

from tests.emit.factory import Publication, full

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[2] / "grammars" / "atom.rng"))
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>x</title><updated>2026-01-01T00:00:00Z</updated>'
    "<entry><id>x</id><title>x</title><updated>2026-01-01T00:00:00Z</updated>{}</entry></feed>"
)


def test_every_feed_is_valid() -> None:
    feeds = {path: data for path, data in full().files().items() if path.endswith(".atom.xml")}
    assert len(feeds) == 4
    for path, data in feeds.items():
        assert GRAMMAR.validate(etree.fromstring(data)), f"{path}: {GRAMMAR.error_log}"


def test_a_feed_whose_texts_hold_what_xml_forbids_is_valid() -> None:
    publication = Publication().entry(title="a\x00", summary="\x0b", html="<p>\ufffe</p>", tags=("\x1f",), authors=("\x01",))
    feed = publication.feed(title="\x02", subtitle="\x03").atom()
    assert GRAMMAR.validate(feed), GRAMMAR.error_log


@pytest.mark.parametrize(
    "wrong",
    [
        '<content type="CDATA">x</content>',
        "<content>x</content><content>y</content>",
        "<link/>",
        '<link href="x" length="1" size="1"/>',
        '<link href="x" hreflang="Deutsch (DE)"/>',
        '<link href="x" type="html"/>',
        '<category label="x"/>',
        "<author>Ada</author>",
        "<published>1 March 2026</published>",
        "<pubDate>2026-01-01T00:00:00Z</pubDate>",
    ],
)
def test_the_grammar_rejects_what_the_rfc_does(wrong: str) -> None:
    assert GRAMMAR.validate(etree.fromstring(FEED.format("")))
    assert not GRAMMAR.validate(etree.fromstring(FEED.format(wrong)))


def test_the_grammar_allows_foreign_markup() -> None:
    foreign = '<x:a xmlns:x="https://example.edu/ns" b="c"><d/>e</x:a>'
    assert GRAMMAR.validate(etree.fromstring(FEED.format(foreign)))
