"""What the readers of all kinds of image have in common."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

_MOST_STEPS = 1_000_000
"""Of one reader: enough for an animation of 50 MB, and done in about a second."""
NEAR = 100
"""Pieces that are looked into: what anybody reads stands near the beginning."""


class Broken(Exception):
    """What is wrong with a file, said of it."""


class Piece(NamedTuple):
    """A stretch of the file that may be replaced, and the picture is shown as before."""

    start: int
    end: int
    kind: str = ""
    """What it holds: "exif", "xmp", "iptc", "profile" (Exif or XMP that turn nothing), "author", "rest" (what stands behind the
    end of the picture), or "" for nothing to read."""
    content: bytes = b""
    instead: bytes = b""
    """What replaces it."""


class Anatomy(NamedTuple):
    """A file, as far as it can be known without decoding its pixels."""

    width: int
    height: int
    pieces: list[Piece]
    """None overlaps another."""
    turned: bool = False
    """The container itself asks for a quarter turn."""


class Reader:
    """Reads forward from *at* to *end*, never beyond it and never for long: it raises Broken instead."""

    def __init__(self, data: bytes, at: int = 0, end: int | None = None) -> None:
        self.data = data
        self.at = at
        self.end = len(data) if end is None else end
        self._left = _MOST_STEPS
        if self.end > len(data):
            raise Broken("is cut short")

    def skip(self, count: int) -> None:
        self.at += count
        self._left -= 1
        if self.at > self.end:
            raise Broken("is cut short")
        if not self._left:
            raise Broken("is made of far too many parts")

    def take(self, count: int) -> bytes:
        self.skip(count)
        return self.data[self.at - count : self.at]

    def number(self, count: int, order: Literal["big", "little"] = "big") -> int:
        """The next *count* bytes as an unsigned number."""
        return int.from_bytes(self.take(count), order)


def is_first_exif(kind: str, pieces: Sequence[Piece]) -> bool:
    """Whether a piece of this *kind* after *pieces* is the Exif that counts."""
    return kind == "exif" and len(pieces) < NEAR and all(piece.kind != "exif" for piece in pieces)


def rest(data: bytes, end: int) -> list[Piece]:
    """Return what stands behind the *end* of the picture: a camera's film or preview, or what somebody cropped away."""
    return [Piece(end, len(data), "rest", data[end:])] if end < len(data) else []
