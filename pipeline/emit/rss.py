"""feeds/LANG/NAME.rss.xml: RSS 2.0 by the RSS Advisory Board's profile, with archives (RFC 5005, appendix B)."""

from html import escape

from pipeline.emit._formats import FeedFormat
from pipeline.emit._syndication import authors, followed, text
from pipeline.emit._text import legally
from pipeline.model import Feed, Site

MEDIA_TYPE = "application/rss+xml"


@legally
def emit(feed: Feed, site: Site) -> bytes:
    from pipeline.emit._feedgen import Generator, Item  # what needs no feed need not wait for feedgen

    generator = Generator(feed, site, "rss", MEDIA_TYPE)
    generator.description(feed.subtitle or feed.title or feed.name)
    for entry in feed.entries:
        item = Item(entry, site)
        item.creators = authors(feed, entry)
        item.other_language = entry.language if entry.language != feed.language else ""
        html, summary = text(entry, feed.full_text)
        if summary:
            # The one element of RSS that is HTML, so a plain text has to become it.
            item.description(escape(summary, quote=False))
        if html:
            item.content(html)
        generator.append(item)
    return generator.rss()


FORMAT = FeedFormat("rss", ".rss.xml", MEDIA_TYPE, emit, followed)
