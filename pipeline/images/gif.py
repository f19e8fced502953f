"""GIF 89a: a line of blocks, each a chain of sub-blocks."""

from pipeline.images._container import Anatomy, Broken, Piece, Reader, rest

_PICTURE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_SHOWN = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""The applications' extensions that decide how the picture is shown."""


def read(data: bytes) -> Anatomy:
    """Return the anatomy of a GIF file; what stands for its size is that of its canvas."""
    reader = Reader(data, 6)
    width, height = reader.number(2, "little"), reader.number(2, "little")
    _skip_colours(reader, reader.take(3)[0])
    pieces: list[Piece] = []
    pictured = False
    while reader.at < reader.end:  # many a file lacks the last byte
        start = reader.at
        block = reader.number(1)
        if block == _END:
            break
        if block == _PICTURE:
            pictured = True
            _skip_colours(reader, reader.take(9)[8])
            reader.skip(1)
            _skip_blocks(reader)
        elif block == _EXTENSION:
            label = reader.number(1)
            body = reader.at + 1
            _skip_blocks(reader)
            if label == _COMMENT or (label == _APPLICATION and not data.startswith(_SHOWN, body)):
                kind = "xmp" if data.startswith(b"XMP Data", body) else ""
                pieces.append(Piece(start, reader.at, kind, data[body : reader.at]))
        else:
            raise Broken("is damaged")
    return Anatomy(width, height, pieces + rest(data, reader.at)) if pictured else Anatomy(0, 0, [])


def _skip_colours(reader: Reader, flags: int) -> None:
    """Go past the table of colours that *flags* announce, if they do."""
    if flags & 0x80:
        reader.skip(3 << (flags & 7) + 1)


def _skip_blocks(reader: Reader) -> None:
    while length := reader.number(1):
        reader.skip(length)
