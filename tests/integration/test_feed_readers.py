"""Feed readers of other makers read the feeds of the real content with exactly what its entries say.

rss-parser (npm) and feedparser (PyPI) read Atom and RSS; neither knows JSON Feed, which @extractus/feed-extractor (npm) reads.
"""

import json
import subprocess
from calendar import timegm
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import pytest

pytestmark = pytest.mark.integration

HERE = Path(__file__).parent


class Item(NamedTuple):
    """What a reader shows of an entry."""

    id: str
    title: str
    link: str
    published: datetime
    text: str


class Published(NamedTuple):
    """A feed as it was published."""

    path: Path
    title: str
    link: str
    items: list[Item]


def published(outputs: Path) -> list[Published]:
    """Every feed with what its readers must find, from the JSON that importers read."""
    entries = {}
    for path in sorted(outputs.glob("entries/*/*.json")):
        entry = json.loads(path.read_bytes())
        entries[entry["uid"]] = entry
    found = []
    for path in sorted(outputs.glob("feeds/*/*.json")):
        feed = json.loads(path.read_bytes())
        of_feed = [entries[item["id"]] for item in feed["items"]]
        for extension in (".atom.xml", ".rss.xml", ".json"):
            items = [item(entry, extension) for entry in of_feed]
            found.append(Published(path.with_suffix(extension), feed["title"], feed["home_page_url"], items))
    return found


def item(entry: Any, extension: str) -> Item:
    summary = entry.get("summary", "")
    # Without a body the summary is all there is: as HTML in RSS, whose description is HTML, and not in Atom's content.
    instead = {".rss.xml": escape(summary, quote=False), ".json": summary}.get(extension, "")
    text = entry["content_html"] or instead
    return Item(entry["uid"], entry["title"], entry["url"], datetime.fromisoformat(entry["date_published"]), text)


@pytest.fixture(scope="module")
def feeds(built_outputs: Path) -> list[Published]:
    found = published(built_outputs)
    assert sum(len(feed.items) for feed in found) > 0
    return found


def test_every_feed_that_was_published_is_read(feeds: list[Published], built_outputs: Path) -> None:
    assert {feed.path for feed in feeds} == {
        path for path in built_outputs.glob("feeds/*/*") if path.suffix in (".xml", ".json")
    }


def test_programs_in_javascript_read_what_the_entries_say(feeds: list[Published]) -> None:
    command = ["node", str(HERE / "read_feeds.mjs"), *(str(feed.path) for feed in feeds)]
    answer = json.loads(subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    for feed in feeds:
        read = answer[str(feed.path)]
        assert (read["title"], read["link"]) == (feed.title, feed.link)
        items = [Item(**{**item, "published": datetime.fromisoformat(item["published"])}) for item in read["items"]]
        assert items == feed.items, feed.path


def test_feedparser_reads_what_the_entries_say(feeds: list[Published]) -> None:
    for feed in feeds:
        if feed.path.suffix == ".json":
            continue
        read = feedparser.parse(feed.path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        assert not read.bozo, read.get("bozo_exception")
        assert (read.feed.title, read.feed.link, read.feed.language) == (feed.title, feed.link, feed.path.parent.name)
        assert [understood(entry) for entry in read.entries] == [
            found._replace(text=found.text.strip()) for found in feed.items
        ]


def understood(entry: Any) -> Item:
    """What feedparser made of an entry; it strips white space around a text."""
    contents = [content.value for content in entry.get("content", ())]
    in_rss = "summary_detail" in entry and entry.summary_detail.type == "text/html"
    text = contents[0] if contents else entry.summary if in_rss else ""
    return Item(entry.id, entry.title, entry.link, datetime.fromtimestamp(timegm(entry.published_parsed), UTC), text)
