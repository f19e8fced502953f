"""feeds/LANG/NAME.rss.xml: RSS 2.0 by the RSS Advisory Board's profile."""

from html import escape

from pipeline.emit._formats import FeedFormat
from pipeline.emit._syndication import authors, in_full
from pipeline.emit._text import legal
from pipeline.model import Feed, Site

MEDIA_TYPE = "application/rss+xml"


def emit(feed: Feed, site: Site) -> bytes:
    from pipeline.emit._feedgen import Generator, Item  # what needs no feed need not wait for feedgen

    generator = Generator(feed, site, feed.urls["rss"], MEDIA_TYPE)
    generator.description(legal(feed.subtitle or feed.title))
    for entry in feed.entries:
        item = Item(entry, site)
        item.creators = [legal(name) for name in authors(feed, entry)]
        item.other_language = entry.language if entry.language != feed.language else ""
        if entry.summary:
            # The one element of RSS that is HTML, so a plain text has to become it.
            item.description(escape(legal(entry.summary), quote=False))
        if in_full(feed, entry):
            item.content(legal(entry.html))
        generator.append(item)
    return generator.rss()


FORMAT = FeedFormat("rss", ".rss.xml", MEDIA_TYPE, emit)
