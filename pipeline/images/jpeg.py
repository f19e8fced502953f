"""JPEG (ITU-T T.81): a line of segments, each behind a marker."""

import re
from collections.abc import Iterable

from pipeline.images._container import Anatomy, Broken, Piece, Reader, is_first_exif, rest
from pipeline.images._exif import orientation_alone

_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""Not an escaped 0xFF in the picture's data, a restart in it, or a byte that fills."""
_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_MOST_SCANS = 100
"""Each is a pass over all pixels, and no program needs twenty."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""They say the size."""
_APPLICATIONS = range(0xE0, 0xF0)
_SHOWN = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
"""The applications' segments that decide how the picture is shown."""
_KINDS = {"exif": (0xE1, b"Exif\0\0"), "xmp": (0xE1, b"http://ns.adobe.com/"), "iptc": (0xED, b"Photoshop 3.0\0")}


def read(data: bytes) -> Anatomy:
    """Return the anatomy of a JPEG file, which ends with the picture: what a camera adds behind it is a piece."""
    reader = Reader(data, 2)
    width = height = code = scans = 0
    pieces: list[Piece] = []
    while True:
        marker = _MARKER.search(data, reader.at)
        if not marker:
            raise Broken("is cut short")
        if code != _SCAN and reader.at < marker.start():  # decoders pass over what stands between two segments
            pieces.append(Piece(reader.at, marker.start()))
        code = data[marker.end() - 1]
        scans += code == _SCAN
        if scans > _MOST_SCANS:
            raise Broken("is made of far too many parts")
        reader.skip(marker.end() - reader.at)
        if code == _END:
            return Anatomy(width, height, pieces + rest(data, reader.at))
        reader.skip(reader.number(2) - 2)
        start, body, end = marker.start(), marker.end() + 2, reader.at
        if end < body:
            raise Broken("is damaged")
        if code in _FRAMES:
            height, width = (int.from_bytes(data[at : at + 2]) for at in (body + 1, body + 3))
        elif code == _COMMENT or (code in _APPLICATIONS and not _is_one_of(_SHOWN, code, data[body:end])):
            kind = _kind(code, data[body:end])
            kept = _orientation(data[body:end]) if is_first_exif(kind, pieces) else b""
            pieces.append(Piece(start, end, kind, data[body:end], kept))


def _is_one_of(signs: Iterable[tuple[int, bytes]], code: int, content: bytes) -> bool:
    return any(code == of and content.startswith(sign) for of, sign in signs)


def _kind(code: int, content: bytes) -> str:
    return next((kind for kind, sign in _KINDS.items() if _is_one_of([sign], code, content)), "")


def _orientation(exif: bytes) -> bytes:
    """The segment that says of *exif* the orientation alone, where there is any to say."""
    kept = orientation_alone(exif)
    return b"\xff\xe1" + (len(kept) + 8).to_bytes(2) + b"Exif\0\0" + kept if kept else b""
