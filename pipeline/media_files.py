"""Floor 2: which files of the content folder entries use, and as what each is published."""

import posixpath
from collections.abc import Iterable, Iterator

from pipeline.media_types import MEDIA_TYPES
from pipeline.model import ImageFacts, MediaFile, Target
from pipeline.words import slugify

_UNKNOWN = "application/octet-stream"


def media_used(targets: Iterable[Target]) -> frozenset[str]:
    """Return the files below the content folder that *targets* show or link to."""
    used: set[str] = set()
    for target in targets:
        used.update(hole.target for hole in target.compiled.relocations if hole.kind in ("media", "image"))
        used.update(_of_front_matter(target))
    return frozenset(used)


def images_shown(targets: Iterable[Target]) -> frozenset[str]:
    """Return those of them that *targets* show; some may have a name that no image has."""
    shown: set[str] = set()
    for target in targets:
        shown.update(hole.target for hole in target.compiled.relocations if hole.kind == "image")
        shown.update(_of_front_matter(target))
    return frozenset(shown)


def media_file(path: str, sha256: str, size: int, *, facts: ImageFacts | None = None, as_called: bool = True) -> MediaFile:
    """Return how the file at *path* is published: under a content-addressed name, so that a URL never changes its bytes.

    *facts* are those of an image. What is not *as_called* is published as nothing that a program would open.
    """
    stem, extension = posixpath.splitext(posixpath.basename(path).lower())
    known = as_called and extension in MEDIA_TYPES
    name = f"media/{slugify(stem) or 'file'}.{sha256[:12]}{extension if known else ''}"
    return MediaFile(name, sha256, size, MEDIA_TYPES[extension] if known else _UNKNOWN, *(facts.shown if facts else ()))


def is_mislabelled(path: str, file: MediaFile) -> bool:
    """Whether *file*, which was made of the file at *path*, is not as called."""
    return file.media_type == _UNKNOWN and posixpath.splitext(path.lower())[1] in MEDIA_TYPES


def _of_front_matter(target: Target) -> Iterator[str]:
    image = target.localised.image
    if image and "://" not in image.src:
        yield image.src
