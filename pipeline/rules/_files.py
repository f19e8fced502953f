"""Whether the file that an author points at is there, and if it is not, why."""

import posixpath
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import PurePosixPath

from pipeline.rules._guess import Guess
from pipeline.words import quote


class Files:
    """The files below the content folder, by their paths there."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)

    def missing(self, path: str, seen_from: str) -> tuple[str, str] | None:
        """Return why *path* is not one of the files and what to do, in terms of the file *seen_from*; None if it is one."""
        if path in self._paths:
            return None
        shown = _relative(path, seen_from)
        if path in self._folders:
            return f"{quote(shown)} is a folder", "link to a file in it"
        if path == ".." or path.startswith("../"):
            return f"{quote(shown)} lies outside the content folder", "copy the file into the content folder and point there"
        there = self._by_folded.get(_folded(path))
        if there and unicodedata.normalize("NFC", there) == unicodedata.normalize("NFC", path):
            return f"the file's own name writes the accents of {quote(shown)} otherwise (Unicode NFD)", "rename the file"
        if there:
            return f"there is no file {quote(shown)}: its name differs in case", f"write {quote(_relative(there, seen_from))}"
        meant = self._guess(path)
        return f"there is no file {quote(shown)}", f"did you mean {quote(_relative(meant, seen_from))}?" if meant else ""

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(folder.as_posix() for path in self._paths for folder in PurePosixPath(path).parents)

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {_folded(path): path for path in sorted(self._paths, reverse=True)}

    @cached_property
    def _guess(self) -> Guess:
        return Guess(self._paths)


def _relative(path: str, seen_from: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(seen_from) or ".")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
