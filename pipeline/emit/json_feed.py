"""feeds/LANG/NAME.json: JSON Feed 1.1."""

import msgspec

from pipeline.emit import _json
from pipeline.emit._formats import FeedFormat
from pipeline.emit._record import AttachmentRecord, Author, record
from pipeline.emit._syndication import categories, in_full
from pipeline.emit._text import ascii_url
from pipeline.model import Entry, Feed, Site


class _Hub(msgspec.Struct, frozen=True):
    type: str
    url: str


class _Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    url: str
    title: str
    content_html: str = ""
    content_text: str = ""
    summary: str = ""
    image: str = ""
    date_published: str
    date_modified: str
    authors: tuple[Author, ...] = ()
    tags: tuple[str, ...] = ()
    language: str
    attachments: tuple[AttachmentRecord, ...] = ()


class _Feed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    version: str
    title: str
    home_page_url: str
    feed_url: str
    description: str = ""
    authors: tuple[Author, ...]
    language: str
    hubs: tuple[_Hub, ...] = ()
    items: tuple[_Item, ...]


def emit(feed: Feed, site: Site) -> bytes:
    return _json.document(
        _Feed(
            version="https://jsonfeed.org/version/1.1",
            title=feed.title,
            home_page_url=ascii_url(feed.home_url),
            feed_url=ascii_url(feed.urls["json"]),
            description=feed.subtitle,
            authors=(Author(feed.author, ascii_url(feed.author_url)),),
            language=feed.language,
            hubs=(_Hub("WebSub", ascii_url(feed.hub)),) if feed.hub else (),
            items=tuple(_item(entry, feed, site) for entry in feed.entries),
        )
    )


def _item(entry: Entry, feed: Feed, site: Site) -> _Item:
    full, known = in_full(feed, entry), record(entry)
    return _Item(
        id=known.uid,
        url=known.url,
        title=known.title,
        content_html=known.content_html if full else "",
        content_text="" if full else known.summary or known.title,
        summary=known.summary,
        image=known.image,
        date_published=known.date_published,
        date_modified=known.date_modified,
        authors=known.authors,
        tags=tuple(dict.fromkeys(category.label for category in categories(entry, site))),
        language=known.language,
        attachments=tuple(msgspec.structs.replace(file, path="", sha256="") for file in known.attachments),
    )


FORMAT = FeedFormat("json", ".json", "application/feed+json", emit)
