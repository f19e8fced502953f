"""What was published before: read from the previous manifest and its indexes."""

from datetime import datetime

import msgspec

from pipeline.model.artifact import FileRecord
from pipeline.model.departed import Gone, Redirect, Tombstone
from pipeline.model.history import History


class Published(msgspec.Struct, frozen=True):
    """An entry as the previous build published it."""

    uid: str
    id: str
    language: str
    collection: str
    url: str
    title: str
    date_published: datetime
    digest: str
    source: str = ""
    """The path of its source below the content folder; "" where an older version published it, as in the next two."""
    text: str = ""
    """The entry's `text_digest`."""
    date_modified: datetime | None = None


class Ledger(msgspec.Struct, frozen=True):
    """The previous generation of outputs/."""

    epoch: str
    """Names this line of sequences: it differs after a ledger was lost."""
    sequence: int
    entries: dict[str, Published]
    """By uid."""
    files: dict[str, str]
    """The SHA-256 of every file, by its path below outputs/; the manifest itself included."""
    indexes: dict[str, str]
    """The SHA-256 of each index but index/changes.json, by path: where they are the same, nothing has changed."""
    tombstones: dict[str, Tombstone] = {}
    """By uid."""
    redirects: tuple[Redirect, ...] = ()
    gone: tuple[Gone, ...] = ()
    changes: dict[str, FileRecord] = {}
    """The lists of changes that index/changes.json lists, by path."""
    feed_files: dict[str, FileRecord] = {}
    """Those that index/feeds.json lists, by path."""
    histories: dict[tuple[str, str], History] = {}
    """Of each feed, by name and language."""
