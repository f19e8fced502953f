"""Writing sources: the one place where the content folder is ever changed, on an editor's word alone."""

import codecs
import os
import tempfile
from pathlib import Path

from pipeline.model import Trouble
from pipeline.store import contained, files


def replace(content: Path, path: str, old: str, new: str) -> bool:
    """Write *new* to the source at *path* below *content*, in one step; False, and nothing done, if it no longer reads *old*.

    A byte-order mark and the file's mode stay. Raises Trouble.
    """
    root = contained.content_root(content)
    try:
        target = f"{root}/{contained.resolve(root, path)}"
    except contained.Refused:
        return False
    for mark in (b"", codecs.BOM_UTF8):
        if files.holds(target, mark + old.encode()):
            with files.in_trouble(f"write {content / path}"):
                _write(target, mark + new.encode())
            return True
    return False


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


def _write(target: str, data: bytes) -> None:
    mode = Path(target).stat().st_mode & 0o7777
    handle, name = tempfile.mkstemp(dir=Path(target).parent, prefix=".", suffix=".tmp")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        new.chmod(mode)
        files.flush(name)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
