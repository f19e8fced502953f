"""Feed readers of other makers find in our feeds exactly what the entries say, or what is declared of them."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree, html

from tests.integration.feeds_site import ENTRIES, SUMMARIES, feeds_site
from tests.integration.readers import Item, Read
from tests.integration.readers.catalogue import READERS, Reader
from tests.integration.readers.deviations import Deviation

pytestmark = pytest.mark.integration

HISTORY = "history.json"
"""The name of what is among the feeds and is none."""


class Expected(Item, frozen=True, kw_only=True):
    """What a reader has to find of an entry."""

    own_authors: list[str]
    """Those that the entry itself names."""
    feed_authors: list[str]
    terms: list[str]
    """What Atom calls the tags, of which those of a vocabulary have a label beside it."""
    full: bool
    """Whether the feed carries the whole text."""


class ExpectedFeed(Read, frozen=True, kw_only=True):
    """What a reader has to find of a feed."""

    format: str
    url: str


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory, built_outputs: Path) -> list[Path]:
    """A site with all that is hard, and the real one."""
    return [feeds_site(tmp_path_factory.mktemp("feeds")).published().output, built_outputs]


@pytest.fixture(scope="module")
def feeds(outputs: list[Path]) -> dict[Path, ExpectedFeed]:
    return {path: feed for folder in outputs for path, feed in published(folder)}


def published(outputs: Path) -> Iterator[tuple[Path, ExpectedFeed]]:
    """Yield every feed with what its readers must find, from the JSON that importers read."""
    entries = {entry["uid"]: entry for entry in map(from_json, outputs.glob("entries/*/*.json"))}
    for path in sorted(outputs.glob("feeds/**/*.json")):
        if path.name == HISTORY:
            continue
        feed = from_json(path)
        for format, extension in (("atom", ".atom.xml"), ("rss", ".rss.xml"), ("json", ".json")):
            of_feed = [item(entries[found["id"]], feed, format, path.stem != SUMMARIES) for found in feed["items"]]
            yield (
                path.with_suffix(extension),
                ExpectedFeed(
                    title=feed["title"],
                    link=feed["home_page_url"],
                    language=feed["language"],
                    items=of_feed,
                    format=format,
                    url=feed["feed_url"].removesuffix(".json") + extension,
                ),
            )


def from_json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def item(entry: Any, feed: Any, format: str, full_text: bool) -> Expected:
    """What *format* carries of *entry*."""
    summary, attachments = entry.get("summary", ""), entry["attachments"]
    full = bool(entry["content_html"]) and (full_text or not summary)
    text = entry["content_html"] if full else escape(summary or (entry["title"] if format == "json" else ""))
    played = [file for file in attachments if re.match("audio|video|image", file["mime_type"])]
    values = [value for field in entry["fields"].values() for value in (field if isinstance(field, list) else [field])]
    terms = [value for value in values if isinstance(value, dict) and value.keys() == {"id", "label"}]
    own, all_of_feed = ([author["name"] for author in of["authors"]] for of in (entry, feed))
    return Expected(
        id=entry["uid"],
        title=entry["title"],
        link=entry["url"],
        published=datetime.fromisoformat(entry["date_published"]),
        updated=None if format == "rss" else datetime.fromisoformat(entry["date_modified"]),
        language=None if format == "rss" else entry["language"],
        authors=own or all_of_feed,
        summary=(escape(summary) or text) if format == "rss" else summary,
        text=text,
        tags=[*entry["tags"], *(term["label"] for term in terms)],
        enclosure=next((file["url"] for file in (attachments if format == "json" else played)), None),
        own_authors=own,
        feed_authors=all_of_feed,
        terms=[*entry["tags"], *(term["id"] for term in terms)],
        full=full,
    )


def test_every_feed_that_was_published_is_among_them(feeds: dict[Path, ExpectedFeed], outputs: list[Path]) -> None:
    files = {path for folder in outputs for path in folder.glob("feeds/**/*") if path.suffix in (".xml", ".json")}
    assert set(feeds) == {path for path in files if path.name != HISTORY}
    assert any(path.parent.name == "archived" for path in feeds), "an archive"


def test_the_entries_say_what_their_author_wrote(feeds: dict[Path, ExpectedFeed], outputs: list[Path]) -> None:
    [feed] = [feed for path, feed in feeds.items() if path == outputs[0] / "feeds/en/news.json"]
    written = [entry for entry in ENTRIES if entry.language == "en"]
    assert sorted(found.title or "" for found in feed.items) == sorted(" ".join(entry.title.split()) for entry in written)


def test_no_address_within_a_text_needs_a_reader_that_knows_iris(feeds: dict[Path, ExpectedFeed]) -> None:
    texts = "".join(found.text or "" for feed in feeds.values() for found in feed.items)
    addresses = re.findall(r' (?:href|src)="([^"]*)"', texts)
    assert addresses
    assert [address for address in addresses if not address.isascii()] == []


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: f"{reader.name} in {reader.written_in}")
def test_a_reader_finds_what_the_entries_say(reader: Reader, feeds: dict[Path, ExpectedFeed]) -> None:
    known = {path: feed for path, feed in feeds.items() if feed.format in reader.formats.split()}
    assert {feed.format for feed in known.values()} == set(reader.formats.split())
    read = reader.read(list(known))
    comparison = Comparison(reader)
    for path, feed in known.items():
        comparison.of_fields("feed.", feed, read[path], feed.format)
        assert [found.id for found in read[path].items] == [wanted.id for wanted in feed.items], path
        for wanted, found in zip(feed.items, read[path].items, strict=True):
            comparison.of_fields("", wanted, found, feed.format)
    assert comparison.wrong == []
    assert comparison.compared == sum(3 + 11 * len(feed.items) for feed in known.values()) > 0
    assert comparison.shown == {
        (deviation, format)
        for deviation in reader.deviations
        for format in deviation.formats.split()
        if format in reader.formats
    }


class Comparison:
    """What one reader gave, beside what it should have."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.compared = 0
        self.wrong: list[tuple[str, str, Any, Any]] = []
        """Format, field, what should be there, what is."""
        self.shown: set[tuple[Deviation, str]] = set()
        """What is declared and did happen, with the format."""

    def of_fields(self, prefix: str, wanted: Any, found: Any, format: str) -> None:
        """Compare all that *found* says; *prefix* is "feed." for a feed."""
        for name in type(found).__struct_fields__:
            if name == "items":
                continue
            expected = self.expected(wanted, prefix + name, name, format)
            form = FORMS.get((format, name)) or FORMS.get(name, as_given)
            if form(expected) != form(getattr(found, name)):
                self.wrong.append((format, prefix + name, expected, getattr(found, name)))
            self.compared += 1

    def expected(self, wanted: Any, field: str, name: str, format: str) -> Any:
        for deviation in self.reader.deviates(format, field):
            instead = deviation.gives(wanted)
            if instead != getattr(wanted, name):
                self.shown.add((deviation, format))
            wanted = msgspec.structs.replace(wanted, **{name: instead})
        return getattr(wanted, name)


def as_given(value: Any) -> Any:
    """*value* without white space around it; None for nothing."""
    return (value.strip() if isinstance(value, str) else value) or None


def as_html(text: str | None) -> bytes:
    """What a browser makes of *text*, in canonical form."""
    return bytes(etree.tostring(html.fragment_fromstring((text or "").strip(), create_parent=True), method="c14n"))


FORMS: dict[Any, Callable[[Any], Any]] = {
    "text": as_html,
    ("rss", "summary"): as_html,
    "tags": lambda tags: sorted(tags or ()),
}
"""How the values of a field are compared, in all formats or in one."""
