"""feeds/LANG/NAME.json: JSON Feed 1.1.

An extension of ours, `_deleted`, says what is published no more: in the feed all such entries, in an item that it is the notice
of one.
"""

from collections.abc import Iterable, Mapping

import msgspec

from pipeline.dates import rfc3339
from pipeline.emit import _json
from pipeline.emit._formats import FeedFormat
from pipeline.emit._record import AttachmentRecord, Author
from pipeline.emit._syndication import categories, text, title
from pipeline.model import Entry, Feed, Site, Tombstone
from pipeline.urls import ascii_url


class _Hub(msgspec.Struct, frozen=True):
    type: str
    url: str


class _Deleted(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry that is published no more, and why."""

    id: str
    when: str
    reason: str
    note: str = ""


class _Deletions(msgspec.Struct, frozen=True):
    about: str
    entries: tuple[_Deleted, ...]


class _Notice(msgspec.Struct, frozen=True):
    """The mark of an item that only says that it is published no more."""

    when: str
    reason: str


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
    deleted: _Notice | None = msgspec.field(default=None, name="_deleted")


class _Feed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    version: str
    title: str
    home_page_url: str
    feed_url: str
    description: str = ""
    next_url: str = ""
    authors: tuple[Author, ...]
    language: str
    hubs: tuple[_Hub, ...] = ()
    deleted: _Deletions | None = msgspec.field(default=None, name="_deleted")
    items: tuple[_Item, ...]


def emit(feed: Feed, site: Site) -> bytes:
    stones = {stone.uid: stone for stone in feed.tombstones}
    return _json.document(
        _Feed(
            version="https://jsonfeed.org/version/1.1",
            title=feed.title or feed.name,
            home_page_url=ascii_url(feed.home_url),
            feed_url=ascii_url(feed.urls["json"]),
            description=feed.subtitle,
            next_url=ascii_url(feed.previous.get("json", "")),
            authors=(Author(feed.author, ascii_url(feed.author_url)),),
            language=feed.language,
            hubs=(_Hub("WebSub", ascii_url(feed.hub)),) if feed.hub and not feed.archive else (),
            deleted=_deletions(stones.values(), site) if stones else None,
            items=tuple(_item(entry, feed, site, stones) for entry in feed.entries),
        )
    )


def _item(entry: Entry, feed: Feed, site: Site, stones: Mapping[str, Tombstone]) -> _Item:
    html, summary = text(entry, feed.full_text)
    stone = stones.get(entry.uid)
    return _Item(
        id=entry.uid,
        url=ascii_url(entry.url),
        title=title(entry),
        content_html=html,
        content_text="" if html else summary or title(entry),
        summary=summary,
        image=ascii_url(entry.image.url) if entry.image else "",
        date_published=rfc3339(entry.published),
        date_modified=rfc3339(entry.modified),
        authors=tuple(map(Author, entry.authors)),
        tags=tuple(dict.fromkeys(category.label for category in categories(entry, site))),
        language=entry.language,
        attachments=tuple(
            AttachmentRecord(ascii_url(file.url), file.media_type, file.size, file.title) for file in entry.attachments
        ),
        deleted=_Notice(rfc3339(stone.removed_at), stone.reason) if stone else None,
    )


def _deletions(stones: Iterable[Tombstone], site: Site) -> _Deletions:
    return _Deletions(
        about=f"{site.outputs_url}/schemas/feed.v1.schema.json",
        entries=tuple(_Deleted(stone.uid, rfc3339(stone.removed_at), stone.reason, stone.note) for stone in stones),
    )


FORMAT = FeedFormat("json", ".json", "application/feed+json", emit)
