"""Expected files: what a test should get, approved by a person in the diff."""

import os
from pathlib import Path


def expect(path: Path, actual: str) -> None:
    """Assert that *actual* is what *path* holds; under `make accept`, write it there instead."""
    if os.environ.get("ACCEPT") and not (path.exists() and path.read_bytes() == actual.encode()):
        path.write_text(actual, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        assert actual == file.read(), f"{path.name} differs; if the new text is right, run `make accept`"
