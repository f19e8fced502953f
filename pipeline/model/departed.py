"""What was published and is so no more, or elsewhere."""

from datetime import datetime, timedelta

import msgspec

KEPT = timedelta(days=365)
"""How long a tombstone stays."""


class Tombstone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry that was published and is not any more."""

    uid: str
    id: str
    language: str
    url: str
    """Where it was last."""
    reason: str
    """"deleted" (its source is gone), "expired", "unpublished" (a draft again, or not due yet) or "withdrawn"."""
    removed_at: datetime
    """When it expired; otherwise, or if that was long before, the time of the build that noticed."""
    note: str = ""
    """Why, in the words of who withdrew it."""
    title: str = ""
    date_published: datetime

    @property
    def until(self) -> datetime:
        """When it goes."""
        return self.removed_at + KEPT


class Redirect(msgspec.Struct, frozen=True):
    """A URL at which an entry was found before."""

    source: str = msgspec.field(name="from")
    target: str = msgspec.field(name="to")
    """The URL of the entry as it is now: never a redirect itself."""
    uid: str
    status: int = 301
    alias: bool = False
    """Its author says so, and may take it back; otherwise the entry was there."""


class Gone(msgspec.Struct, frozen=True):
    """A URL at which nothing is found any more."""

    url: str
    uid: str
    removed_at: datetime
