"""Pictures to test with, made by Pillow: `picture("jpeg", exif=exif(artist="Ada"))`."""

import hashlib
import io
import zlib
from typing import Any

from PIL import Image, ImageOps

KINDS = ("avif", "gif", "jpeg", "png", "webp")
LOSSLESS: dict[str, dict[str, Any]] = {"webp": {"lossless": True}}

_ARTIST, _ORIENTATION, _SERIAL_NUMBER = 0x013B, 0x0112, 0xA431
_DETAILS, _GPS = 0x8769, 0x8825


def exif(
    *,
    artist: str = "",
    orientation: int = 1,
    position: tuple[Any, ...] = (),
    serial_number: str = "",
) -> Image.Exif:
    """Return Exif that says so; *position* are degrees, minutes and seconds, north and east alike."""
    made = Image.Exif()
    made[_ORIENTATION] = orientation
    if artist:
        made[_ARTIST] = artist
    if serial_number:
        made.get_ifd(_DETAILS)[_SERIAL_NUMBER] = serial_number
    if position:
        made.get_ifd(_GPS).update({1: "N", 2: position, 3: "E", 4: position})
    return made


def everything() -> Image.Exif:
    """Exif that says all that is private, and that the picture lies on its side."""
    return exif(artist="Ada Lovelace", orientation=6, position=(50.0, 44.0, 1.5), serial_number="0042-17")


def picture(kind: str = "jpeg", size: tuple[int, int] = (20, 12), mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture with an edge of another colour, so that a turn would be seen."""
    image = Image.new("RGB", size, "navy")
    image.paste("gold", (0, 0, size[0], 3))
    file = io.BytesIO()
    image.convert(mode).save(file, kind, **LOSSLESS.get(kind, {}) | options)
    return file.getvalue()


def grain(size: tuple[int, int]) -> Image.Image:
    """Return a grey picture that no format makes small, always the same."""
    noise = Image.frombytes("L", size, hashlib.shake_256(b"grain").digest(size[0] * size[1]))
    return Image.blend(noise, Image.new("L", size, 128), 0.3)


def seen(data: bytes) -> list[tuple[tuple[int, int], bytes, bytes]]:
    """Return each frame as a browser shows it: upright, its size, its pixels, and the profile that its colours are of."""
    with Image.open(io.BytesIO(data)) as image:
        frames = []
        for at in range(getattr(image, "n_frames", 1)):
            image.seek(at)
            upright = ImageOps.exif_transpose(image)
            frames.append((upright.size, upright.convert("RGBA").tobytes(), image.info.get("icc_profile", b"")))
        return frames


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def with_chunk(data: bytes, name: bytes, body: bytes, *, last: bool = False) -> bytes:
    """Return the PNG file *data* with another chunk, right after the first one or before the end."""
    at = len(data) - 12 if last else 33
    return data[:at] + chunk(name, body) + data[at:]


def with_segment(data: bytes, code: int, body: bytes) -> bytes:
    """Return the JPEG file *data* with another segment at its beginning."""
    return data[:2] + bytes([0xFF, code]) + (len(body) + 2).to_bytes(2) + body + data[2:]


def resources(*datasets: tuple[int, bytes]) -> bytes:
    """Return what Photoshop writes into a JPEG: a resource of its own, then IPTC's *datasets*."""
    iptc = b"".join(b"\x1c\x02" + bytes([number]) + len(value).to_bytes(2) + value for number, value in datasets)
    own = b"8BIM\x03\xed\x04name\0" + (3).to_bytes(4) + b"abc\0"
    return b"Photoshop 3.0\0" + own + b"8BIM\x04\x04\0\0" + len(iptc).to_bytes(4) + iptc
