"""Ids for files that have none."""

from pathlib import PurePosixPath

from pipeline.words import slugify


def mint(path: str, languages: tuple[str, ...]) -> str:
    """Return an id for the file at *path*: its name without its language, or its folder's for an index; "" if there is none."""
    file = PurePosixPath(path)
    name = file.stem
    stem, _, suffix = name.rpartition(".")
    if stem and suffix in languages:
        name = stem
    if name in ("index", "_index") and file.parent.name:
        name = file.parent.name
    return slugify(name)
