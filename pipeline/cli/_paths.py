"""Paths as people give them."""

import os
import unicodedata
from pathlib import Path

import click

from pipeline.words import quote


def below(content: Path, path: str) -> str:
    """Return *path*, which exists as seen from here or from *content*, as seen from *content*."""
    root = content.resolve()
    there = [place for place in (Path(path), content / path) if os.path.lexists(place)]
    for place in there:
        # A link is checked under its own name, the folders on the way to it under their real ones.
        real = place.resolve() if place.name in ("", "..") else place.parent.resolve() / place.name
        if real.is_relative_to(root):
            return unicodedata.normalize("NFC", real.relative_to(root).as_posix())
    if there:
        raise click.UsageError(f"{quote(path)} does not lie in the content folder {quote(str(content))}")
    raise click.UsageError(f"there is no {quote(path)}, neither here nor in the content folder {quote(str(content))}")
