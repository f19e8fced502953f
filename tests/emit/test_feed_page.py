"""feeds/LANG/NAME.html"""

import base64
import hashlib
import re
from datetime import UTC
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from pipeline.emit.feed_page import emit
from pipeline.model import Archive, Edition, History, Tombstone
from tests.emit.factory import BASE, Publication, at, full
from tests.emit.pages import page, texts

FEEDS = f"{BASE}/feeds/feeds"


def news(publication: Publication, language: str = "en") -> Any:
    return page(publication.edition(), f"{language}/news.html")


def with_archives(edition: Edition, *archives: Archive) -> Edition:
    """*edition* whose feed `news` in English has closed *archives*."""
    history = History(name="news", language="en", settings="news", title="", home_url="", window=(), archives=archives)
    return msgspec.structs.replace(edition, histories=(history,))


def test_every_feed_has_a_page_beside_its_formats_and_an_archive_has_none() -> None:
    edition = full().edition()
    archive = msgspec.structs.replace(edition.feeds[0], archive="2026-1")
    files = list(emit(msgspec.structs.replace(edition, archives=(archive,))))
    assert [file.path for file in files] == [f"feeds/{name}.html" for name in ("en/news", "de/news", "en/short", "en/empty")]
    assert {(file.media_type, file.owner) for file in files} == {("text/html", "feeds")}
    assert all(file.data.startswith(b"<!DOCTYPE html>\n<html lang=") for file in files)


def test_it_says_what_the_feed_is() -> None:
    read = news(Publication().entry().feed(title="News – Creating Knowledge Networks", subtitle="What is <new> & good"))
    assert texts(read, "//title") == ["News – Creating Knowledge Networks"]
    assert texts(read, "//h1") == ["News"]
    assert texts(read, "//main//p")[0] == "What is <new> & good"
    assert read.xpath("//meta[@name='description']/@content") == ["What is <new> & good"]
    assert read.get("lang") == "en"
    facts = dict(zip(texts(read, "//dt"), texts(read, "//dd"), strict=True))
    assert facts == {
        "Published by": "Example University",
        "Language": "English",
        "Last change": "2 April 2026",
        "Website": "international.example.edu/en/news",
    }
    assert read.xpath("//dd/a/@href") == ["https://www.example.edu/", f"{BASE}/en/news"]


def test_the_last_change_is_dated_in_the_time_zone_of_the_site() -> None:
    late = at("2026-01-01T00:30:00").astimezone(UTC)
    assert "1 January 2026" in texts(news(Publication().feed(updated=late)), "//dd")


def test_without_a_description_it_describes_itself_and_without_a_publishers_url_it_links_to_none() -> None:
    read = news(Publication().feed(title="News", author_url=""), "en")
    assert read.xpath("//meta[@name='description']/@content") == [
        "The feed “News”: its latest entries, and how to subscribe to it"
    ]
    assert texts(read, "//dd")[0] == "Example University"
    assert not read.xpath("//dd[1]/a[contains(@href, 'www')]")


def test_the_latest_entries_are_shown_in_the_order_of_the_feed() -> None:
    publication = Publication()
    for number in range(25):
        publication.entry(f"entry-{number}", title=f"Entry {number}")
    read = news(publication.feed())
    assert texts(read, "//ul[@class='entries']/li/h3") == [f"Entry {number}" for number in range(20)]


def test_an_entry_has_its_title_and_link_its_date_and_its_summary_but_not_its_text() -> None:
    read = news(Publication().entry("open-day", title="Open <day> & night", summary="Come & <see>").feed())
    [entry] = read.xpath("//ul[@class='entries']/li")
    [link] = entry.xpath("h3/a")
    assert (link.text, link.get("href"), link.get("hreflang")) == ("Open <day> & night", f"{BASE}/en/news/open-day", "en")
    [time] = entry.xpath(".//time")
    assert (time.text, time.get("datetime")) == ("1 March 2026", "2026-03-01T09:00:00+01:00")
    assert texts(entry, "p") == ["1 March 2026", "Come & <see>"]
    assert "Text of open-day" not in read.text_content()


def test_an_entry_in_another_language_is_marked_as_such() -> None:
    publication = Publication().entry("open-day", "de", title="Tag der offenen Tür", summary="Kommen Sie")
    read = news(publication.feed(entries=tuple(publication.entries)))
    [entry] = read.xpath("//ul[@class='entries']/li")
    assert entry.xpath("h3/@lang | p/@lang") == ["de", "de"]
    assert entry.xpath("h3/a/@hreflang") == ["de"]
    assert texts(entry, ".//time") == ["1 March 2026"]


