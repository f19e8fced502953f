"""RSS profile, “Character data”: in plain text `&`, `<` and `>` are hexadecimal references; in HTML they may be anything."""

import re

import pytest
from lxml import etree

from tests.emit.factory import RSS, Publication

NASTY = "&<>&amp; <b>\"x\"</b> 'y' ä„🎓“"
ESCAPED = "&#x26;&#x3C;&#x3E;&#x26;amp; &#x3C;b&#x3E;\"x\"&#x3C;/b&#x3E; 'y' ä„🎓“"


def rss() -> str:
    entry = Publication().entry(title=NASTY, summary=NASTY, html="<p>&amp;</p>", tags=(NASTY,), authors=(NASTY,))
    return entry.feed(title=NASTY, subtitle=NASTY).rss_bytes().decode()


@pytest.mark.parametrize("name", ["title", "category", "dc:creator"])
def test_plain_text_of_an_item_has_hexadecimal_references(name: str) -> None:
    assert re.findall(f"<{name}[^>]*>(.*?)</{name}>", rss().split("<item>")[1]) == [ESCAPED]


@pytest.mark.parametrize("name", ["title", "description"])
def test_plain_text_of_the_channel_has_hexadecimal_references(name: str) -> None:
    assert re.findall(f"<{name}>(.*?)</{name}>", rss().split("<item>")[0]) == [ESCAPED]


def test_a_url_in_text_has_them_too() -> None:
    text = Publication().entry(url="https://example.edu/?a=1&b=2").feed().rss_bytes().decode()
    assert "<link>https://example.edu/?a=1&#x26;b=2</link>" in text


def test_a_parser_reads_what_was_meant() -> None:
    channel = etree.fromstring(rss().encode())[0]
    for path in ("title", "description", "item/title", "item/category", "item/dc:creator"):
        assert channel.findtext(path, None, RSS) == NASTY


@pytest.mark.parametrize("title", ["&", "<", "a&", "&a", "<>", "a & b & c"])
def test_a_reference_at_an_edge_adds_no_white_space(title: str) -> None:
    assert Publication().entry(title=title).feed().rss().findtext("item/title") == title


def test_a_character_that_xml_forbids_does_not_stop_the_feed() -> None:
    entry = Publication().entry(title="a\x00b", summary="\x0b", html="<p>\ufffe</p>", tags=("\x1f",), authors=("\x01",))
    channel = entry.feed(title="\x02", subtitle="\x03").rss()
    assert channel.findtext("item/title") == "a\ufffdb"
    assert channel.findtext("item/content:encoded", None, RSS) == "<p>\ufffd</p>"
