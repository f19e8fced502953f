"""RFC 4287 §2: xml:lang on the feed and on its entries; no xml:base, for every URL is absolute."""

from tests.emit.factory import ATOM, full

XML = "{http://www.w3.org/XML/1998/namespace}"


def test_the_feed_and_each_entry_say_their_language() -> None:
    feed = full().atom()
    assert [element.get(f"{XML}lang") for element in (feed, *feed.iterfind("atom:entry", ATOM))] == ["en"] * 4


def test_no_url_depends_on_a_base() -> None:
    feed = full().atom()
    assert not feed.xpath("//@xml:base")
    assert all(href.startswith("https://") for href in feed.xpath("//@href"))
