"""What an image file says of itself, and what is wrong with it."""

import subprocess
import sys
import zlib
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from pipeline.images import facts
from pipeline.model import ImageFacts
from tests.images.pictures import KINDS, chunk, everything, exif, picture, resources, with_chunk, with_segment

PLACE = "where it was taken (GPS position)"
AUTHOR = "the name of its author"
CAMERA = "the camera's serial number"
PEOPLE = "the names of people in it"
REST = "something behind the end of the picture: a film, a preview or what was cropped away"

HEAD = b"\x89PNG\r\n\x1a\n"


def header(width: int, height: int) -> bytes:
    return chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0")


@pytest.mark.parametrize("kind", KINDS)
def test_kind_and_size_are_read_from_the_content(kind: str) -> None:
    data = picture(kind, (37, 21))
    assert facts(data) == ImageFacts(kind, 37, 21, len(data))


@pytest.mark.parametrize("options", [{"lossless": True, "exif": exif()}, {"lossless": False}, {"lossless": True}])
def test_all_three_ways_of_webp_to_say_a_size_are_known(options: dict[str, Any]) -> None:
    found = facts(picture("webp", (37, 21), **options))
    assert (found.width, found.height, found.fault) == (37, 21, "")


@pytest.mark.parametrize("kind", ["gif", "png", "webp", "avif"])
def test_a_picture_that_moves_is_one_picture(kind: str) -> None:
    frames = [Image.new("RGB", (20, 12), colour) for colour in ("gold", "navy")]
    found = facts(picture(kind, save_all=True, append_images=frames))
    assert (found.width, found.height, found.fault) == (20, 12, "")


def test_a_progressive_jpeg_has_several_scans() -> None:
    assert facts(picture("jpeg", (200, 100), progressive=True)).fault == ""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b'\xef\xbb\xbf\n<?xml version="1.0"?><svg/>', "svg"),
        (picture("tiff"), "tiff"),
        (picture("bmp"), "bmp"),
        (b"%PDF-1.7", "pdf"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
    ],
)
def test_a_kind_that_is_not_published_is_named_and_not_read(data: bytes, kind: str) -> None:
    assert facts(data) == ImageFacts(kind, 0, 0, len(data))


@pytest.mark.parametrize("kind", ["avif", "jpeg", "png", "webp"])
@pytest.mark.parametrize(("orientation", "shown"), [(1, (37, 21)), (3, (37, 21)), (4, (37, 21)), (5, (21, 37)), (8, (21, 37))])
def test_a_quarter_turn_exchanges_width_and_height(kind: str, orientation: int, shown: tuple[int, int]) -> None:
    found = facts(picture(kind, (37, 21), exif=exif(orientation=orientation)))
    assert (found.width, found.height, found.shown) == (37, 21, shown)


# Private


@pytest.mark.parametrize("kind", ["avif", "jpeg", "png", "webp"])
@pytest.mark.parametrize(
    ("said", "private"),
    [
        (everything(), (PLACE, AUTHOR, CAMERA)),
        (exif(artist="Ada"), (AUTHOR,)),
        (exif(artist="      "), ()),
        (exif(serial_number="0000000000"), ()),
        (exif(position=(IFDRational(0, 0),) * 3), ()),
        (exif(orientation=6), ()),
    ],
)
def test_exif_is_asked_for_a_position_a_person_and_a_camera(kind: str, said: Any, private: tuple[str, ...]) -> None:
    assert facts(picture(kind, exif=said)).private == private


def test_a_name_in_two_byte_characters_is_a_name() -> None:
    said = exif()
    said[0x9C9D] = "Ada".encode("utf-16-le")
    assert facts(picture(exif=said)).private == (AUTHOR,)


XMP = [
    (b'<rdf:Description exif:GPSLatitude="50,44.1N"/>', (PLACE,)),
    (b"<exif:GPSLatitude>50,44.1N</exif:GPSLatitude>", (PLACE,)),
    (b"<dc:creator>\n <rdf:Seq>\n  <rdf:li>Ada Lovelace</rdf:li>\n </rdf:Seq>\n</dc:creator>", (AUTHOR,)),
    (b"<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ada</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>", (PEOPLE,)),
    (b"<x aux:SerialNumber=\"42\" dc:creator='A'/>", (AUTHOR, CAMERA)),
    (b"<dc:creator><rdf:Seq/></dc:creator>", ()),
    (b"<dc:creator><rdf:Seq><rdf:li></rdf:li></rdf:Seq></dc:creator>", ()),
    (b'<x exif:GPSLatitude=""/>', ()),
    (b'<x exif:GPSVersionID="2.3.0.0" xmp:CreatorTool="GIMP"/>', ()),
    (b"<dc:title>dc:creator of worlds</dc:title>", ()),
]


@pytest.mark.parametrize("kind", ["avif", "jpeg", "webp"])
@pytest.mark.parametrize(("packet", "private"), XMP)
def test_xmp_is_asked_the_same(kind: str, packet: bytes, private: tuple[str, ...]) -> None:
    assert facts(picture(kind, xmp=packet)).private == private


