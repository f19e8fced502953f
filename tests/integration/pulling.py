"""A reader of a publication: `Reader(folder).pull(url)`."""

from pathlib import Path
from typing import Any

from pipeline.consume import Copy, Options, Patience, Pulled, Server, Spool, pull
from pipeline.store import Outputs
from tests.sites import tree

HASTY = Patience(timeout=2, retries=2, pause=0)


class Reader:
    """A folder that is kept equal to a publication, as `pipeline pull` does it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pull(self, url: str, patience: Patience = HASTY, connections: int = 4, **options: Any) -> Pulled:
        """Pull; *options* are those of `Options`. Raises Trouble."""
        server = Server(url, patience, connections)
        with Outputs.open(self.folder) as target, self._spool().open("r+b") as file:
            done = pull(server, target, Spool(file), "copy", Options(**options), _quiet)
            file.truncate(0)
            return done

    def copy(self) -> Copy:
        """The copy, each file of which is what its generation says."""
        copy = Copy.open(self.folder)
        for path in copy.files:
            if (self.folder / path).exists():
                copy.read(path)
        return copy

    def tree(self) -> dict[str, bytes]:
        """The files of the copy but its own memory, by path."""
        return {path: data for path, data in tree(self.folder).items() if path not in ("pull.json", ".pull")}

    def _spool(self) -> Path:
        path = self.folder / ".pull"
        path.touch()
        return path


def _quiet(stage: str, done: int, total: int) -> None:
    """Tests show no progress."""
