"""Pictures in smaller sizes."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from pipeline.images import Rendered, facts, render, sizes
from pipeline.media_types import WIDTHS
from pipeline.model import ImageFacts
from tests.images.pictures import KINDS, chunk, everything, exif, grain, picture

STILL = tuple(kind for kind in KINDS if kind != "gif")
FACTS = ImageFacts("jpeg", 4000, 3000, 5_000_000)


def detailed(size: tuple[int, int] = (700, 350), mode: str = "RGB") -> Image.Image:
    """A picture of many bytes that looks otherwise whichever way it is turned: red, blue on its right, green below."""
    width, height = size
    image = Image.new("RGB", size, (200, 40, 40))
    image.paste((40, 40, 200), (width // 2, 0, *size))
    image.paste((40, 200, 40), (0, height * 3 // 4, *size))
    return Image.blend(image, grain(size).convert("RGB"), 0.2).convert(mode)


def saved(image: Image.Image, kind: str = "jpeg", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def rendered(data: bytes) -> Rendered:
    return render(data, facts(data))


def smallest(data: bytes) -> Image.Image:
    made = rendered(data)
    assert made.fault == ""
    with Image.open(io.BytesIO(made.renditions[0].data), formats=["WEBP"]) as image:
        image.load()
        return image


def difference(image: Image.Image, other: Image.Image) -> float:
    """By how much two pictures differ, from 0 to 255; grain does not count."""
    both = (each.convert("RGB").resize((30, 30), Image.Resampling.BOX) for each in (image, other))
    return max(ImageStat.Stat(ImageChops.difference(*both)).mean)


def brightness(image: Image.Image, box: tuple[int, int, int, int] | None = None) -> float:
    return ImageStat.Stat(image.convert("L").crop(box)).mean[0]


# Sizes


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, ((480, 360), (960, 720), (1600, 1200))),
        ({"turned": True}, ((480, 640), (960, 1280), (1600, 2133))),
        ({"width": 1600, "height": 900}, ((480, 270), (960, 540))),
        ({"width": 1601, "height": 1}, ((960, 1), (1600, 1))),
        ({"width": 481, "height": 30}, ((480, 30),)),
        ({"width": 480}, ()),
        ({"width": 1, "height": 1}, ()),
        ({"width": 30_000, "height": 1}, ()),
        ({"width": 1, "height": 30_000}, ()),
        ({"width": 30_000, "height": 1, "turned": True}, ()),
        ({"width": 500, "height": 20_000}, ()),
        ({"width": 30_000, "height": 40}, ((480, 1), (960, 1), (1600, 2))),
        ({"width": 8_000, "height": 8_000}, ((480, 480), (960, 960), (1600, 1600))),
        ({"width": 8_001, "height": 8_000}, ()),
        ({"kind": "gif"}, ()),
        ({"kind": "heic"}, ()),
        ({"fault": "is cut short"}, ()),
        ({"width": 0, "height": 0}, ()),
    ],
)
def test_sizes_are_smaller_than_the_picture_and_keep_its_form(changes: dict[str, Any], wanted: tuple[Any, ...]) -> None:
    assert sizes(replace(FACTS, **changes)) == wanted


# Pixels


@pytest.mark.parametrize("kind", STILL)
def test_a_picture_is_made_in_each_size_that_saves_bytes(kind: str) -> None:
    data = saved(detailed((1000, 500)), kind, exif=everything())
    [small] = rendered(data).renditions
    assert facts(small.data) == ImageFacts("webp", 480, 960, len(small.data))
    assert len(small.data) < len(data)


def test_sizes_come_narrowest_first() -> None:
    made = rendered(saved(detailed((1000, 500))))
    assert [(each.width, each.height) for each in made.renditions] == [(480, 240), (960, 480)]


def test_the_same_bytes_give_the_same_bytes_in_any_number_of_threads() -> None:
    data = saved(detailed((1000, 500)))
    with ThreadPoolExecutor(2) as threads:
        first, *others = threads.map(rendered, [data] * 4)
    assert first.renditions
    assert others == [first] * 3


def test_what_would_save_nothing_is_not_made() -> None:
    data = saved(Image.new("RGB", (2000, 1000), "navy"), "webp", lossless=True)
    assert rendered(data) == Rendered()


@pytest.mark.parametrize("kind", STILL)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(kind: str, orientation: int) -> None:
    data = saved(detailed((700, 600)), kind, exif=exif(orientation=orientation))
    image = smallest(data)
    with Image.open(io.BytesIO(data)) as original:
        assert difference(image, ImageOps.exif_transpose(original)) < 8
    assert not image.getexif()


@pytest.mark.parametrize(
    ("kind", "mode"), [("jpeg", "CMYK"), ("png", "P"), ("png", "RGBA"), ("webp", "RGBA"), ("avif", "RGBA"), ("webp", "RGB")]
)
def test_colours_stay_in_every_mode(kind: str, mode: str) -> None:
    assert difference(smallest(saved(detailed(mode=mode), kind)), detailed()) < 8


@pytest.mark.parametrize(("mode", "kind"), [("L", "jpeg"), ("L", "png"), ("LA", "png")])
def test_grey_stays_grey(mode: str, kind: str) -> None:
    grey = detailed().convert("L")
    assert difference(smallest(saved(grey.convert(mode), kind)), grey) < 8


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    faint = grain((700, 350)).point(lambda level: level * 16, "I").convert("I;16")
    assert abs(brightness(smallest(saved(faint, "png"))) - 8) < 1  # 128 × 16 of 65,535


def test_what_is_transparent_stays_so() -> None:
    channel, palette, colour = detailed(mode="RGBA"), detailed(mode="P"), detailed()
    half = (0, 0, 350, 350)
    channel.paste((9, 9, 9, 0), half)
    palette.paste(7, half)
    colour.paste((1, 2, 3), half)
    for data in (
        saved(channel, "png"),
        saved(palette, "png", transparency=7),
        saved(colour, "png", transparency=(1, 2, 3)),
    ):
        image = smallest(data)
        opaque = image.getchannel("A")
        assert (brightness(opaque, (0, 0, 200, 240)), brightness(opaque, (280, 0, 480, 240))) == (0, 255)


def test_colours_of_another_profile_become_those_that_browsers_assume() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    red, green, blue = detailed().split()
    for kind in STILL:
        image = smallest(saved(detailed(), kind, icc_profile=swapped))
        assert difference(image, Image.merge("RGB", (blue, green, red))) < 8, kind
        assert "icc_profile" not in image.info


@pytest.mark.parametrize("profile", [b"no profile", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_profile_that_does_not_fit_is_passed_over(profile: bytes) -> None:
    assert difference(smallest(saved(detailed(), icc_profile=profile)), detailed()) < 8


# What is left alone


@pytest.mark.parametrize("kind", ["avif", "gif", "png", "webp"])
def test_a_picture_that_moves_is_left_alone(kind: str) -> None:
    data = saved(detailed(), kind, save_all=True, append_images=[detailed().rotate(180)])
    assert rendered(data) == Rendered()


def test_pillow_is_not_loaded_for_a_picture_that_is_small() -> None:
    program = (
        "import sys; from pipeline.images import facts, render; data = sys.stdin.buffer.read(); "
        "render(data, facts(data)); sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], input=picture("png"), check=False).returncode == 0


# Faults


PNG = saved(detailed(), "png")
DAMAGED = "is damaged: its pixels cannot be read"
HEAD = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", (7_000).to_bytes(4) + (7_000).to_bytes(4) + b"\x08\x02\0\0\0")


@pytest.mark.parametrize(
    "data",
    [
        HEAD + chunk(b"IDAT", b"no pixels") + chunk(b"IEND", b""),
        HEAD + chunk(b"IEND", b""),
        b"\xff\xd8\xff\xc0\0\x11\x08\x0f\xa0\x0f\xa0\x03\x01\x11\0\x02\x11\0\x03\x11\0\xff\xda\0\x02\xff\xd9",
    ],
)
def test_a_picture_that_cannot_be_decoded_is_a_fault(data: bytes) -> None:
    assert facts(data).fault == ""
    assert rendered(data) == Rendered(fault=DAMAGED)


@pytest.mark.parametrize("changes", [{"width": 701}, {"kind": "jpeg"}, {"width": 500, "height": 700}])
def test_a_container_that_says_something_else_than_its_pixels_is_a_fault(changes: dict[str, Any]) -> None:
    assert render(PNG, replace(facts(PNG), **changes)) == Rendered(fault=DAMAGED)


def test_a_turn_that_only_the_container_asks_for_is_a_fault() -> None:
    data = saved(detailed((700, 600)), "png")
    assert render(data, replace(facts(data), turned=True)) == Rendered(fault=DAMAGED)


def test_a_bomb_is_not_decoded() -> None:
    bomb = saved(Image.new("1", (15_000, 15_000)), "png")
    assert len(bomb) < 100_000
    assert rendered(bomb) == Rendered()


def test_widths_rise() -> None:
    assert list(WIDTHS) == sorted(set(WIDTHS))
