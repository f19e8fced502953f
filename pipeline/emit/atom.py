"""feeds/LANG/NAME.atom.xml: Atom (RFC 4287)."""

from pipeline.emit._formats import FeedFormat
from pipeline.emit._syndication import authors, in_full
from pipeline.emit._text import ascii_url, legal
from pipeline.model import Feed, Site

MEDIA_TYPE = "application/atom+xml"


def emit(feed: Feed, site: Site) -> bytes:
    from pipeline.emit._feedgen import Generator, Item  # what needs no feed need not wait for feedgen

    generator = Generator(feed, site, feed.urls["atom"], MEDIA_TYPE)
    generator.updated(feed.updated)
    generator.author(name=legal(feed.author), uri=ascii_url(feed.author_url))
    if feed.subtitle:
        generator.subtitle(legal(feed.subtitle))
    for entry in feed.entries:
        item = Item(entry, site)
        item.updated(entry.modified)
        item.published(entry.published)
        item.author([{"name": legal(name)} for name in authors(feed, entry)])
        if entry.summary:
            item.summary(legal(entry.summary))
        if in_full(feed, entry):
            item.content(legal(entry.html), type="html")
        generator.append(item)
    return generator.atom()


FORMAT = FeedFormat("atom", ".atom.xml", MEDIA_TYPE, emit)
