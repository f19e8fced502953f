"""WebP (RFC 9649): a RIFF file, a line of chunks."""

from pipeline.images._container import Anatomy, Piece, Reader, is_first_exif, rest
from pipeline.images._exif import orientation_alone

_SHOWN = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_KINDS = {b"EXIF": "exif", b"XMP ": "xmp"}
_EXIF, _XMP = 0x08, 0x04
"""Flags of the VP8X chunk."""


def read(data: bytes) -> Anatomy:
    """Return the anatomy of a WebP file."""
    end = 8 + Reader(data, 4).number(4, "little")
    reader = Reader(data, 12, end)
    size = (0, 0)
    flags = 0  # where they stand
    pieces: list[Piece] = []
    while reader.at < end:
        start = reader.at
        name, length = reader.take(4), reader.number(4, "little")
        body = reader.at
        reader.skip(length)
        if length % 2 and reader.at < end:
            reader.skip(1)
        content = data[body : body + length]
        if name not in _SHOWN:
            kind = _KINDS.get(name, "")
            kept = _orientation(content) if flags and is_first_exif(kind, pieces) else b""
            pieces.append(Piece(start, reader.at, kind, content, kept))
        elif size == (0, 0):
            size = _size(name, content)
            flags = body if name == b"VP8X" and length else 0
    return Anatomy(*size, [*_mended(data, pieces, flags, end), *pieces, *rest(data, end)])


def _size(name: bytes, body: bytes) -> tuple[int, int]:
    """What the first chunk says of the picture's size."""
    if name == b"VP8L" and len(body) > 4:
        bits = _number(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8X" and len(body) > 9:
        return _number(body[4:7]) + 1, _number(body[7:10]) + 1
    return _number(body[6:8]) & 0x3FFF, _number(body[8:10]) & 0x3FFF


def _number(digits: bytes) -> int:
    return int.from_bytes(digits, "little")


def _orientation(exif: bytes) -> bytes:
    """The chunk that says of *exif* the orientation alone, where there is any to say."""
    kept = orientation_alone(exif)
    return b"EXIF" + len(kept).to_bytes(4, "little") + kept if kept else b""


def _mended(data: bytes, pieces: list[Piece], flags: int, end: int) -> list[Piece]:
    """What must be said otherwise when *pieces* are replaced: the file's length and, where there are any, its flags."""
    length = end - 8 + sum(len(piece.instead) - (piece.end - piece.start) for piece in pieces)
    mended = [Piece(4, 8, instead=length.to_bytes(4, "little"))]
    if flags:
        kept = _EXIF if any(piece.instead for piece in pieces) else 0
        mended.append(Piece(flags, flags + 1, instead=bytes([data[flags] & ~(_EXIF | _XMP) | kept])))
    return mended
