"""One feed in one language, whatever the format."""

from datetime import datetime

import msgspec

from pipeline.model.entry import Entry


class Feed(msgspec.Struct, frozen=True):
    """What Atom, RSS and JSON Feed say alike."""

    id: str
    """`tag:AUTHORITY:feed/NAME:LANG` (RFC 4151)."""
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
    """Latest `modified` of any entry, for an empty feed of the whole site; never the build's clock (RFC 4287 §4.2.15)."""
    author: str
    author_url: str
    full_text: bool
    """False: the summary only."""
    hub: str
    """A WebSub hub's URL, or ""."""
    entries: tuple[Entry, ...]
    """Newest first by `published`, ties by uid."""
