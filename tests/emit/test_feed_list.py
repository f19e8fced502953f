"""feeds/index.html"""

import msgspec
import pytest

from pipeline.emit.feed_list import emit
from pipeline.model import FeedSettings
from tests.emit.factory import BASE, Publication, full
from tests.emit.pages import page, texts

FEEDS = f"{BASE}/feeds/feeds"
CLUSTER = FeedSettings(
    "cluster",
    title={"en": "By cluster", "de": "Nach Cluster"},
    languages=("en", "de"),
    formats=("atom",),
    description={"en": "The partners of a cluster."},
    each="cluster",
)


def by_cluster() -> Publication:
    """A publication with one whole feed and two of an `each` feed."""
    publication = Publication(feeds=(CLUSTER,)).feed("news", settings="news", title="News – Creating Knowledge Networks")
    for name in ("casa", "resolv"):
        title = f"By cluster: {name.upper()} – Creating Knowledge Networks"
        publication.feed(f"cluster-{name}", settings="cluster", title=title, formats=("atom", "rss"))
    return publication


def test_every_feed_stands_once_under_its_language_with_its_page_and_formats() -> None:
    read = page(full().edition(), "index.html")
    listed = {
        section.get("id"): [(item.xpath("h3/a/@href")[0], item.xpath("ul/li/a/@href")) for item in section.xpath("ul/li")]
        for section in read.xpath("//main//section[h2[contains(@id, '-feeds')]]")
    }
    assert listed == {
        language: [
            (f"{language}/{name}.html", [f"{language}/{name}.{end}" for end in ("atom.xml", "rss.xml", "json")])
            for name in names
        ]
        for language, names in {"en": ("news", "short", "empty"), "de": ("news",)}.items()
    }


def test_it_is_one_page_in_the_default_language_whose_other_parts_say_theirs() -> None:
    [file] = emit(full().edition())
    assert (file.path, file.media_type, file.owner) == ("feeds/index.html", "text/html", "feeds")
    read = page(full().edition(), "index.html")
    assert (read.get("lang"), texts(read, "//h1"), texts(read, "//title")) == (
        "en",
        ["All feeds"],
        ["All feeds – Creating Knowledge Networks"],
    )
    assert [(section.get("id"), section.get("lang")) for section in read.xpath("//section[@id]")] == [
        ("en", None),
        ("de", "de"),
    ]
    assert texts(read, "//nav//a") == ["English", "Deutsch"]
    assert read.xpath("//nav//a/@href") == ["#en", "#de"]


def test_a_site_in_one_language_need_not_lead_to_it() -> None:
    assert not page(Publication().feed().edition(), "index.html").xpath("//nav")


def test_it_names_the_opml_as_link_and_as_address() -> None:
    read = page(full().edition(), "index.html")
    assert read.xpath("//a[@type='text/x-opml']/@href") == ["subscriptions.opml"]
    assert texts(read, "//code") == [f"{FEEDS}/subscriptions.opml"]
    assert read.xpath("//link[@rel='canonical']/@href") == [f"{FEEDS}/index.html"]


def test_feeds_of_single_entries_stand_together_under_what_they_have_in_common() -> None:
    read = page(by_cluster().edition(), "index.html")
    assert texts(read, "//h3") == ["News", "By cluster"]
    assert texts(read, "//li[h3='By cluster']/p") == ["The partners of a cluster."]
    assert texts(read, "//ul[@class='parts']/li/a") == ["CASA", "RESOLV"]
    assert read.xpath("//ul[@class='parts']/li/a/@href") == ["en/cluster-casa.html", "en/cluster-resolv.html"]
    assert read.xpath("//ul[@class='parts']//ul/li/a/@aria-label") == ["Atom, CASA", "RSS, CASA", "Atom, RESOLV", "RSS, RESOLV"]


def test_a_title_that_says_where_the_name_stands_leaves_a_gap_there() -> None:
    with_each = msgspec.structs.replace(
        CLUSTER, title={"en": "What {each} does"}, description={"en": "All about {each}."}, languages=("en",)
    )
    publication = Publication(feeds=(with_each,))
    publication.feed("cluster-casa", settings="cluster", title="What CASA does – Creating Knowledge Networks")
    read = page(publication.edition(), "index.html")
    assert texts(read, "//h3") == ["What … does"]
    assert texts(read, "//ul[@class='parts']/li/a") == ["CASA"]
    assert "All about" not in read.text_content()


@pytest.mark.parametrize("title", ["By cluster", "By cluster: {each}"])
def test_a_title_with_the_name_at_its_end_goes_without_the_gap(title: str) -> None:
    publication = by_cluster()
    publication.site = msgspec.structs.replace(
        publication.site, feeds=(msgspec.structs.replace(CLUSTER, title={"en": title}, languages=("en",)),)
    )
    read = page(publication.edition(), "index.html")
    assert texts(read, "//h3") == ["News", "By cluster"]
    assert texts(read, "//ul[@class='parts']/li/a") == ["CASA", "RESOLV"]


def test_programs_find_each_whole_feed_once_the_pages_language_first() -> None:
    publication = by_cluster()
    publication.feeds.insert(0, Publication().feed("news", "de", settings="news").feeds[0])
    links = page(publication.edition(), "index.html").xpath("//head/link[@rel='alternate']")
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("en", f"{FEEDS}/en/news.atom.xml"),
        ("de", f"{FEEDS}/de/news.atom.xml"),
    ]


def test_without_feeds_there_is_no_list() -> None:
    assert list(emit(Publication().entry().edition())) == []


def test_two_runs_give_the_same_bytes() -> None:
    assert list(emit(full().edition())) == list(emit(full().edition()))
