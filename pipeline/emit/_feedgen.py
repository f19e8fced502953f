"""feedgen 1.0.0, mended in one place.

| what it does by itself | what mends it |
| --- | --- |
| keeps nothing of an Atom entry's links but `href`, so that an enclosure turns into an alternate | `Item.atom_entry` |
| knows neither archives nor tombstones; in RSS no link but `self` | `_AtomHead`, `_Channel` |
| takes the last link for the channel's | `Generator` adds the page for people last |
| takes the clock for dates that are not set | all are set; RSS has `lastBuildDate` from `_Channel` |
| prints the dates of RSS through the process's locale | `_Channel` and `Item.rss_entry` print them |
| prepends entries | `Generator.append` |
| writes `&` in plain text of RSS as `&amp;`, which many readers decode twice | `_in_plain_text` |
| gives up the whole feed for one character that XML forbids | `_text.legally` |
| gives up the whole feed for an empty title | `_syndication.title` |
| takes the square of their number for categories and links added one by one | both come in one list |
| names its version, and the specification at an address it has left | `generator` and `docs` |

Not used, so not mended: its `content(type="CDATA")` is not valid, its syndication extension spells its elements wrongly, and
it knows five relations of an entry's links.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from pipeline.dates import rfc3339
from pipeline.emit._syndication import categories, enclosure, title
from pipeline.emit._text import legal
from pipeline.model import Entry, Feed, Site
from pipeline.urls import ascii_url

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HISTORY = "{http://purl.org/syndication/history/1.0}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"

_NOT_PLAIN = re.compile("([&<>])")


class Generator(FeedGenerator):  # type: ignore[misc]  # feedgen has no types
    """A feed with all that Atom and RSS say alike."""

    def __init__(self, feed: Feed, site: Site, format: str, media_type: str) -> None:
        super().__init__()
        self.id(feed.id)
        self.title(feed.title or feed.name)
        self.language(feed.language)
        self.generator("knowledge-networks")
        self.docs("https://www.rssboard.org/rss-specification")
        links = list(_links(feed, format, media_type))
        self.link([*links, _link(feed.home_url, "alternate", "text/html", feed.language)])
        self.register_extension("head", lambda: _AtomHead(feed), rss=False)
        self.register_extension("channel", lambda: _Channel(feed, site, links), atom=False)

    def append(self, item: "Item") -> None:
        """Add *item* after the others."""
        self.add_entry(item, order="append")

    def atom(self) -> bytes:
        """The feed in Atom."""
        return bytes(self.atom_str(pretty=True))

    def rss(self) -> bytes:
        """The feed in RSS 2.0."""
        # No other way in: feedgen would print the date through the locale; the extension prints it instead.
        self._FeedGenerator__rss_lastBuildDate = None
        return bytes(self.rss_str(pretty=True))


class _AtomHead(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """What feedgen's Atom lacks: archives (RFC 5005 §4) and tombstones (RFC 6721 §3)."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed

    def extend_ns(self) -> dict[str, str]:
        archive = {"fh": _HISTORY.strip("{}")} if self.feed.archive else {}
        return archive | ({"at": _TOMBSTONES.strip("{}")} if self.feed.tombstones else {})

    def extend_atom(self, head: Any) -> None:
        if self.feed.archive:
            etree.SubElement(head, _HISTORY + "archive")
        for stone in self.feed.tombstones:
            gone = {"ref": stone.uid, "when": rfc3339(stone.removed_at), _LANG: stone.language}
            element = etree.SubElement(head, _TOMBSTONES + "deleted-entry", gone)
            if stone.note:
                etree.SubElement(element, _TOMBSTONES + "comment").text = stone.note


class _Channel(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """What feedgen's RSS channel lacks."""

    def __init__(self, feed: Feed, site: Site, links: Iterable[dict[str, str]]) -> None:
        self.feed, self.site, self.links = feed, site, links

    def extend_ns(self) -> dict[str, str]:
        archive = {"fh": _HISTORY.strip("{}")} if self.feed.archive else {}
        return {"dc": _DC.strip("{}")} | archive

    def extend_rss(self, rss: Any) -> None:
        channel = rss[0]
        for link in self.links:
            if link["rel"] != "self":
                etree.SubElement(channel, _ATOM + "link", link)
        if self.feed.archive:
            etree.SubElement(channel, _HISTORY + "archive")
        etree.SubElement(channel, "lastBuildDate").text = _rfc822(self.feed.updated)
        etree.SubElement(channel, _DC + "publisher").text = legal(self.site.publisher.name)
        _in_plain_text(channel)


class Item(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """An entry with all that Atom and RSS say alike."""

    creators: Iterable[str] = ()
    """Who wrote it, for RSS."""
    other_language: str = ""
    """That of the entry where it is not the feed's, for RSS."""

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__()
        self.entry = entry
        self.id(entry.uid)
        self.title(title(entry))
        self.link(list(_entry_links(entry)))
        self.category([{"term": term, "label": label, "scheme": scheme} for term, label, scheme in categories(entry, site)])

    def atom_entry(self, extensions: bool = True) -> Any:
        element = super().atom_entry(extensions)
        element.set(_LANG, self.entry.language)
        for node, link in zip(element.iterchildren("link"), self.link(), strict=True):
            node.attrib.update(link)
        return element

    def rss_entry(self, extensions: bool = True) -> Any:
        item = super().rss_entry(extensions)
        etree.SubElement(item, "pubDate").text = _rfc822(self.entry.published)
        for name in self.creators:
            etree.SubElement(item, _DC + "creator").text = name
        if self.other_language:
            etree.SubElement(item, _DC + "language").text = self.other_language
        _in_plain_text(item, "description", _CONTENT + "encoded")
        return item


def _links(feed: Feed, format: str, media_type: str) -> Iterator[dict[str, str]]:
    """The links of *feed* to itself, to the documents that it hangs together with (RFC 5005 §4), and to its hub (WebSub §4)."""
    yield _link(feed.urls[format], "self", media_type)
    if format in feed.current:
        yield _link(feed.current[format], "current", media_type)
    if format in feed.previous:
        yield _link(feed.previous[format], "prev-archive", media_type)
    if feed.hub and not feed.archive:
        yield _link(feed.hub, "hub")


def _entry_links(entry: Entry) -> Iterator[dict[str, str]]:
    yield _link(entry.url, "alternate", "text/html", entry.language)
    for other in entry.translations:
        yield _link(other.url, "related", "text/html", other.language) | {"title": other.title}
    if file := enclosure(entry):
        yield _link(file.url, "enclosure", file.media_type) | {"length": str(file.size)}


def _link(url: str, rel: str, media_type: str = "", language: str = "") -> dict[str, str]:
    link = {"href": ascii_url(url), "rel": rel}
    if media_type:
        link["type"] = media_type
    if language:
        link["hreflang"] = language
    return link


def _rfc822(instant: datetime) -> str:
    return format_datetime(instant.astimezone(UTC), usegmt=True)


def _in_plain_text(parent: Any, *html: str) -> None:
    """Write `&`, `<` and `>` as hexadecimal references in the children of *parent*, other than those named in *html*."""
    for element in parent:
        if element.tag in html or not element.text or not _NOT_PLAIN.search(element.text):
            continue
        element.text, *rest = _NOT_PLAIN.split(element.text)
        for character, text in zip(rest[::2], rest[1::2], strict=True):
            reference = etree.Entity(f"#x{ord(character):X}")
            reference.tail = text
            element.append(reference)