def test_a_title_without_a_visible_character_still_leads_somewhere() -> None:
    assert texts(news(Publication().entry("open-day", title=" ").feed()), "//h3/a") == [f"{BASE}/en/news/open-day"]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("withdrawn", "Withdrawn"),
        ("expired", "Expired"),
        ("deleted", "No longer available"),
        ("unpublished", "No longer available"),
    ],
)
def test_an_entry_that_is_gone_says_so_and_leads_nowhere(reason: str, said: str) -> None:
    publication = Publication().entry("lecture", title=f"{said}: Lecture", summary="It is gone.").entry("open-day")
    gone = Tombstone(
        uid=publication.entries[0].uid,
        id="lecture",
        language="en",
        url=publication.entries[0].url,
        reason=reason,
        removed_at=at("2026-05-01T00:00:00"),
        title="Lecture",
        date_published=at("2026-03-01T09:00:00"),
    )
    read = news(publication.feed(tombstones=(gone,)))
    lecture, other = read.xpath("//ul[@class='entries']/li")
    assert texts(lecture, "h3 | p") == ["Lecture", f"1 March 2026 {said}", "It is gone."]
    assert not lecture.xpath(".//a")
    assert other.xpath(".//a")
    assert not other.xpath(".//*[@class='mark']")


def test_an_empty_feed_says_so() -> None:
    read = page(full().edition(), "en/empty.html")
    assert "There are no entries yet." in texts(read, "//section/p")


def test_the_address_to_copy_is_that_of_the_format_that_most_readers_know() -> None:
    for formats, extension in ((("atom", "json", "rss"), "atom.xml"), (("json", "rss"), "rss.xml"), (("json",), "json")):
        read = news(Publication().feed(formats=formats))
        assert texts(read, "//ol/li/code") == [f"{FEEDS}/en/news.{extension}"]


def test_each_format_is_named_explained_linked_and_shown_as_an_address() -> None:
    read = news(Publication().feed())
    rows = [
        (item.xpath("a/text()"), item.xpath("a/@href"), item.xpath("a/@type"), texts(item, "code"))
        for item in read.xpath("//ul[@class='kinds']/li")
    ]
    assert rows == [
        (["Atom"], ["../en/news.atom.xml"], ["application/atom+xml"], [f"{FEEDS}/en/news.atom.xml"]),
        (["RSS"], ["../en/news.rss.xml"], ["application/rss+xml"], [f"{FEEDS}/en/news.rss.xml"]),
        (["JSON Feed"], ["../en/news.json"], ["application/feed+json"], [f"{FEEDS}/en/news.json"]),
    ]
    assert len(set(texts(read, "//ul[@class='kinds']/li/p"))) == 3


def test_only_a_feed_with_a_hub_speaks_of_one() -> None:
    edition = full().edition()
    assert "https://hub.example.edu/" in texts(page(edition, "en/news.html"), "//code")
    assert "WebSub" not in page(edition, "de/news.html").text_content()


