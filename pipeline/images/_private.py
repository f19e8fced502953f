"""What of an image's metadata is nobody's business: where it was taken, who took it, with which camera, who is on it.

A title, a description, a licence or the name of a program are not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.images._container import Piece
from pipeline.images._exif import fields, says, says_where

_PLACE = "where it was taken (GPS position)"
_AUTHOR = "the name of its author"
_CAMERA = "the camera's serial number"
_PEOPLE = "the names of people in it"
_REST = "something behind the end of the picture: a film, a preview or what was cropped away"
_ORDER = (_PLACE, _AUTHOR, _PEOPLE, _CAMERA, _REST)

_AUTHOR_TAGS = (0x013B, 0x9C9D, 0xA430, 0xA437, 0xA438)
"""Artist, XPAuthor, CameraOwnerName, Photographer, ImageEditor."""
_CAMERA_TAGS = (0xA431, 0xA435, 0xC62F)
"""BodySerialNumber, LensSerialNumber, CameraSerialNumber."""

_XMP_NAMES = {
    _PLACE: "exif:GPSLatitude",
    _AUTHOR: "dc:creator|tiff:Artist|photoshop:CaptionWriter|aux:OwnerName|exifEX:CameraOwnerName",
    _PEOPLE: "Iptc4xmpExt:PersonInImage|Iptc4xmpExt:PersonName|mwg-rs:Name|MPReg:PersonDisplayName",
    _CAMERA: "aux:SerialNumber|aux:LensSerialNumber|exifEX:BodySerialNumber|exifEX:LensSerialNumber",
}
"""The properties (XMP, ISO 16684-1) by the prefixes that every program uses."""
_XMP = {
    statement: re.compile(
        rf"""(?:{names})(?:=["'][^"']|(?:\s[^<>]{{0,200}})?>\s*+(?:<rdf:\w+>\s*+<rdf:li[^<>]{{0,200}}>\s*+)?[^<\s])""".encode()
    )
    for statement, names in _XMP_NAMES.items()
}
"""Each as an attribute or an element, alone or in a list, and not empty."""
_MOST, _LONGEST = 20, 1 << 18
"""Pieces of one kind that are looked at, and bytes of each: what a file says further on, no program reads."""

_IPTC_AUTHORS = (80, 122)
"""By-line and Writer/Editor (IIM 4.2, record 2)."""


def statements(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """Return what *pieces* say that is private, each once, the worst first."""
    seen: Counter[str] = Counter()
    found: set[str] = set()
    for piece in pieces:
        seen[piece.kind] += 1
        if piece.kind and seen[piece.kind] <= _MOST:
            found.update(_said(piece.kind, piece.content[:_LONGEST]))
    return tuple(statement for statement in _ORDER if statement in found)


def _said(kind: str, content: bytes) -> Iterator[str]:
    match kind:
        case "profile":
            yield from _said("xmp" if content.startswith(b"http") else "exif", content)
        case "exif":
            found = fields(content)
            if says_where(found):
                yield _PLACE
            if says(found, _AUTHOR_TAGS):
                yield _AUTHOR
            if says(found, _CAMERA_TAGS):
                yield _CAMERA
        case "xmp":
            yield from (statement for statement, pattern in _XMP.items() if pattern.search(content))
        case "iptc" if any(name in _IPTC_AUTHORS and value.strip() for name, value in _datasets(_iptc(content))):
            yield _AUTHOR
        case "author" if content.strip():
            yield _AUTHOR
        case "rest" if content.strip(b"\0\r\n "):
            yield _REST


def _iptc(content: bytes) -> bytes:
    """What Photoshop's image resources (8BIM) hold of IPTC's."""
    at = content.find(b"8BIM")
    while at >= 0 and content.startswith(b"8BIM", at):
        number = content[at + 4 : at + 6]
        name_end = at + 7 + int.from_bytes(content[at + 6 : at + 7])
        size_at = name_end + (name_end - at) % 2
        size = int.from_bytes(content[size_at : size_at + 4])
        if number == b"\x04\x04":
            return content[size_at + 4 : size_at + 4 + size]
        at = size_at + 4 + size + size % 2
    return b""


def _datasets(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The number and the value of each dataset of the application record."""
    at = 0
    while content.startswith(b"\x1c", at) and at + 5 <= len(content):
        end = at + 5 + int.from_bytes(content[at + 3 : at + 5])
        if content[at + 1] == 2:
            yield content[at + 2], content[at + 5 : end]
        at = end
