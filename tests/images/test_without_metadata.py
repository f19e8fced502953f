"""The same picture, and nothing but the picture."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from pipeline.images import facts, without_metadata
from pipeline.model import ImageFacts
from tests.images.pictures import KINDS, everything, exif, picture, resources, seen, with_chunk, with_segment

SECRET = b"Ada Lovelace"
XMP = b'<x:xmpmeta><rdf:Description dc:creator="Ada Lovelace"/></x:xmpmeta>'
SAID: dict[str, Any] = {"exif": everything(), "xmp": XMP}
PROFILED: dict[str, Any] = {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
MOVING: dict[str, Any] = {
    "save_all": True,
    "append_images": [Image.new("RGB", (20, 12), colour) for colour in ("gold", "teal")],
    "duration": 50,
}
AUTHOR = b"Author\0" + SECRET

FULL = {
    "JPEG": with_segment(picture(**SAID, **PROFILED, comment=SECRET), 0xED, resources((80, SECRET))),
    "JPEG in four inks": picture(mode="CMYK", **SAID),
    "JPEG, progressive": picture(size=(90, 60), progressive=True, **SAID),
    "JPEG with bytes between its segments": picture()[:20] + SECRET + picture()[20:],
    "JPEG with what a program keeps for itself": with_segment(picture(), 0xEB, b"JP\0\1" + SECRET),
    "PNG": with_chunk(with_chunk(picture("png", exif=everything(), **PROFILED), b"tEXt", AUTHOR), b"tIME", SECRET, last=True),
    "PNG that was cropped": picture("png") + picture("png", exif=everything()),
    "PNG with a palette": with_chunk(picture("png", mode="P", transparency=0), b"tEXt", AUTHOR, last=True),
    "PNG that moves": with_chunk(picture("png", **MOVING), b"prVt", SECRET),
    "WebP": picture("webp", **SAID, **PROFILED),
    "WebP, lossy": picture("webp", lossless=False, **SAID),
    "WebP that moves": picture("webp", **SAID, **MOVING),
    "WebP with XMP alone": picture("webp", xmp=XMP),
    "GIF": picture("gif")[:-1] + b"!\xff\x0bXMP DataXMP" + XMP + b"\1" + bytes(range(255, -1, -1)) + b"\0;",
    "GIF that moves": picture("gif", comment=SECRET, loop=3, **MOVING),
    "AVIF": picture("avif", **SAID, **PROFILED),
    "AVIF that moves": picture("avif", **SAID, **MOVING),
}


@pytest.mark.parametrize("name", FULL)
def test_what_is_not_the_picture_goes(name: str) -> None:
    bare = without_metadata(FULL[name])
    assert facts(bare).private == ()
    for word in (b"Ada", b"Lovelace", b"0042-17"):
        assert word not in bare


@pytest.mark.parametrize("name", FULL)
def test_the_picture_and_its_colours_stay(name: str) -> None:
    assert seen(without_metadata(FULL[name])) == seen(FULL[name])
    assert facts(without_metadata(FULL[name])).fault == ""


@pytest.mark.parametrize("name", FULL)
def test_nothing_is_left_to_remove_a_second_time(name: str) -> None:
    bare = without_metadata(FULL[name])
    assert bare != FULL[name]
    assert without_metadata(bare) == bare


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_metadata_stays_byte_for_byte(kind: str) -> None:
    assert without_metadata(picture(kind)) == picture(kind)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("orientation", range(10))
def test_of_exif_only_a_turn_is_kept(kind: str, orientation: int) -> None:
    bare = without_metadata(picture(kind, exif=exif(orientation=orientation, artist="Ada")))
    assert seen(bare) == seen(picture(kind, exif=exif(orientation=orientation)))
    assert (b"MM\0*" in bare) == (2 <= orientation <= 8)


def test_the_first_exif_of_several_is_the_one_that_turns() -> None:
    twice = with_segment(picture(exif=exif(orientation=3)), 0xE1, exif(orientation=6).tobytes())
    assert seen(without_metadata(twice)) == seen(picture(exif=exif(orientation=6)))


def test_a_turn_that_browsers_do_not_see_turns_nothing() -> None:
    profile = b"Raw profile type exif\0\nexif\n 9\n" + exif(orientation=6).tobytes().hex().encode()
    assert without_metadata(with_chunk(picture("png"), b"tEXt", profile)) == picture("png")
    turned = picture("png", exif=exif(orientation=3))
    assert seen(without_metadata(with_chunk(turned, b"tEXt", profile))) == seen(turned)


def test_of_a_telephones_picture_the_previews_behind_it_go() -> None:
    data = picture("mpo", save_all=True, append_images=[Image.new("RGB", (8, 8))], exif=everything())
    bare = without_metadata(data)
    assert len(seen(data)) == 2
    assert seen(bare) == seen(data)[:1]
    assert b"MPF" not in bare


@pytest.mark.parametrize("kind", ["avif", "gif", "png", "webp"])
def test_of_a_moving_picture_nothing_is_lost(kind: str) -> None:
    data = picture(kind, **MOVING)
    assert without_metadata(data) == data


@pytest.mark.parametrize("data", [b"", b"text", picture("tiff", exif=everything()), picture(**SAID)[:-40]])
def test_what_is_no_sound_image_of_a_published_kind_is_returned_as_it_is(data: bytes) -> None:
    assert without_metadata(data) == data


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(FULL)), st.data())
def test_no_bytes_make_it_raise(name: str, draw: st.DataObject) -> None:
    data = bytearray(FULL[name])
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(data) - 1))
        match draw.draw(st.sampled_from(["change", "cut", "repeat", "end"])):
            case "change":
                data[at] = draw.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]) | st.integers(0, 255))
            case "cut":
                del data[at : at + draw.draw(st.integers(1, 50))]
            case "repeat":
                data[at:at] = data[at : at + 50] * draw.draw(st.integers(1, 20))
            case "end":
                del data[max(at, 12) :]
        data = data or bytearray(b"\0")
    found = facts(bytes(data))
    bare = without_metadata(bytes(data))
    assert len(bare) <= len(data)
    assert found.size == len(data)
    if not found.fault and found.kind in KINDS:
        assert facts(bare) == ImageFacts(found.kind, found.width, found.height, len(bare), turned=found.turned)


@given(st.binary(max_size=200))
@example(b"")
def test_nor_do_bytes_of_no_kind(data: bytes) -> None:
    for beginning in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\xff\0\0\0WEBP", b"\0\0\0\x0cftypavif"):
        facts(beginning + data)
        without_metadata(beginning + data)