def test_programs_find_its_own_formats_first_then_those_of_its_sibling() -> None:
    """Item 26: a page's autodiscovery names its own language's feed first."""
    links = [
        (link.get("hreflang"), link.get("type"), link.get("href"))
        for link in page(full().edition(), "de/news.html").xpath("//head/link[@rel='alternate']")
    ]
    types = {"atom.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "json": "application/feed+json"}
    assert links == [
        *(
            (language, media_type, f"{FEEDS}/{language}/news.{extension}")
            for language in ("de", "en")
            for extension, media_type in types.items()
        ),
        ("en", "text/html", f"{FEEDS}/en/news.html"),
    ]


def test_it_leads_to_its_sibling_to_all_feeds_and_to_the_opml_and_says_where_it_is() -> None:
    read = page(full().edition(), "en/news.html")
    [sibling] = read.xpath("//nav//a[@hreflang]")
    assert (sibling.text, sibling.get("lang"), sibling.get("href")) == ("Deutsch", "de", "../de/news.html")
    assert read.xpath("//nav//a[1]/@href")[0] == "../index.html"
    assert read.xpath("//footer/a/@href") == ["../index.html", "../subscriptions.opml"]
    assert read.xpath("//link[@rel='canonical']/@href") == [f"{FEEDS}/en/news.html"]
    assert not page(full().edition(), "en/short.html").xpath("//nav//a[@hreflang]")


def test_the_newest_archives_are_named_in_the_formats_that_they_have() -> None:
    edition = Publication().entry().feed().edition()
    archives = [Archive(f"2026-{number}", ("atom",) if number == 7 else ("atom", "rss"), {}) for number in range(1, 8)]
    read = page(with_archives(edition, *archives), "en/news.html")
    rows = read.xpath("//ul[@class='parts']/li")
    assert [texts(row, "h3") for row in rows] == [[f"2026-{number}"] for number in (7, 6, 5, 4, 3)]
    assert rows[0].xpath(".//a/@href") == ["../en/news/2026-7.atom.xml"]
    assert rows[1].xpath(".//a/@href") == ["../en/news/2026-6.atom.xml", "../en/news/2026-6.rss.xml"]
    assert rows[1].xpath(".//a/@aria-label") == ["Atom, 2026-6", "RSS, 2026-6"]


def test_without_archives_none_are_spoken_of() -> None:
    edition = with_archives(Publication().feed().feed(language="de").edition())
    for path in ("en/news.html", "de/news.html"):
        assert not page(edition, path).xpath("//*[@id='archives']")


def test_a_page_speaks_its_language() -> None:
    read = page(full().edition(), "de/news.html")
    assert read.get("lang") == "de"
    assert texts(read, "//h2") == ["Abonnieren", "Neueste Einträge", "Formate"]
    assert texts(read, "//li//time") == ["1. März 2026"]
    assert not read.xpath("//*[@lang='en'][not(@hreflang)]")


def test_where_we_have_no_words_the_english_ones_are_marked() -> None:
    publication = Publication(languages=("ar", "en"), title={"ar": "شبكات", "en": "Networks"}).entry("x", "ar", title="مرحبا")
    read = page(publication.feed(language="ar", title="أخبار – شبكات").edition(), "ar/news.html")
    assert (read.get("lang"), read.get("dir")) == ("ar", "rtl")
    assert {(e.get("lang"), e.get("dir")) for e in read.xpath("//h2 | //dt | //time | //footer/a | //ol/li/span")} == {
        ("en", "ltr")
    }
    assert not read.xpath("//*[self::h1 or self::h3]/@lang")


def test_a_region_needs_no_mark() -> None:
    publication = Publication(languages=("de-AT",), default_language="de-AT", title={"de-AT": "Netzwerke"})
    read = page(publication.feed(language="de-AT").edition(), "de-AT/news.html")
    assert texts(read, "//dd")[1] == "Deutsch (AT)"
    assert not read.xpath("//body//@lang")


def test_what_html_forbids_is_replaced_and_what_is_decomposed_is_composed() -> None:
    hostile = "a\u0000\u0085\ufdd0\ufffe\U0001ffff\u009fz e\u0301"
    read = news(Publication().entry(title=hostile, summary=hostile).feed(subtitle=hostile))
    said = "a" + "\ufffd" * 6 + "z é"
    assert read.xpath("//h3/a/text()") == [said]
    assert read.xpath("//main//p[text()=$said]", said=said) != []
    assert read.xpath("//meta[@name='description']/@content") == [said]


def test_markup_in_a_text_stays_text() -> None:
    hostile = "</title></style></h1><script>alert(1)</script><!-- ]]> &lt; \"'"
    publication = Publication(title={"en": hostile, "de": hostile}).entry(title=hostile, summary=hostile)
    read = news(publication.feed(title=hostile, subtitle=hostile, author=hostile))
    assert not read.xpath("//script | //comment()")
    assert {*texts(read, "//title | //h1 | //h3"), texts(read, "//dd")[0]} == {" ".join(hostile.split())}


def test_an_address_in_another_script_becomes_ascii() -> None:
    read = news(Publication().entry(url="https://exämple.edu/ä b").feed(home_url="https://exämple.edu/ö"))
    assert read.xpath("//h3/a/@href") == ["https://xn--exmple-cua.edu/%C3%A4%20b"]
    assert read.xpath("//dd/a/@href")[-1] == "https://xn--exmple-cua.edu/%C3%B6"


def test_its_policy_allows_its_style_sheet_and_nothing_else() -> None:
    read = news(Publication().entry().feed())
    [style] = read.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert read.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    ]
    assert read.xpath("//meta[@http-equiv]/following::style")


def test_it_loads_nothing() -> None:
    read = page(full().edition(), "en/news.html")
    assert not read.xpath("//script | //img | //iframe | //object | //embed | //link[@rel='stylesheet'] | //@style | //@src")
    assert all(icon.startswith("data:") for icon in read.xpath("//link[@rel='icon']/@href"))
    assert not re.search(r"url\(|@import", read.xpath("string(//style)"))


def test_it_has_landmarks_one_first_heading_and_no_level_left_out() -> None:
    edition = with_archives(full().edition(), Archive("2026-1", ("atom",), {}))
    read = page(edition, "en/news.html")
    assert [element.tag for element in read.find("body")] == ["a", "header", "main", "footer"]
    levels = [int(heading.tag[1]) for heading in read.xpath("//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    ids = read.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {*read.xpath("//@aria-labelledby"), read.xpath("//body/a[1]/@href")[0].removeprefix("#")} <= set(ids)


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert list(emit(full().edition())) == list(emit(full().edition()))
