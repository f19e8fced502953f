"""Pictures in smaller sizes: the one place where pixels are decoded.

Invariants: nothing is ever enlarged; equal bytes give equal bytes (sRGB, one method, one quality; Pillow and its libwebp are
pinned); no bytes make it raise; what is decoded is bounded by the pixels that `facts` has counted.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.media_types import WIDTHS
from pipeline.model import ImageFacts

if TYPE_CHECKING:
    from PIL import Image

RECIPE = "webp-1"
"""Names how renditions are made. Whoever changes what comes out of here changes it, and then all are made anew."""
MEDIA_TYPE = "image/webp"

_KINDS = ("avif", "jpeg", "png", "webp")
_MOST_PIXELS = 64_000_000
"""Of a picture that is decoded: a quarter of a gigabyte, and more than cameras take."""
_LONGEST = 16_383
"""Pixels of a side in WebP (RFC 9649 §2.6)."""
_LOSSY: dict[str, Any] = {"quality": 80, "method": 4}
_LOSSLESS: dict[str, Any] = {"lossless": True, "quality": 75, "method": 4}


class Rendition(msgspec.Struct, frozen=True):
    """A picture in a smaller size, upright, in sRGB, without metadata."""

    width: int
    """Pixels."""
    height: int
    data: bytes
    """WebP."""


class Rendered(msgspec.Struct, frozen=True):
    """What came of a picture."""

    renditions: tuple[Rendition, ...] = ()
    """Narrowest first; each smaller than the picture also in bytes."""
    fault: str = ""
    """Why it could not be decoded, said of it; or ""."""


def sizes(facts: ImageFacts) -> tuple[tuple[int, int], ...]:
    """Return the widths and heights in which a picture is worth making that says *facts* of itself, narrowest first.

    There are none for one that is broken, too small or too large, nor for a GIF: a drawing, or it moves.
    """
    width, height = facts.shown
    if facts.fault or facts.kind not in _KINDS or not 0 < width * height <= _MOST_PIXELS:
        return ()
    scaled = ((wide, (2 * height * wide + width) // (2 * width)) for wide in WIDTHS if wide < width)
    return tuple((wide, high) for wide, high in scaled if 1 <= high <= _LONGEST)


def render(data: bytes, facts: ImageFacts) -> Rendered:
    """Return the picture *data*, which says *facts* of itself, in each of its `sizes` that saves bytes; none if it moves.

    Pillow may warn of what it reads. Threads may call it, but for that reason cannot each silence it.
    """
    if not sizes(facts):
        return Rendered()
    try:
        return Rendered(tuple(_renditions(data, facts)))
    except MemoryError:
        raise
    except Exception:  # there is no end to what broken pixels make Pillow raise
        return Rendered(fault="is damaged: its pixels cannot be read")


def _renditions(data: bytes, facts: ImageFacts) -> Iterator[Rendition]:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data), formats=[facts.kind]) as picture:
        if picture.size != (facts.width, facts.height):
            raise ValueError("its container and its pixels disagree on its size")
        if getattr(picture, "is_animated", False):
            return
        *smaller, largest = sizes(facts)
        stored = largest[::-1] if facts.turned else largest
        picture.draft(None, stored)  # a JPEG can be decoded at a fraction of its size
        scaled = _mixable(picture).resize(stored, Image.Resampling.LANCZOS, reducing_gap=3)
        upright = _in_srgb(ImageOps.exif_transpose(scaled), picture.info.get("icc_profile"))
    if upright.size != largest:
        raise ValueError("its container and its pixels disagree on how it is turned")
    encodings = (_LOSSY, _LOSSLESS) if facts.kind == "png" else (_LOSSY,)
    for size in (*smaller, largest):
        scaled = upright if size == largest else upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        encoded = min((_encoded(scaled, options) for options in encodings), key=len)
        if len(encoded) < len(data):
            yield Rendition(*size, encoded)


def _mixable(picture: "Image.Image") -> "Image.Image":
    """*picture* with pixels that can be averaged: of 8 bits, and not out of a palette."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which convert() would cut off instead of scaling them
        picture = picture.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _in_srgb(picture: "Image.Image", profile: bytes | None) -> "Image.Image":
    """*picture* in the colours that browsers assume where they are told of none."""
    from PIL import ImageCms

    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            colours = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, colours, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):  # browsers pass over a profile that does not fit its picture
            pass
        else:
            return converted or picture
    return picture if picture.mode == mode else picture.convert(mode)


def _encoded(picture: "Image.Image", options: dict[str, Any]) -> bytes:
    file = BytesIO()
    picture.save(file, "WEBP", **options)
    return file.getvalue()
