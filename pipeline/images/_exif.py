"""Exif (CIPA DC-008), read by Pillow: a list of fields, each known by its tag, with further lists in it."""

import warnings
from collections.abc import Iterable
from typing import Any

_LONGEST = 1 << 18
"""Bytes that are looked at: a JPEG holds at most a quarter of that, and what is asked for stands at the beginning."""
_ORIENTATION = 0x0112
_DETAILS, _GPS = 0x8769, 0x8825
"""The lists within the list."""
_LATITUDE, _LONGITUDE = 2, 4

Fields = dict[int, Any]


def fields(content: bytes) -> Fields:
    """Return the fields of *content*, with or without `Exif` before them, by tag; the position's are a mapping themselves."""
    from PIL import Image

    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif.load(content[:_LONGEST])
            return {**dict(exif), **exif.get_ifd(_DETAILS), _GPS: exif.get_ifd(_GPS)}
    except Exception:  # there is no end to what broken fields make Pillow raise
        return {}


def says(found: Fields, tags: Iterable[int]) -> bool:
    """Whether *found* say anything under one of *tags*; cameras fill with blanks or zeros what nobody has entered."""
    return any(_text(found.get(tag, "")).strip("0 \0") for tag in tags)


def says_where(found: Fields) -> bool:
    """Whether *found* name a position; a receiver without a signal writes 0/0 for it."""
    position = found.get(_GPS, {})
    return all(_is_place(position.get(tag)) for tag in (_LATITUDE, _LONGITUDE))


def orientation_alone(content: bytes) -> bytes:
    """Return the smallest TIFF with which a picture is turned as *content* turns it, or b"" for one that stands upright."""
    turned = _orientation(content)
    return b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + turned.to_bytes(2) + bytes(6) if turned > 1 else b""


def lies_on_its_side(content: bytes) -> bool:
    """Whether a picture is given a quarter turn by *content*."""
    return _orientation(content) > 4


def _orientation(content: bytes) -> int:
    turned = fields(content).get(_ORIENTATION)
    return turned if isinstance(turned, int) and 2 <= turned <= 8 else 1


def _text(value: Any) -> str:
    return value.decode("utf-16-le", "ignore") if isinstance(value, bytes) else str(value)


def _is_place(value: Any) -> bool:
    """Whether *value* are degrees, minutes and seconds that are known."""
    try:
        return all(float(part) == float(part) for part in value)
    except (TypeError, ValueError):
        return False
