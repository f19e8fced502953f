"""feedgen 1.0.0, mended in one place.

By itself it takes the clock for dates that are not set, prints those of RSS through the process's locale, keeps nothing but the
`href` of an entry's links, prepends entries, takes the last link for the channel's, has no hub in RSS, and names its version.
"""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from pipeline.emit._syndication import categories, enclosure
from pipeline.emit._text import ascii_url, legal
from pipeline.model import Entry, Feed, Site

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Generator(FeedGenerator):  # type: ignore[misc]  # feedgen has no types
    """A feed with all that Atom and RSS say alike."""

    def __init__(self, feed: Feed, site: Site, url: str, media_type: str) -> None:
        super().__init__()
        self.id(feed.id)
        self.title(legal(feed.title))
        self.language(feed.language)
        self.generator("knowledge-networks")
        self.link(href=ascii_url(url), rel="self", type=media_type)
        if feed.hub:
            self.link(href=ascii_url(feed.hub), rel="hub")
        self.link(href=ascii_url(feed.home_url), rel="alternate", type="text/html", hreflang=feed.language)
        self.register_extension("channel", lambda: _Channel(feed, site), atom=False)

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


class _Channel(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """What feedgen's RSS channel lacks."""

    def __init__(self, feed: Feed, site: Site) -> None:
        self.feed, self.site = feed, site

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC.strip("{}")}

    def extend_rss(self, rss: Any) -> None:
        channel = rss[0]
        if self.feed.hub:
            etree.SubElement(channel, _ATOM + "link", href=ascii_url(self.feed.hub), rel="hub")
        etree.SubElement(channel, "lastBuildDate").text = _rfc822(self.feed.updated)
        etree.SubElement(channel, _DC + "publisher").text = legal(self.site.publisher.name)
        _in_plain_text(channel)


class Item(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """An entry with all that Atom and RSS say alike."""

    creators: list[str] = []
    """Who wrote it, for RSS."""
    other_language: str = ""
    """That of the entry where it is not the feed's, for RSS."""

    def __init__(self, entry: Entry, site: Site) -> None:
        super().__init__()
        self.entry = entry
        self.id(entry.uid)
        self.title(legal(entry.title))
        self.link(href=ascii_url(entry.url), rel="alternate", type="text/html", hreflang=entry.language)
        for other in entry.translations:
            self.link(
                href=ascii_url(other.url), rel="related", type="text/html", hreflang=other.language, title=legal(other.title)
            )
        if file := enclosure(entry):
            self.link(href=ascii_url(file.url), rel="enclosure", type=file.media_type, length=str(file.size))
        for category in categories(entry, site):
            self.category(term=legal(category.term), label=legal(category.label), scheme=category.scheme)

    def atom_entry(self, extensions: bool = True) -> Any:
        element = super().atom_entry(extensions)
        element.set(_LANG, self.entry.language)
        for node, link in zip(element.iterfind("link"), self.link(), strict=True):
            for name in ("rel", "type", "hreflang", "title", "length"):
                if name in link:
                    node.set(name, link[name])
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


def _rfc822(instant: datetime) -> str:
    return format_datetime(instant.astimezone(UTC), usegmt=True)


def _in_plain_text(parent: Any, *html: str) -> None:
    """Write `&`, `<` and `>` as hexadecimal references in the children of *parent*, other than those named in *html*."""
    for element in parent:
        if element.tag in html or not element.text:
            continue
        element.text, *rest = re.split("([&<>])", element.text)
        for character, text in zip(rest[::2], rest[1::2], strict=True):
            reference = etree.Entity(f"#x{ord(character):X}")
            reference.tail = text
            element.append(reference)
