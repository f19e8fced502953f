"""Floor 2: image files: what they say of themselves, the files without it, and their pictures in smaller sizes.

Invariants: only `render` decodes pixels, all else reads as far as the containers go; no bytes make it raise; time and memory
are bounded by a small multiple of the size, those of `render` by the number of pixels.
"""

import re

from pipeline.images import avif, gif, jpeg, png, webp
from pipeline.images._container import Anatomy, Broken
from pipeline.images._exif import lies_on_its_side
from pipeline.images._private import statements
from pipeline.images.renditions import MEDIA_TYPE, RECIPE, Rendered, Rendition, render, sizes
from pipeline.model import ImageFacts
from pipeline.words import count

__all__ = ["MEDIA_TYPE", "RECIPE", "Rendered", "Rendition", "facts", "render", "sizes", "without_metadata"]

_READERS = {"avif": avif.read, "gif": gif.read, "jpeg": jpeg.read, "png": png.read, "webp": webp.read}
_BEGINNINGS = {
    "jpeg": rb"\xff\xd8\xff",
    "png": rb"\x89PNG\r\n\x1a\n",
    "gif": rb"GIF8[79]a",
    "webp": rb"RIFF.{4}WEBP",
    "avif": rb".{4}ftyp(?:.{4}){0,16}?avi[fs]",
    "heic": rb".{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)",
    "tiff": rb"II\*\0|MM\0\*",
    "bmp": rb"BM.{4}\0{4}",
    "psd": rb"8BPS",
    "pdf": rb"%PDF-",
    "svg": rb"(?:\xef\xbb\xbf)?\s*+<(?:svg|\?xml|!--|!DOCTYPE svg)",
}
_KINDS = {kind: re.compile(beginning, re.DOTALL) for kind, beginning in _BEGINNINGS.items()}
_MOST_PIXELS = 250_000_000
"""A gigabyte when it is shown. Beyond that it is a mistake, or meant to bring a browser down."""


def facts(data: bytes) -> ImageFacts:
    """Return what *data*, the bytes of an image file, says of itself."""
    kind = _kind(data)
    try:
        anatomy = _read(kind, data)
    except Broken as broken:
        return ImageFacts(kind, 0, 0, len(data), fault=str(broken))
    return ImageFacts(
        kind,
        anatomy.width,
        anatomy.height,
        len(data),
        statements(anatomy.pieces),
        _fault(kind, anatomy),
        _turned(kind, anatomy),
    )


def without_metadata(data: bytes) -> bytes:
    """Return the image *data* without all that is not needed to show it as it is shown now; its pixels are not touched.

    The colour profile stays, and so does the orientation. What is not a sound image of a kind that is published is returned as
    it is.
    """
    try:
        pieces = _read(_kind(data), data).pieces
    except Broken:
        return data
    kept: list[bytes] = []
    at = 0
    for piece in pieces:
        if piece.start >= at:  # else two pieces claim the same bytes
            kept += (data[at : piece.start], piece.instead)
            at = piece.end
    return b"".join((*kept, data[at:]))


def _kind(data: bytes) -> str:
    return next((kind for kind, beginning in _KINDS.items() if beginning.match(data)), "")


def _read(kind: str, data: bytes) -> Anatomy:
    """The anatomy of a file, with its pieces in their order. Raises Broken."""
    if kind not in _READERS:
        return Anatomy(0, 0, [])
    anatomy = _READERS[kind](data)
    return anatomy._replace(pieces=sorted(anatomy.pieces))


def _turned(kind: str, anatomy: Anatomy) -> bool:
    """Whether the picture is shown with a quarter turn: AVIF says so in its container alone, other kinds in Exif."""
    said = (piece for piece in anatomy.pieces if piece.kind == "exif" and piece.instead)
    return anatomy.turned or (kind != "avif" and any(lies_on_its_side(piece.content) for piece in said))


def _fault(kind: str, anatomy: Anatomy) -> str:
    if not kind:
        return "is no image by its content"
    if kind not in _READERS:
        return ""
    if not anatomy.width or not anatomy.height:
        return "has no picture in it"
    if (pixels := anatomy.width * anatomy.height) > _MOST_PIXELS:
        return f"has {count(pixels, 'pixel')}, more than a browser can hold"
    return ""
