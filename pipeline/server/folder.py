"""The content folder: where it lies, and how an editor calls what is in it."""

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from pygls.uris import from_fs_path, to_fs_path

_MARK = "site.toml"


def find(folders: Iterable[Path]) -> Path | None:
    """Return the content folder that is meant where *folders* are open: one of them, its `content`, or one around it."""
    for folder in folders:
        for candidate in (folder, folder / "content", *folder.parents):
            if (candidate / _MARK).is_file():
                return candidate
    return None


def local(uri: str) -> Path | None:
    """Return the file or folder that *uri* names; None where it names none on this machine."""
    try:
        name = to_fs_path(uri)
    except ValueError:  # no URI at all, such as "file://["
        return None
    return Path(name) if name and "\0" not in name else None


class Folder:
    """The content folder at *root*."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.normpath(root.absolute()))
        self._real = root.resolve()

    def path(self, uri: str) -> str | None:
        """Return the path below the content folder of the file that *uri* names; None where it lies elsewhere.

        A link in the folder has its own name, the folders on the way to it have their real ones.
        """
        named = local(uri)
        if not named:
            return None
        file = Path(os.path.normpath(named))
        try:
            real = file.parent.resolve() / file.name
        except (OSError, RuntimeError):  # no name that a file could have, or links in a circle
            return None
        if real == self._real or not real.is_relative_to(self._real):
            return None
        return unicodedata.normalize("NFC", real.relative_to(self._real).as_posix())

    def uri(self, path: str) -> str:
        """Return the URI of the file at *path* below the content folder."""
        return from_fs_path(f"{self.root}/{path}") or ""
