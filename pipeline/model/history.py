"""What the feeds have carried."""

from datetime import datetime

import msgspec


class Version(msgspec.Struct, frozen=True):
    """A text of an entry, or the notice of its withdrawal, as a feed carries it."""

    uid: str
    digest: str
    """Of what readers are shown."""
    at: datetime
    """When it came into the feed."""


class Archive(msgspec.Struct, frozen=True):
    """A document that a feed has closed."""

    name: str
    formats: tuple[str, ...]
    """In which it is published still; none since the feed has no archives any more."""
    versions: dict[str, str]
    """The digest of each entry's text in it, by uid."""


class History(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed has carried: published as feeds/LANG/NAME/history.json, and read again by the next build."""

    name: str
    language: str
    settings: str
    """What site.toml calls the feed."""
    title: str
    """Of the feed, so that a part of an `each` feed keeps it when nothing is left in it; also the next."""
    home_url: str
    window: tuple[Version, ...]
    """What the document that people subscribe to carries, in the order in which it came in."""
    archives: tuple[Archive, ...] = ()
    """Oldest first."""
    left: dict[str, str] = {}
    """The digest of each version that left the window without an archive, by uid; "" where it might have stayed, but the feed
    did not ask for the entry any more."""
