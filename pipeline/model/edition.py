"""The whole that is published at once."""

from datetime import datetime

import msgspec

from pipeline.model.entry import Entry, MediaFile
from pipeline.model.feed import Feed
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
