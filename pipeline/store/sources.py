"""Writing into the content folder: the one place where it is ever changed, on an editor's word alone."""

import codecs
from pathlib import Path

from pipeline.model import Trouble
from pipeline.store import contained, files


def replace(content: Path, path: str, old: str, new: str) -> bool:
    """Write *new* to the source at *path* below *content*, in one step; False, and nothing done, if it no longer reads *old*.

    A byte-order mark and the file's mode stay. Raises Trouble.
    """
    target = _target(content, path)
    for mark in (b"", codecs.BOM_UTF8):
        if files.holds(target, mark + old.encode()):
            _write(target, mark + new.encode(), content / path)
            return True
    return False


def replace_media(content: Path, path: str, sha256: str, data: bytes) -> bool:
    """Write *data* to the file at *path* below *content*, in one step; False, and nothing done, if its SHA-256 is another now.

    The file's mode stays. Raises Trouble.
    """
    target = _target(content, path)
    if not files.has_digest(target, sha256):
        return False
    _write(target, data, content / path)
    return True


def objection(content: Path, path: str) -> str:
    """Return why the file at *path* below *content* should not be changed, although it might be possible; else ""."""
    target = Path(_target(content, path))
    if not target.is_file():
        return ""
    status = target.stat()
    if not status.st_mode & 0o222:
        return "it is read-only"
    return "it has another name (a hard link), which would keep the old text" if status.st_nlink > 1 else ""


def create(content: Path, path: str, text: str) -> None:
    """Write a new source at *path* below *content*, with the folders that it needs. Raises Trouble, also if it exists."""
    target = content / path
    if not target.parent.resolve().is_relative_to(content.resolve()):
        raise Trouble(f"{target.parent} is a link that leads out of the content folder; nothing was written there")
    with files.in_trouble(f"write {target}"):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            files.write_new(str(target), text.encode())
        except FileExistsError:
            raise Trouble(f"{target} is there already and was left as it is") from None


def _target(content: Path, path: str) -> str:
    """The real path of the file at *path* below *content*; "", which names none, where there is none inside it."""
    root = contained.content_root(content)
    try:
        return f"{root}/{contained.resolve(root, path)}"
    except contained.Refused:
        return ""


def _write(target: str, data: bytes, shown: Path) -> None:
    with files.in_trouble(f"write {shown}"):
        files.replace(target, data)
