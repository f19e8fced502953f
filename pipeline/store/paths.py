"""Paths below outputs/: what may be one, and whether a file can be put there."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import Trouble
from pipeline.words import quote


def checked(path: str) -> str:
    """Return *path* when it can be one below outputs/, else raise Trouble.

    It is relative and printable, has no backslash, and no part of it is empty or begins with a dot: so there is no `..`.
    """
    if all(part and part[0] != "." for part in path.split("/")) and "\\" not in path and path.isprintable():
        return path
    raise Trouble(f"{quote(path)} cannot be a path below outputs/; if manifest.json or index/ was altered, restore them")


def keep_apart(content: Path, output: Path) -> None:
    """Raise Trouble when one of the two folders is, or lies in, the other."""
    first, second = Path(os.path.realpath(content)), Path(os.path.realpath(output))
    if first.is_relative_to(second) or second.is_relative_to(first):
        raise Trouble(f"the folders {content} and {output} overlap; name another one for the outputs with --output")


def folders_above(path: str) -> Iterator[str]:
    """Yield the folders that *path* lies in, outermost first: `a`, `a/b` for `a/b/c.html`."""
    for index, character in enumerate(path):
        if character == "/":
            yield path[:index]


class Folders:
    """The folders below one root, each looked at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._device = root.stat().st_dev
        self._sound = {""}
        self._writable: set[str] = set()

    def obstacle(self, path: str) -> str:
        """Return why no file can be put at *path* or taken from there, as a message says it, or ""."""
        if _folder(path) in self._sound:
            return ""
        for folder in folders_above(path):
            try:
                status = os.lstat(f"{self._root}/{folder}")
            except FileNotFoundError:
                return ""
            if stat.S_ISLNK(status.st_mode):
                return f"{folder} is a link"
            if not stat.S_ISDIR(status.st_mode):
                return f"{folder} is not a folder"
            if status.st_dev != self._device:
                return f"{folder} is on another disk"
            self._sound.add(folder)
        return ""

    def check_writable(self, path: str) -> None:
        """Raise PermissionError when the innermost folder of *path* that exists may not be written to. It has no obstacle."""
        folder = _folder(path)
        while folder not in self._sound:
            folder = _folder(folder)
        if folder not in self._writable:
            place = self._root / folder
            if not os.access(place, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
                raise PermissionError(errno.EACCES, "Permission denied", str(place))
            self._writable.add(folder)

    def make_room(self, path: str) -> None:
        """Make the folders that *path* lies in. Raises Trouble when there is an obstacle, and OSError."""
        folder = _folder(path)
        if folder not in self._sound:
            if obstacle := self.obstacle(path):
                raise Trouble(f"cannot write {self._root / path}: {obstacle}; move that away and run the command again")
            (self._root / folder).mkdir(parents=True, exist_ok=True)
            self._sound.update(folders_above(path))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
