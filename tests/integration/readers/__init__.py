"""Feed readers of other makers: each file lets one of them read feeds, and says in the terms below what it understood."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

HERE = Path(__file__).parent


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reader gives of an entry. None and "" and [] stand for nothing."""

    id: str | None = None
    title: str | None = None
    """Plain text."""
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    authors: list[str | None] | None = None
    summary: str | None = None
    """Plain text; in RSS, HTML."""
    text: str | None = None
    """HTML: the whole text; where there is none, what the reader shows in its place."""
    tags: list[str] | None = None
    enclosure: str | None = None
    """The URL of the first."""


class Read(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reader made of a feed."""

    title: str | None = None
    link: str | None = None
    """The page for people."""
    language: str | None = None
    items: Sequence[Item] = ()


Reading = Callable[[Sequence[Path]], Mapping[Path, Read]]
"""Reads feeds."""


def program(*command: str) -> Reading:
    """Return how *command* reads. Its last word is a file in this folder; it takes paths and prints `Read` by path, in JSON."""

    def read(paths: Sequence[Path]) -> Mapping[Path, Read]:
        *runtime, file = command
        done = subprocess.run([*runtime, str(HERE / file), *map(str, paths)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
        return {Path(path): read for path, read in msgspec.json.decode(done.stdout, type=dict[str, Read]).items()}

    return read
