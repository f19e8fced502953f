"""newsboat (Debian), with its own storage."""

import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.integration.readers import Item, Read

MEMORY = Path("/dev/shm")
"""Where Linux has a folder in memory."""


class Newsboat:
    """A newsboat whose storage is in *folder*, subscribed to *urls*."""

    def __init__(self, folder: Path, urls: Sequence[str]) -> None:
        self._folder = folder
        (folder / "urls").write_text("".join(f"{url}\n" for url in urls))
        (folder / "config").touch()

    def reload(self) -> None:
        """Fetch all feeds."""
        command = ["newsboat", "-u", "urls", "-C", "config", "-c", "cache.db", "-x", "reload"]
        environment = {"HOME": str(self._folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        subprocess.run(command, cwd=self._folder, env=environment, check=True, capture_output=True)

    def feeds(self) -> list[Any]:
        return self._rows("SELECT * FROM rss_feed")

    def stored(self) -> list[Item]:
        """Every entry in the storage."""
        return [_item(row) for row in self._rows("SELECT * FROM rss_item WHERE NOT deleted ORDER BY pubDate DESC, guid")]

    def _rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self._folder / "cache.db")) as cache:
            cache.row_factory = sqlite3.Row
            return cache.execute(query).fetchall()


def read(paths: Sequence[Path]) -> Mapping[Path, Read]:
    return {path: _read(path) for path in paths}


def _read(path: Path) -> Read:
    # A storage of its own: an entry that stands in two feeds has one row. In memory: every row would wait for the disk.
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        newsboat = Newsboat(Path(folder), [f"file://{path}"])
        newsboat.reload()
        [feed] = newsboat.feeds()
        return Read(title=feed["title"], link=feed["url"], items=newsboat.stored())


def _item(row: Any) -> Item:
    return Item(
        id=row["guid"],
        title=row["title"],
        link=row["url"],
        published=datetime.fromtimestamp(row["pubDate"], UTC),
        authors=[row["author"]],
        text=row["content"],
        enclosure=row["enclosure_url"],
    )
