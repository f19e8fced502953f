"""AVIF (ISO/IEC 23008-12): boxes within boxes. Metadata are items, and the place of each is written down elsewhere.

So nothing is moved: what goes is overwritten by as many bytes that say nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.images._container import Anatomy, Broken, Piece, Reader

_NO_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
"""An item that holds no field: where its TIFF header begins, then that and an empty list (which other zeros may follow)."""


class _Box(NamedTuple):
    name: bytes
    start: int
    """Of its content."""
    end: int


class _Item(NamedTuple):
    kind: str
    number: int


def read(data: bytes) -> Anatomy:
    """Return the anatomy of an AVIF file."""
    outer = {box.name: box for box in _boxes(data, 0, len(data))}
    if b"meta" not in outer:
        return Anatomy(0, 0, [])
    meta = {box.name: box for box in _boxes(data, outer[b"meta"].start + 4, outer[b"meta"].end)}
    items = {item.number: item.kind for item in _items(data, meta.get(b"iinf"))}
    places = _places(data, meta.get(b"iloc"), meta.get(b"idat"), items)
    pieces = [piece for number, kind in items.items() for piece in _pieces(data, kind, places.get(number, []))]
    properties = list(_properties(data, meta.get(b"iprp")))
    return Anatomy(*_size(data, properties), pieces, _turned(data, properties))


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    reader = Reader(data, start, end)
    while reader.at < end:
        begin = reader.at
        size, name = reader.number(4), reader.take(4)
        if size == 1:
            size = reader.number(8)
        length = size - (reader.at - begin) if size else end - reader.at
        if length < 0:
            raise Broken("is damaged")
        body = reader.at
        reader.skip(length)
        yield _Box(name, body, reader.at)


def _properties(data: bytes, described: _Box | None) -> Iterator[_Box]:
    for container in _boxes(data, described.start, described.end) if described else ():
        if container.name == b"ipco":
            yield from _boxes(data, container.start, container.end)


def _size(data: bytes, properties: list[_Box]) -> tuple[int, int]:
    """The largest picture's: others are its tiles, or previews of it."""
    sizes = [(0, 0)]
    for box in properties:
        if box.name == b"ispe":
            reader = Reader(data, box.start + 4, box.end)
            sizes.append((reader.number(4), reader.number(4)))
    return max(sizes, key=lambda size: size[0] * size[1])


def _turned(data: bytes, properties: list[_Box]) -> bool:
    """Whether a quarter turn is asked for, in either direction."""
    return any(box.name == b"irot" and Reader(data, box.start, box.end).number(1) % 2 for box in properties)


def _items(data: bytes, listed: _Box | None) -> Iterator[_Item]:
    """The items that hold metadata."""
    if not listed:
        return
    reader = Reader(data, listed.start, listed.end)
    version = reader.number(4) >> 24
    reader.skip(4 if version else 2)
    for box in _boxes(data, reader.at, listed.end):
        entry = Reader(data, box.start, box.end)
        number = entry.number(2 if entry.number(4) >> 24 == 2 else 4)
        entry.skip(2)
        match entry.take(4):
            case b"Exif":
                yield _Item("exif", number)
            case b"mime" if b"rdf+xml" in data[entry.at : min(box.end, entry.at + 200)]:
                yield _Item("xmp", number)


def _places(data: bytes, located: _Box | None, inner: _Box | None, wanted: dict[int, str]) -> dict[int, list[tuple[int, int]]]:
    """The stretches of the file that hold each *wanted* item."""
    places: dict[int, list[tuple[int, int]]] = {}
    if not located:
        return places
    reader = Reader(data, located.start, located.end)
    version = reader.number(4) >> 24
    sizes = reader.number(2)
    for_offset, for_length, for_base, for_index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version == 2 else 2
    left = len(data)
    for _ in range(reader.number(wide)):
        number = reader.number(wide)
        method = reader.number(2) & 15 if version else 0
        reader.skip(2)
        base = reader.number(for_base) + (inner.start if method == 1 and inner else 0)
        extents = []
        for _ in range(reader.number(2)):
            reader.skip(for_index if version else 0)
            start = base + reader.number(for_offset)
            extents.append((start, start + reader.number(for_length)))
        if number in wanted and method < 2:
            places[number] = extents
            left -= sum(end - start for start, end in extents)
            if left < 0:  # some are named twice
                raise Broken("is damaged")
    return places


def _pieces(data: bytes, kind: str, places: list[tuple[int, int]]) -> Iterator[Piece]:
    whole = b"".join(data[start:end] for start, end in places)
    blank = b" " * len(whole) if kind == "xmp" else _NO_EXIF.ljust(len(whole), b"\0")[: len(whole)]
    content = whole[4:] if kind == "exif" else whole  # before Exif it says where its TIFF header begins
    for start, end in places:
        length = len(data[start:end])
        yield Piece(start, start + length, kind, content, blank[:length])
        content, blank = b"", blank[length:]
