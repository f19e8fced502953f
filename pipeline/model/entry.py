"""Linked, publishable documents."""

from datetime import datetime
from typing import Any

import msgspec

from pipeline.model.compiled import Section
from pipeline.model.image import Origin


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
    width: int = 0
    """Of an image, in pixels as it is shown; 0 where that is not known. So is the height."""
    height: int = 0
    origin: Origin | None = None
    """Of an image."""
    recipe: str = ""
    """How the renditions were made; "" where none were to be."""
    renditions: tuple["MediaFile", ...] = ()
    """The same picture in smaller sizes, narrowest first."""


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

    media: tuple[str, ...] = ()
    """The URLs of all images and files that are shown or linked to, sorted."""
    slug: str = ""
    """Its name in the URL."""
    json_ld: dict[str, Any] = {}
    """What schema.org calls it (JSON-LD 1.1); {} where its type does not say."""
    images: tuple["EntryImage", ...] = ()
    """All: the one that stands for it first, then those of the body in its order."""


class EntryImage(msgspec.Struct, frozen=True):
    """A picture of an entry."""

    url: str
    alt: str
    """"" for a decorative one."""
    file: MediaFile | None = None
    """None for one on another host."""
    credit: str = ""
    """Who made it, in the entry's language."""
    licence: str = ""
    source: str = ""
    """The URL at which it was found."""
    renditions: tuple["EntryImage", ...] = ()
    """The same in smaller sizes, narrowest first."""
