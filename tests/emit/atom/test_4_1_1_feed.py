"""RFC 4287 §4.1.1: the atom:feed element."""

import pytest

from tests.emit.factory import ATOM, BASE, Publication, full


@pytest.mark.parametrize("name", ["id", "title", "updated", "author", "generator"])
def test_a_feed_has_one_of_each(name: str) -> None:
    for publication in (full(), Publication().feed()):
        assert len(publication.atom().findall(f"atom:{name}", ATOM)) == 1


def test_a_feed_links_to_itself_once() -> None:
    [link] = full().atom().xpath("atom:link[@rel='self']", namespaces=ATOM)
    assert dict(link.attrib) == {
        "href": f"{BASE}/feeds/feeds/en/news.atom.xml",
        "rel": "self",
        "type": "application/atom+xml",
    }


def test_a_feed_has_one_alternate_the_page_for_people() -> None:
    [link] = full().atom().xpath("atom:link[@rel='alternate' or not(@rel)]", namespaces=ATOM)
    assert dict(link.attrib) == {"href": f"{BASE}/en/news", "rel": "alternate", "type": "text/html", "hreflang": "en"}


def test_a_feed_names_its_hub_only_if_it_has_one() -> None:
    assert full().atom().xpath("atom:link[@rel='hub']/@href", namespaces=ATOM) == ["https://hub.example.edu/"]
    assert Publication().feed().atom().xpath("atom:link[@rel='hub']", namespaces=ATOM) == []


def test_the_author_of_a_feed_is_named_with_its_page() -> None:
    author = full().atom().find("atom:author", ATOM)
    assert [element.text for element in author] == ["Example University", "https://www.example.edu/"]


def test_every_entry_names_an_author_the_publisher_if_nobody_else() -> None:
    entries = full().atom().iterfind("atom:entry", ATOM)
    assert [entry.xpath("atom:author/atom:name/text()", namespaces=ATOM) for entry in entries] == [
        ["Ada Löwe", "Bo & Co"],
        ["Example University"],
        ["Example University"],
    ]


def test_the_generator_names_no_version_so_that_an_upgrade_changes_no_feed() -> None:
    generator = full().atom().find("atom:generator", ATOM)
    assert generator.text
    assert not generator.attrib


def test_entries_keep_the_order_of_the_feed() -> None:
    ids = full().atom().xpath("atom:entry/atom:id/text()", namespaces=ATOM)
    assert ids == [entry.uid for entry in full().feeds[0].entries]


def test_entries_follow_the_metadata_of_the_feed() -> None:
    names = [element.tag.rpartition("}")[2] for element in full().atom()]
    assert "entry" not in names[: names.index("entry")]
    assert set(names[names.index("entry") :]) == {"entry"}
