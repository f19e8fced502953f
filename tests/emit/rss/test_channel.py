"""RSS profile, “channel”: its elements, and that they stand before the items."""

import pytest

from tests.emit.factory import BASE, RSS, Publication, full


@pytest.mark.parametrize("name", ["title", "link", "description", "language", "lastBuildDate", "generator", "dc:publisher"])
def test_a_channel_has_one_of_each(name: str) -> None:
    for publication in (full(), Publication().feed()):
        assert len(publication.rss().findall(name, RSS)) == 1


def test_the_link_is_the_page_for_people_and_not_the_feed() -> None:
    assert full().rss().findtext("link") == f"{BASE}/en/news"


def test_the_description_is_the_subtitle_or_else_the_title() -> None:
    assert full().rss().findtext("description") == "News & more"
    assert Publication().feed().rss().findtext("description") == "Feed news"


def test_a_channel_says_its_language() -> None:
    assert Publication().feed("news", "de").rss().findtext("language") == "de"


def test_a_channel_links_to_itself_once_and_to_its_hub_if_it_has_one() -> None:
    links = [(link.get("rel"), link.get("href"), link.get("type")) for link in full().rss().iterfind("atom:link", RSS)]
    assert links == [
        ("self", f"{BASE}/feeds/feeds/en/news.rss.xml", "application/rss+xml"),
        ("hub", "https://hub.example.edu/", None),
    ]
    assert len(Publication().feed().rss().findall("atom:link", RSS)) == 1


def test_items_stand_after_the_elements_of_the_channel_in_the_order_of_the_feed() -> None:
    channel = full().rss()
    names = [element.tag for element in channel]
    assert set(names[names.index("item") :]) == {"item"}
    assert channel.xpath("item/guid/text()") == [entry.uid for entry in full().feeds[0].entries]
