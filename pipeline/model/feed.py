"""One feed in one language, whatever the format."""

from datetime import datetime

import msgspec

from pipeline.model.departed import Tombstone
from pipeline.model.entry import Entry


class Feed(msgspec.Struct, frozen=True):
    """One document of a feed: the one that people subscribe to, or one of its archives (RFC 5005 §4)."""

    id: str
    """`tag:AUTHORITY:feed/NAME:LANG` (RFC 4151); that of its archives too."""
    name: str
    """The file's name without its extensions."""
    language: str
    title: str
    subtitle: str
    home_url: str
    """The page for people that the feed belongs to."""
    urls: dict[str, str]
    """Where each of its formats is served, by format name: "atom", "rss", "json"."""
    updated: datetime
    """Latest `modified` of any entry and `removed_at` of any tombstone, for an empty feed of the whole site; never the build's
    clock (RFC 4287 §4.2.15)."""
    author: str
    author_url: str
    full_text: bool
    """False: the summary only."""
    hub: str
    """A WebSub hub's URL, or ""."""
    entries: tuple[Entry, ...]
    """Newest first by `published`, ties by uid; withdrawal notices among them."""
    settings: str = ""
    """What site.toml calls it: `name`, but for the parts of an `each` feed."""
    archive: str = ""
    """The name of this archive, such as `2026-1`; "" for the document that people subscribe to."""
    current: dict[str, str] = {}
    """For an archive: the URL of the document that people subscribe to, by format (RFC 5005 §4, `current`)."""
    previous: dict[str, str] = {}
    """The URL of the archive before this document, by format (`prev-archive`); no member where there is none."""
    following: dict[str, str] = {}
    """For an archive that is closed already: the URL of the one after it, by format (`next-archive`)."""
    tombstones: tuple[Tombstone, ...] = ()
    """Entries that were in it and are published no more, newest first (RFC 6721)."""
