"""feeds/LANG/NAME.atom.xml: Atom (RFC 4287), with archives (RFC 5005) and tombstones (RFC 6721)."""

from pipeline.emit._formats import FeedFormat
from pipeline.emit._syndication import authors, followed, text
from pipeline.emit._text import legally
from pipeline.model import Feed, Site
from pipeline.urls import ascii_url

MEDIA_TYPE = "application/atom+xml"


@legally
def emit(feed: Feed, site: Site) -> bytes:
    from pipeline.emit._feedgen import Generator, Item  # what needs no feed need not wait for feedgen

    generator = Generator(feed, site, "atom", MEDIA_TYPE)
    generator.updated(feed.updated)
    generator.author(name=feed.author, uri=ascii_url(feed.author_url))
    if feed.subtitle:
        generator.subtitle(feed.subtitle)
    for entry in feed.entries:
        item = Item(entry, site)
        item.updated(entry.modified)
        item.published(entry.published)
        item.author([{"name": name} for name in authors(feed, entry)])
        html, summary = text(entry, feed.full_text)
        if summary:
            item.summary(summary)
        if html:
            item.content(html, type="html")
        generator.append(item)
    return generator.atom()


FORMAT = FeedFormat("atom", ".atom.xml", MEDIA_TYPE, emit, followed)
