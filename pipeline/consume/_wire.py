"""The published files as their schemas say, bounded; members that are not known here are ignored."""

from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from pipeline.model import FileRecord, Gone, Redirect, Tombstone
from pipeline.model.safe import Instant, LanguageTag, Number, SafePath, Sha256, WebUrl
from pipeline.words import quote

MAJOR = 1
"""Of the `schema_version` that is understood here."""
LARGEST_MANIFEST = 1 << 20
"""Bytes. It holds one line an index."""

Id = Annotated[str, Meta(max_length=60, pattern=r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z")]
Uid = Annotated[str, Meta(max_length=100, pattern=r"\Atag:[!-~]+\Z")]
Epoch = Annotated[str, Meta(max_length=64, pattern=r"\A[!-~]+\Z")]
Sequence = Annotated[int, Meta(ge=1, le=2**53 - 1)]
_T = TypeVar("_T")


class Broken(Exception):
    """A published file that is not what it has to be."""

    def __init__(self, path: str, how: str) -> None:
        super().__init__(f"{path} {how}")
        self.path, self.how = path, how


class File(FileRecord, frozen=True):
    """What an index says of a file."""

    path: SafePath
    sha256: Sha256
    size: Number
    media_type: str = ""


class Listed(msgspec.Struct, frozen=True):
    """What the manifest says of an index."""

    path: SafePath
    sha256: Sha256
    size: Number
    count: Number


class Kept(msgspec.Struct, frozen=True):
    """Which lists of changes are published."""

    oldest: Sequence
    latest: Sequence
    sha256: Sha256
    """Of the latest."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The root of a publication."""

    schema_version: str
    epoch: Epoch
    sequence: Sequence
    count: Number
    """Of entries, in all languages."""
    languages: tuple[LanguageTag, ...]
    default_language: LanguageTag
    indexes: tuple[Listed, ...]
    next_due: Instant | None = None
    changes: Kept | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An entry, as its index lists it."""

    id: Id
    uid: Uid
    language: LanguageTag
    type: str
    collection: str
    url: WebUrl
    title: str
    date_published: Instant
    date_modified: Instant
    digest: Sha256
    """Changes exactly when anything that is published of the entry does."""
    files: tuple[File, ...]
    source: str = ""
    text: str = ""


class Stone(Tombstone, frozen=True, kw_only=True):
    """A tombstone."""

    uid: Uid
    removed_at: Instant
    date_published: Instant


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """Any of the indexes: it lists entries, files or tombstones."""

    count: Number
    language: str = ""
    collection: str = ""
    entries: tuple[Row, ...] = ()
    files: tuple[File, ...] = ()
    tombstones: tuple[Stone, ...] = ()


class Author(msgspec.Struct, frozen=True):
    name: str
    url: str = ""


class Attachment(msgspec.Struct, frozen=True):
    """A published file that an entry links to."""

    url: WebUrl
    mime_type: str
    size_in_bytes: Number
    path: SafePath
    """Below the manifest's folder."""
    sha256: Sha256
    title: str = ""


class Rendition(msgspec.Struct, frozen=True, kw_only=True):
    """A picture in one size and format; what is not known of one that is not published here is "" or 0."""

    url: WebUrl
    mime_type: str = ""
    size_in_bytes: Number = 0
    path: SafePath | None = None
    """Below the manifest's folder; None for a picture of another host."""
    sha256: str = ""
    width: Number = 0
    """Pixels."""
    height: Number = 0


class Image(Rendition, frozen=True, kw_only=True):
    """A picture of an entry."""

    alt: str = ""
    """"" for a decorative one."""
    credit: str = ""
    licence: str = ""
    source: str = ""
    renditions: tuple[Rendition, ...] = ()


class Translation(msgspec.Struct, frozen=True):
    """The same entry in another language."""

    language: LanguageTag
    uid: Uid
    url: WebUrl
    title: str
    state: str = "current"
    """Or "stale", where what it was translated from has changed since."""


class Section(msgspec.Struct, frozen=True):
    id: str
    level: int
    title: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """All that is published of an entry. A text that there is none of is ""."""

    id: Id
    uid: Uid
    language: LanguageTag
    type: str
    collection: str
    url: WebUrl
    title: str
    """Plain text, as is the summary."""
    summary: str = ""
    content_html: str
    date_published: Instant
    date_modified: Instant
    date_expires: Instant | None = None
    authors: tuple[Author, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    translations: tuple[Translation, ...] = ()
    aliases: tuple[WebUrl, ...] = ()
    weight: int = 0
    fields: dict[str, Any] = {}
    sections: tuple[Section, ...] = ()
    json_ld: dict[str, Any] = {}
    digest: Sha256


class Moves(msgspec.Struct, frozen=True):
    """redirects.json."""

    redirects: tuple[Redirect, ...] = ()
    gone: tuple[Gone, ...] = ()


class Changed(msgspec.Struct, frozen=True):
    uid: Uid
    what: tuple[str, ...] = ()
    """Members of its entry JSON."""


class Moved(msgspec.Struct, frozen=True):
    uid: Uid
    source: WebUrl = msgspec.field(name="from")
    target: WebUrl = msgspec.field(name="to")


class Removed(msgspec.Struct, frozen=True):
    """An entry that is published no more."""

    uid: Uid
    id: Id
    language: LanguageTag
    collection: str
    reason: str
    """"deleted", "expired", "unpublished" or "withdrawn"."""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What one build changed."""

    sequence: Sequence
    epoch: Epoch
    at: datetime
    previous_sha256: str = ""
    added: tuple[Changed, ...]
    changed: tuple[Changed, ...]
    moved: tuple[Moved, ...]
    removed: tuple[Removed, ...]
    files: tuple[File, ...]
    files_removed: tuple[SafePath, ...]


class _Version(msgspec.Struct):
    schema_version: Annotated[str, Meta(pattern=r"\A[0-9]{1,3}\.[0-9]{1,3}\Z")]


class Newer(Broken):
    """A manifest of a contract that is not known here."""


def decode(path: str, data: bytes, kind: type[_T]) -> _T:
    """Return what the published file *path* says. Raises Broken."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        reason = quote(str(error).rstrip("."))[1:-1]  # it may repeat what stands there
        raise Broken(path, f"cannot be understood ({reason})") from error


def decode_manifest(data: bytes) -> Manifest:
    """Return what manifest.json says. Raises Broken, and Newer where its schema_version is of another major version."""
    path = "manifest.json"
    if len(data) > LARGEST_MANIFEST:
        raise Broken(path, "is far too large")
    # First the version alone: what a newer one says besides cannot be known here.
    version = decode(path, data, _Version).schema_version
    if int(version.partition(".")[0]) != MAJOR:
        raise Newer(path, f"is of version {version} of the contract, and only {MAJOR}.x is known here")
    return decode(path, data, Manifest)


def changes_path(sequence: int) -> str:
    """Return where the list of changes of the build *sequence* is."""
    return f"changes/{sequence:06d}.json"