@pytest.mark.parametrize("compressed", [False, True])
def test_xmp_in_a_png_is_a_text(compressed: bool) -> None:
    texts = PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", XMP[0][0].decode(), zip=compressed)
    assert facts(picture("png", pnginfo=texts)).private == (PLACE,)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    ("name", "body", "private"),
    [
        (b"tEXt", b"Author\0Ada", (AUTHOR,)),
        (b"iTXt", b"Author\0\0\0en\0Autorin\0Ada", (AUTHOR,)),
        (b"tEXt", b"Author\0 ", ()),
        (b"tEXt", b"Software\0GIMP by Ada", ()),
        (b"tEXt", b"Raw profile type exif\0\nexif\n  900\n" + everything().tobytes().hex().encode(), (PLACE, AUTHOR, CAMERA)),
        (b"tEXt", b"Raw profile type APP1\0\ngeneric\n 9\n" + (b"http://ns.adobe.com/" + XMP[1][0]).hex().encode(), (PLACE,)),
        (b"tEXt", b"Raw profile type exif\0\nexif\n 9\nno digits", ()),
        (b"tEXt", b"", ()),
        (b"zTXt", b"Author\0\0" + zlib.compress(b"Ada"), (AUTHOR,)),
        (b"iTXt", b"Author\0\1\0en\0Autorin\0" + zlib.compress(b"Ada"), (AUTHOR,)),
        (b"zTXt", b"Author\0\0not compressed", ()),
        (b"iTXt", b"Author\0\1", ()),
    ],
)
def test_texts_in_a_png_are_asked_the_same_wherever_they_stand(
    name: bytes, body: bytes, private: tuple[str, ...], last: bool
) -> None:
    assert facts(with_chunk(picture("png"), name, body, last=last)).private == private


@pytest.mark.parametrize(
    ("datasets", "private"),
    [(((5, b"A title"), (80, b"Ada")), (AUTHOR,)), (((122, b"Ada"),), (AUTHOR,)), (((80, b" "), (116, b"(c) Example")), ())],
)
def test_iptc_in_a_jpeg_is_asked_for_a_person(datasets: tuple[tuple[int, bytes], ...], private: tuple[str, ...]) -> None:
    assert facts(with_segment(picture(), 0xED, resources(*datasets))).private == private


@pytest.mark.parametrize("kind", ["gif", "jpeg", "png", "webp"])
def test_what_stands_behind_the_end_of_the_picture_is_private(kind: str) -> None:
    assert facts(picture(kind) + picture("png")).private == (REST,)
    assert facts(picture(kind) + b"\0\0\r\n").private == ()


def test_a_comment_is_not_private() -> None:
    assert facts(picture("gif", comment=b"Made with GIMP by Ada")).private == ()
    assert facts(picture("jpeg", comment=b"Made with GIMP by Ada")).private == ()


def test_pillow_is_not_loaded_for_a_picture_without_exif() -> None:
    program = "import sys; from pipeline.images import facts; facts(sys.stdin.buffer.read()); sys.exit('PIL' in sys.modules)"
    for kind in KINDS:
        assert subprocess.run([sys.executable, "-c", program], input=picture(kind), check=False).returncode == 0, kind


# Faults


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_ends_too_early_is_cut_short(kind: str) -> None:
    data = picture(kind, (200, 100))
    for end in (len(data) // 4, len(data) // 2, len(data) - 3):
        assert facts(data[:end]).fault == "is cut short", end


PNG = picture("png")

FAULTS = [
    (b"", "is no image by its content"),
    (b"once upon a time", "is no image by its content"),
    (PNG[:40] + bytes([PNG[40] ^ 1]) + PNG[41:], "is damaged: a checksum in it is wrong"),
    (PNG[:60] + bytes([PNG[60] ^ 1]) + PNG[61:], "is damaged: a checksum in it is wrong"),
    (HEAD + chunk(b"IEND", b""), "has no picture in it"),
    (HEAD + header(0, 7) + chunk(b"IEND", b""), "has no picture in it"),
    (HEAD + header(30_000, 30_000) + chunk(b"IEND", b""), "has 900,000,000 pixels, more than a browser can hold"),
    (HEAD + header(1, 1) + chunk(b"teXt", b"") * 400_000, "is made of far too many parts"),
    (b"\xff\xd8\xff\xd9", "has no picture in it"),
    (b"\xff\xd8\xff\xe0\0\0\xff\xd9", "is damaged"),
    (b"\xff\xd8" + b"\xff\xfe\0\2" * 600_000, "is made of far too many parts"),
    (b"\xff\xd8" + b"\xff\xda\0\2" * 101 + b"\xff\xd9", "is made of far too many parts"),
    (b"GIF89a" + bytes(7) + b";", "has no picture in it"),
    (b"GIF89a" + bytes(7) + b"?", "is damaged"),
    (b"GIF89a" + bytes(7) + b"!\xfe" + b"\1a" * 600_000 + b"\0;", "is made of far too many parts"),
    (b"RIFF\4\0\0\0WEBP", "has no picture in it"),
    (b"RIFF\x0c\0\0\0WEBPVP8X\0\0\0\0", "has no picture in it"),
    (b"\0\0\0\x0cftypavif", "has no picture in it"),
    (b"\0\0\0\x0cftypavif\0\0\0\1free\0\0\0\0\0\0\0\1", "is damaged"),
    (b"\0\0\0\x0cftypavif\0\0\0\x08meta", "has no picture in it"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "fault"), [pytest.param(*case, id=f"{at} {case[1]}") for at, case in enumerate(FAULTS)])
def test_what_cannot_be_shown_is_said(data: bytes, fault: str) -> None:
    assert facts(data).fault == fault


def test_a_wrong_checksum_of_what_is_not_shown_is_no_fault() -> None:
    data = bytearray(with_chunk(PNG, b"tEXt", b"Author\0Ada"))
    data[45] ^= 1
    assert facts(bytes(data)).fault == ""


def test_a_gif_without_its_last_byte_is_whole() -> None:
    assert facts(picture("gif")[:-1]).fault == ""
