"""`x.gz` beside `x`."""

import gzip

import pytest

from pipeline import emit
from pipeline.model import Artifact
from tests.emit.factory import full

TEXT = b"<p>Text</p>\n" * 20


@pytest.mark.parametrize(
    ("path", "media_type", "owner"),
    [
        ("feeds/en/news.atom.xml", "application/atom+xml", "feeds"),
        ("feeds/en/news.rss.xml", "application/rss+xml", "feeds"),
        ("feeds/en/news.json", "application/feed+json", "feeds"),
        ("feeds/en/news/history.json", "application/json", "feeds"),
        ("feeds/en/news.html", "text/html", "feeds"),
        ("feeds/subscriptions.opml", "text/x-opml", "feeds"),
        ("collections/en/news.json", "application/json", "site"),
    ],
)
def test_what_many_fetch_is_compressed_and_belongs_to_the_same_index(path: str, media_type: str, owner: str) -> None:
    found = emit.compressed(Artifact(path, TEXT, media_type, owner))
    assert found
    assert (found.path, found.media_type, found.owner) == (f"{path}.gz", "application/gzip", owner)
    assert gzip.decompress(found.data) == TEXT


@pytest.mark.parametrize(
    ("path", "media_type", "owner"),
    [
        ("manifest.json", "application/json", ""),
        ("index/feeds.json", "application/json", "manifest"),
        ("changes/000002.json", "application/json", "changes"),
        ("entries/en/open-day.json", "application/json", "tag:example.edu,2026:open-day:en"),
        ("media/flyer.pdf", "application/pdf", "media"),
        ("schemas/entry.v1.schema.json", "application/schema+json", "site"),
        ("server/nginx.http.conf", "text/plain", "site"),
    ],
)
def test_what_no_index_could_list_or_hardly_anyone_fetches_is_not_compressed(path: str, media_type: str, owner: str) -> None:
    assert emit.compressed(Artifact(path, TEXT, media_type, owner)) is None


def test_what_would_not_become_smaller_is_not_compressed() -> None:
    assert emit.compressed(Artifact("feeds/en/news.json", b"{}\n", "application/feed+json", "feeds")) is None


def test_neither_a_time_nor_a_name_nor_a_machine_stands_in_the_header() -> None:
    found = emit.compressed(Artifact("feeds/en/news.json", TEXT, "application/feed+json", "feeds"))
    assert found
    magic, method, flags, time, system = found.data[:2], found.data[2], found.data[3], found.data[4:8], found.data[9]
    assert (magic, method, flags, time, system) == (b"\x1f\x8b", 8, 0, bytes(4), 255)  # RFC 1952 §2.3.1: 255 is unknown


def test_every_feed_document_is_compressed() -> None:
    feeds = [artifact for artifact in emit.artifacts(full().edition()) if artifact.owner == "feeds"]
    assert feeds
    assert all(map(emit.compressed, feeds))
