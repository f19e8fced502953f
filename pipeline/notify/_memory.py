"""What was told before. A hub is told again only of a document whose bytes it was not told of."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from pipeline.model import Trouble
from pipeline.notify._ping import Ping


class _File(msgspec.Struct):
    version: Literal[1]
    told: list[Ping]


class Memory:
    """The last ping of each hub and topic."""

    def __init__(self, told: Iterable[Ping] = ()) -> None:
        self._told = {(ping.hub, ping.topic): ping for ping in told}

    @classmethod
    def read(cls, data: bytes, name: str) -> "Memory":
        """Return what `written` has written as *data*. Raises Trouble, which calls it *name*."""
        try:
            return cls(msgspec.json.decode(data, type=_File).told)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            hint = "name another file with --memory, or remove this one, and every hub is told of every feed again"
            raise Trouble(f"{name} is not what `pipeline notify` remembers ({str(error).rstrip('.')}); {hint}") from error

    def written(self) -> bytes:
        """Return it as JSON, the same for the same pings."""
        told = sorted(self._told.values(), key=lambda ping: (ping.hub, ping.path))
        return msgspec.json.format(msgspec.json.encode(_File(1, told)), indent=2) + b"\n"

    def knows(self, ping: Ping) -> bool:
        """Whether that hub was told of this very document."""
        return self._told.get((ping.hub, ping.topic)) == ping

    def add(self, ping: Ping) -> None:
        self._told[ping.hub, ping.topic] = ping

    def keep(self, pings: Iterable[Ping]) -> None:
        """Forget every hub and topic that none of *pings* is about."""
        kept = {(ping.hub, ping.topic) for ping in pings}
        self._told = {key: ping for key, ping in self._told.items() if key in kept}
