"""A file that the user names, anywhere: read whole, written in one step."""

import os
from pathlib import Path

from pipeline.store import files


def read(path: Path, limit: int) -> bytes | None:
    """Return the bytes of *path*, at most *limit*, or None when there is no such file. Raises Trouble."""
    with files.in_trouble(f"read {path}"):
        try:
            return files.read(os.path.realpath(path), limit)
        except FileNotFoundError:
            return None


def write(path: Path, data: bytes) -> None:
    """Write *data* to the file *path*, which may exist, in one step. Raises Trouble."""
    with files.in_trouble(f"write {path}"):
        files.replace(path, data)
