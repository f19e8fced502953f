"""Any entry and feed that the types allow give three documents that are as their standards ask, and say the same.

The factory holds each feed of each test against its standard; here are the feeds of no other test.
"""

import json
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from lxml import etree

from pipeline import emit
from pipeline.emit._text import legal
from pipeline.model import Entry, Feed
from tests.emit.conformance import violations
from tests.emit.factory import ATOM, RSS, Publication, full
from tests.emit.strategies import publications
from tests.grammars import rss_profile
from tests.sites import NOW

GOLDEN = Path(__file__).parents[1] / "golden" / "outputs"
GOLDEN_FEEDS = sorted(path.relative_to(GOLDEN).as_posix() for path in (GOLDEN / "feeds").rglob("*.*"))


@pytest.mark.parametrize("path", GOLDEN_FEEDS)
def test_the_golden_feeds_are_as_their_standards_ask(path: str) -> None:
    data = (GOLDEN / path).read_bytes()
    assert violations(path, data) == []
    if path.endswith(".rss.xml"):
        assert rss_profile.violations(data, NOW) == []


@pytest.mark.parametrize(
    ("path", "good", "bad"),
    [
        ("feeds/en/news.atom.xml", b'rel="related"', b'rel="alternate"'),
        ("feeds/en/news.atom.xml", b'rel="self"', b'rel="alternate"'),
        ("feeds/en/news.atom.xml", b'<entry xml:lang="en">', b"<entry>"),
        ("feeds/en/news.atom.xml", b"&lt;h2 id=", b"&lt;script id="),
        ("feeds/en/news.atom.xml", b"https://international.example.edu/en/x", b"/en/x"),
        ("feeds/en/news.rss.xml", b"&lt;h2 id=", b"&lt;iframe id="),
        ("feeds/en/news.rss.xml", b"GMT", b"MESZ"),
        ("feeds/en/news.json", b"<h2 id=", b"<svg id="),
        ("feeds/en/news.json", b'"summary"', b'"abstract"'),
        ("feeds/en/news.json", b'"id": "tag:example.edu,2026:plain:en"', b'"id": "tag:example.edu,2026:bare:en"'),
    ],
)
def test_what_is_wrong_with_a_document_is_found(path: str, good: bytes, bad: bytes) -> None:
    data = full().files()[path]
    assert good in data
    assert violations(path, data.replace(good, bad)) != []


def test_each_format_is_served_as_what_it_is() -> None:
    artifacts = emit.artifacts(Publication().entry().feed("news").edition())
    served = {artifact.path: artifact.media_type for artifact in artifacts}
    expected = {
        "feeds/en/news.atom.xml": "application/atom+xml",
        "feeds/en/news.rss.xml": "application/rss+xml",
        "feeds/en/news.json": "application/feed+json",
    }
    assert {path: served[path] for path in expected} == expected


@given(publications())
@settings(deadline=None)
def test_any_entry_says_the_same_in_every_format_and_in_an_archive(publication: Publication) -> None:
    files = publication.files()
    feed, clean = publication.feeds[0], legal(publication.feeds[0])
    for name in ("feeds/en/news", "feeds/en/news/2026-1"):
        assert in_atom(etree.fromstring(files[f"{name}.atom.xml"])) == [said(entry, clean) for entry in clean.entries]
        assert in_rss(etree.fromstring(files[f"{name}.rss.xml"])[0]) == [as_rss(said(entry, clean)) for entry in clean.entries]
        assert in_json(json.loads(files[f"{name}.json"]), feed.author) == [said(entry, feed) for entry in feed.entries]


class Said(NamedTuple):
    """What a reader gets of an entry."""

    id: str
    title: str
    summary: str
    html: str
    authors: list[str]
    tags: list[str]


def said(entry: Entry, feed: Feed) -> Said:
    fields = [entry.fields.get("kind", []), entry.fields.get("topics", [])]
    terms = [term for found in fields for term in (found if isinstance(found, list) else [found])]
    return Said(
        id=entry.uid,
        title=entry.title or entry.id,
        summary=entry.summary,
        html=entry.html if feed.full_text or not entry.summary else "",
        authors=list(entry.authors or (feed.author,)),
        tags=sorted({*entry.tags, *(term["label"] for term in terms)}),
    )


def as_rss(entry: Said) -> Said:
    """RSS has a summary in HTML, and in its place the full text of an entry without one."""
    summary, html = (escape(entry.summary, quote=False), entry.html) if entry.summary else (entry.html, "")
    return entry._replace(summary=summary, html=html)


def in_atom(feed: Any) -> list[Said]:
    return [
        Said(
            id=entry.findtext("atom:id", None, ATOM),
            title=entry.findtext("atom:title", None, ATOM),
            summary=entry.findtext("atom:summary", "", ATOM),
            html=entry.findtext("atom:content", "", ATOM),
            authors=[name.text for name in entry.iterfind("atom:author/atom:name", ATOM)],
            tags=sorted({category.get("label") for category in entry.iterfind("atom:category", ATOM)}),
        )
        for entry in feed.iterfind("atom:entry", ATOM)
    ]


def in_rss(channel: Any) -> list[Said]:
    return [
        Said(
            id=item.findtext("guid"),
            title=item.findtext("title"),
            summary=item.findtext("description", ""),
            html=item.findtext("content:encoded", "", RSS),
            authors=[name.text for name in item.iterfind("dc:creator", RSS)],
            tags=sorted({category.text for category in item.iterfind("category")}),
        )
        for item in channel.iterfind("item")
    ]


def in_json(feed: Any, author: str) -> list[Said]:
    return [
        Said(
            id=item["id"],
            title=item["title"],
            summary=item.get("summary", ""),
            html=item.get("content_html", ""),
            authors=[found["name"] for found in item.get("authors", [{"name": author}])],
            tags=sorted(item.get("tags", [])),
        )
        for item in feed["items"]
    ]
