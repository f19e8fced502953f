"""Linked, publishable documents."""

from datetime import datetime
from typing import Any

import msgspec

from pipeline.model.compiled import Section, as_texts


class Translation(msgspec.Struct, frozen=True):
    """The same entry in another language."""

    language: str
    uid: str
    url: str
    title: str
    stale: bool = False
    """Its source changed since it was last confirmed or changed itself."""
    changed: tuple[str, ...] = ()
    """Titles of the source's sections that changed since, where that is known."""


class MediaFile(msgspec.Struct, frozen=True):
    """A file of the content folder that is published."""

    name: str
    """Below outputs/: `media/NAME.HASH.EXT`."""
    sha256: str
    size: int
    """Bytes."""
    media_type: str


class Attachment(msgspec.Struct, frozen=True):
    """A published file that an entry links to."""

    url: str
    path: str
    """Below outputs/."""
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    title: str = ""


class Entry(msgspec.Struct, frozen=True):
    """A linked, publishable document in one language. Times are in the site's time zone."""

    id: str
    uid: str
    """`tag:AUTHORITY:ID:LANG` (RFC 4151), at most 100 characters, never changed."""
    language: str
    type: str
    collection: str
    path: str
    """Of its source, for messages."""
    url: str
    title: str
    summary: str
    html: str
    """The body; every URL absolute, also those of anchors in it."""
    fragment: str
    """The same with anchors relative to the page that includes it."""
    published: datetime
    """First availability."""
    modified: datetime
    """Last significant change."""
    expires: datetime | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    weight: int
    image: "EntryImage | None"
    attachments: tuple[Attachment, ...]
    translations: tuple[Translation, ...]
    """Default language first, then in the site's order; never itself."""
    fields: dict[str, Any]
    """The type's own: a reference is {id, uid, type, title, url}, a term {id, label}, a file {url, …}."""
    refers: dict[str, tuple[str, ...]]
    """For each field that refers to entries or terms, their ids."""
    aliases: tuple[str, ...]
    """Absolute URLs at which it was found before."""
    sections: tuple[Section, ...]
    digest: str = ""
    """SHA-256 of all that is said of it, in canonical JSON."""
    text_digest: str = ""
    """SHA-256 of its title, its summary and its body as the author wrote them; what it links to does not matter."""

    def holds(self, field: str, value: str) -> bool:
        """Whether the type's own *field* is *value* or, for a list, contains it; references and terms by their ids."""
        return value in (self.refers[field] if field in self.refers else as_texts(self.fields.get(field)))


class EntryImage(msgspec.Struct, frozen=True):
    """The picture that stands for an entry."""

    url: str
    alt: str
