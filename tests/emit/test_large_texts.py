"""Item 18: no text alone makes a document larger than readers accept; in its place come the summary and the link."""

import pytest

from pipeline.emit._syndication import LARGEST_TEXT
from tests.emit.factory import ATOM, BASE, Publication

WORDS = "<p>Many words &amp; more.</p>\n"
LARGE = WORDS * (LARGEST_TEXT // len(WORDS))
"""Within the bound as it is, but not as XML holds it."""


def atom(**changes: str) -> tuple[str | None, str | None]:
    entry = Publication().entry(**changes).feed().atom().find("atom:entry", ATOM)
    return entry.findtext("atom:summary", None, ATOM), entry.findtext("atom:content", None, ATOM)


def test_a_large_text_is_left_out_for_its_summary_and_the_link_stays() -> None:
    publication = Publication().entry(html=LARGE, summary="S").feed()
    assert atom(html=LARGE, summary="S") == ("S", None)
    item = publication.rss().find("item")
    assert (item.findtext("description"), item.findtext("link")) == ("S", f"{BASE}/en/news/open-day")
    [found] = publication.json_feed()["items"]
    assert (found["content_text"], found["url"], "content_html" in found) == ("S", f"{BASE}/en/news/open-day", False)


def test_without_a_summary_it_is_left_out_for_its_first_words_as_plain_text() -> None:
    summary, content = atom(html=LARGE, summary="")
    assert content is None
    assert summary
    assert summary.startswith("Many words & more. Many words")
    assert summary.endswith(" …")
    assert len(summary) <= 300


def test_first_words_are_plain_text_whatever_tags_hold() -> None:
    html = '<p title="a > b">One <b>t</b>wo &lt;three&gt;</p>\n<ul>\n<li>four</li></ul><img alt="' + "x" * LARGEST_TEXT + '">'
    assert atom(html=html, summary="") == ("One two <three> four", None)


def test_a_text_without_words_and_summary_leaves_the_title() -> None:
    [found] = Publication().entry(html=f'<img alt="{"x" * LARGEST_TEXT}">', summary="").feed().json_feed()["items"]
    assert found["content_text"] == found["title"] == "Title of open-day"


@pytest.mark.parametrize(("character", "bytes_each"), [("x", 1), ("ä", 2), ("🎓", 4), ("<", 4), ("&", 5), ('"', 2), ("\r", 5)])
def test_the_bound_counts_bytes_as_the_largest_format_holds_them(character: str, bytes_each: int) -> None:
    fits = character * (LARGEST_TEXT // bytes_each)
    assert atom(html=fits) == ("Summary of open-day", fits)
    assert atom(html=fits + character) == ("Summary of open-day", None)


@pytest.mark.parametrize("html", [LARGE, "x" * LARGEST_TEXT, '"' * LARGEST_TEXT, "&" * (LARGEST_TEXT // 5)])
def test_a_document_of_one_entry_is_one_that_readers_accept(html: str) -> None:
    files = Publication().entry(html=html).feed().files()
    assert len(files["feeds/en/news.json"]) < 250_000
    assert len(files["feeds/en/news.atom.xml"]) < 512_000
    assert len(files["feeds/en/news.rss.xml"]) < 512_000
