"""What the build writes."""

import msgspec


class Artifact(msgspec.Struct, frozen=True):
    """One file to be published."""

    path: str
    """Below outputs/, with `/` between folders."""
    data: bytes
    media_type: str
    owner: str
    """The uid of the entry that it belongs to, or the index that lists it: "feeds", "media", "site"."""


class FileRecord(msgspec.Struct, frozen=True):
    """What an index says of a file."""

    path: str
    sha256: str
    """Lower-case hexadecimal."""
    size: int
    """Bytes."""
    media_type: str
