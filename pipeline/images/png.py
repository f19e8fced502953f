"""PNG (W3C, third edition): a line of chunks, each with its checksum."""

import zlib

from pipeline.images._container import NEAR, Anatomy, Broken, Piece, Reader, is_first_exif, rest
from pipeline.images._exif import orientation_alone

_SHOWN = frozenset(b"acTL bKGD cHRM cICP cLLI fcTL fdAT gAMA hIST iCCP mDCV pHYs sBIT sPLT sRGB tRNS".split())
"""The ancillary chunks that decide how the picture is shown."""
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_KEYWORDS = {
    b"author": "author",
    b"xml:com.adobe.xmp": "xmp",
    b"raw profile type app1": "profile",
    b"raw profile type exif": "profile",
    b"raw profile type iptc": "iptc",
    b"raw profile type xmp": "xmp",
}
"""What a text is, by its keyword in lower case; the raw profiles are ImageMagick's."""
_LONGEST = 1 << 19
"""Bytes of a text that are looked at when it is unpacked."""


def read(data: bytes) -> Anatomy:
    """Return the anatomy of a PNG file."""
    reader = Reader(data, 8)
    width = height = 0
    pieces: list[Piece] = []
    name = b""
    while name != b"IEND":
        start = reader.at
        length, name = reader.number(4), reader.take(4)
        body = reader.at
        reader.skip(length)
        checksum = reader.number(4)
        if _is_critical(name):
            if zlib.crc32(memoryview(data)[start + 4 : body + length]) != checksum:
                raise Broken("is damaged: a checksum in it is wrong")
            if name == b"IHDR":
                width, height = (int.from_bytes(data[at : at + 4]) for at in (body, body + 4))
        elif name not in _SHOWN:
            kind, content = _said(name, data[body : body + length]) if len(pieces) < NEAR else ("", b"")
            kept = _orientation(content) if is_first_exif(kind, pieces) else b""
            pieces.append(Piece(start, reader.at, kind, content, kept))
    return Anatomy(width, height, pieces + rest(data, reader.at))


def _is_critical(name: bytes) -> bool:
    return not name[0] & 0x20


def _said(name: bytes, body: bytes) -> tuple[str, bytes]:
    """The kind of an ancillary chunk as a piece, and what it says."""
    if name not in _TEXTS:
        return "exif" if name == b"eXIf" else "", body
    keyword, text = _text(name, body)
    keyword = keyword.lower()
    return _KEYWORDS.get(keyword, ""), _profile(text) if keyword.startswith(b"raw profile") else text


def _orientation(exif: bytes) -> bytes:
    """The chunk that says of *exif* the orientation alone, where there is any to say."""
    kept = orientation_alone(exif)
    return len(kept).to_bytes(4) + b"eXIf" + kept + zlib.crc32(b"eXIf" + kept).to_bytes(4) if kept else b""


def _text(name: bytes, body: bytes) -> tuple[bytes, bytes]:
    """The keyword of a text and what it says."""
    keyword, _, text = body.partition(b"\0")
    if name == b"zTXt":  # between them how it is compressed
        return keyword, _inflated(text[1:])
    if name == b"iTXt":  # between them whether it is compressed, how, its language and the keyword's translation
        said = text[2:].split(b"\0", 2)[-1]
        return keyword, _inflated(said) if text.startswith(b"\1") else said
    return keyword, text


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LONGEST)
    except zlib.error:
        return b""


def _profile(text: bytes) -> bytes:
    """The bytes of a raw profile: its name, its length, then hexadecimal digits on many lines."""
    try:
        return bytes.fromhex(b"".join(text[:_LONGEST].split()[2:]).decode("ascii"))
    except ValueError:
        return b""
