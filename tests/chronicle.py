"""A feed's history from build to build, as it is published and read again: `Chronicle(rules).build(day(3), text("a"))`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from pipeline.history import Advanced, Candidate, Rules, advance, extended
from pipeline.model import History

FORMATS = ("atom", "json", "rss")


def day(number: float) -> datetime:
    """The first instant of a day; day 0 is that of the first build."""
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)


def text(uid: str, says: str = "1", *, since: float = -1000, weight: int = 1000) -> Candidate:
    """The entry *uid*, which has said this since a day."""
    return Candidate(uid, says, day(since), weight)


def notice(uid: str, *, since: float, weight: int = 1000) -> Candidate:
    """What says that the entry *uid* was gone on a day."""
    return Candidate(uid, f"gone {since}", day(since), weight, day(since + 365))


class Chronicle:
    """What a feed has carried after each build."""

    def __init__(self, *, number: int = 10, days: int = 90, formats: Sequence[str] = FORMATS) -> None:
        self.rules = Rules(number, days, tuple(formats))
        self.history: History | None = None
        self.advanced = Advanced((), (), {}, None)
        self.closed: list[str] = []
        """The names of the archives that the last build closed."""

    def build(self, now: datetime, *candidates: Candidate) -> "Chronicle":
        before = self.history
        archives = tuple(
            replace(archive, formats=tuple(format for format in archive.formats if format in self.rules.formats))
            for archive in (before.archives if before else ())
        )
        self.advanced = advance(replace(before, archives=archives) if before else None, candidates, now, self.rules)
        history = History(
            name="news",
            language="en",
            settings="news",
            title="",
            home_url="",
            window=self.advanced.window,
            archives=extended(archives, self.advanced.closed, self.rules.formats),
            left=self.advanced.left,
        )
        self.closed = [archive.name for archive in history.archives[len(archives) :]]
        self.history = msgspec.json.decode(msgspec.json.encode(history), type=History)
        return self

    def switch(
        self, *, number: int | None = None, days: int | None = None, formats: Sequence[str] | None = None
    ) -> "Chronicle":
        """Say something else in site.toml."""
        before = self.rules
        self.rules = Rules(
            before.number if number is None else number,
            before.days if days is None else days,
            before.formats if formats is None else tuple(formats),
        )
        return self

    @property
    def window(self) -> list[str]:
        """The uids in the window, in the order in which they came."""
        return [version.uid for version in self.advanced.window]

    @property
    def archives(self) -> dict[str, list[str]]:
        """The uids in each archive, oldest archive first."""
        return {archive.name: [*archive.versions] for archive in self.history.archives} if self.history else {}

    @property
    def left(self) -> list[str]:
        return [*self.advanced.left]

    def walked(self, format: str = "json") -> dict[str, str]:
        """What a reader has who walks from the window to the archives in *format*: the first version of each entry."""
        archives = self.history.archives if self.history else ()
        documents = [{version.uid: version.digest for version in self.advanced.window}]
        documents += [archive.versions for archive in reversed(archives) if format in archive.formats]
        found: dict[str, str] = {}
        for document in documents:
            found = document | found
        return found
