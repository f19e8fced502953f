"""Images and files of the content folder: digests first, bytes only when they are published; and the texts beside them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from pipeline.media_types import HEAD, IMAGES
from pipeline.model import Finding, Source, Trouble
from pipeline.store import contained
from pipeline.store.contained import Refused


class MediaDigest(msgspec.Struct, frozen=True):
    """What names a published file."""

    sha256: str
    """Lower-case hexadecimal."""
    size: int
    """Bytes."""
    head: bytes
    """How it begins, in up to `HEAD` bytes."""


def digest_media(content: Path, paths: Iterable[str], limit: int) -> tuple[dict[str, MediaDigest], tuple[Finding, ...]]:
    """Return the digests of those of *paths* that are files inside *content*, and what is wrong with the others.

    *limit* is in bytes; no file is held in memory. The findings are FL001, FL003 and FL004. Raises Trouble when *content* is
    no folder.
    """
    root = contained.content_root(content)
    found: dict[str, MediaDigest] = {}
    findings: list[Finding] = []
    for path in sorted(set(paths)):
        try:
            real = contained.resolve_file(root, path)
            found[path] = MediaDigest(*contained.digest(root, real, limit), contained.head(root, real, HEAD))
        except Refused as refused:
            findings.append(refused.finding(path))
    return found, tuple(findings)


def read_images(content: Path, paths: Iterable[str], limit: int) -> Iterator[tuple[str, bytes]]:
    """Yield those of *paths* that are named as images, each with its bytes, in order and one at a time.

    *limit* is in bytes. What cannot be read is left out: `digest_media` says why. Raises Trouble when *content* is no folder.
    """
    root = contained.content_root(content)
    for path in sorted(set(paths)):
        if path.lower().endswith(IMAGES):
            with suppress(Refused):
                yield path, contained.read(root, contained.resolve_file(root, path), limit)


def read_texts(content: Path, paths: Iterable[str], limit: int) -> tuple[list[Source], list[Finding]]:
    """Return the texts of those of *paths* that can be read, by path, and what is wrong with the others (FL001 to FL004).

    *limit* is in bytes. Raises Trouble when *content* is no folder.
    """
    root = contained.content_root(content)
    found: list[Source] = []
    findings: list[Finding] = []
    for path in sorted(set(paths)):
        try:
            found.append(contained.read_source(root, contained.resolve_file(root, path), path, limit))
        except Refused as refused:
            findings.append(refused.finding(path))
    return found, findings


def read_media(content: Path, path: str, limit: int) -> bytes:
    """Return the bytes of a file that `digest_media` has found. Raises Trouble when it can no longer be read."""
    root = contained.content_root(content)
    try:
        return contained.read(root, contained.resolve_file(root, path), limit)
    except Refused as refused:
        raise Trouble(f"{content}/{path} changed while the command ran ({refused.message}); run it again") from refused
