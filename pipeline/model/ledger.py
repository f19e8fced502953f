"""What was published before: read from the previous manifest and its indexes."""

from datetime import datetime

import msgspec


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
    """The SHA-256 of each index, by path."""
