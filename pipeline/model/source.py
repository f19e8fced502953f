"""A file of content as it was read."""

import msgspec


class Source(msgspec.Struct, frozen=True):
    """One text file below the content folder."""

    path: str
    """Relative to the content folder, with `/` between folders."""
    text: str
    """Decoded UTF-8 without a leading byte-order mark; line endings as in the file."""
    digest: str
    """SHA-256 of the file's bytes, in lower-case hexadecimal."""
