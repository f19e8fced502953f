"""The whole that is published at once."""

from datetime import datetime

import msgspec

from pipeline.model.artifact import FileRecord
from pipeline.model.departed import Gone, Redirect, Tombstone
from pipeline.model.entry import Entry, MediaFile
from pipeline.model.feed import Feed
from pipeline.model.history import History
from pipeline.model.ledger import Ledger
from pipeline.model.site import Site


class Edition(msgspec.Struct, frozen=True):
    """All that one build publishes."""

    site: Site
    ledger: Ledger | None
    entries: tuple[Entry, ...]
    """By language in the site's order, then collection in the site's order, then newest first, ties by uid."""
    feeds: tuple[Feed, ...]
    media: dict[str, MediaFile]
    """Each file that an entry uses, by its path below the content folder."""
    next_due: datetime | None
    """When the clock alone will change the result."""
    archives: tuple[Feed, ...] = ()
    """The archives that this build closes, oldest first in each feed."""
    histories: tuple[History, ...] = ()
    """One for each feed that has archives, or once had."""
    kept: tuple[FileRecord, ...] = ()
    """Files published before that are published again as they are: the archives closed earlier."""
    followed: dict[str, tuple[str, str]] = {}
    """Files published before to which the archive that follows them is added: its format and its URL, by path."""
    tombstones: tuple[Tombstone, ...] = ()
    """Entries that vanished in the last 365 days, newest first, ties by uid."""
    redirects: tuple[Redirect, ...] = ()
    """By the URL that they lead from; none leads to another, and none from where an entry is."""
    gone: tuple[Gone, ...] = ()
    """By URL."""
