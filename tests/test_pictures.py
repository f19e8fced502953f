"""Pictures in smaller sizes: made once, and published with the picture."""

import io
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline import images
from pipeline.images import facts
from pipeline.images.renditions import _LOSSY
from pipeline.model import Trouble
from tests.images.pictures import chunk, everything, grain
from tests.sites import NOW, SiteTest

PAGE = """\
---
id: campus
title: Campus
summary: S.
date: 2026-01-01
image: {{ src: photo.jpg, alt: The campus, credit: Bo }}
---

![The campus from above](photo.jpg)

![The campus at night]({})
"""


def photo(size: tuple[int, int] = (1000, 500), **options: Any) -> bytes:
    file = io.BytesIO()
    grain(size).save(file, "jpeg", **options)
    return file.getvalue()


PHOTO = photo(exif=everything())
PLAIN = photo()
"""Pillow is not needed to read its metadata: there are none."""


def site(folder: Path, second: str = "photo.jpg") -> SiteTest:
    place = SiteTest(folder).write("pages/photo.jpg", PHOTO)
    return place.write("pages/campus.en.md", PAGE.format(second)).write("pages/campus.de.md", PAGE.format(second))


def renditions(place: SiteTest) -> dict[str, bytes]:
    return {path: data for path, data in place.tree().items() if path.endswith(".webp")}


def test_a_picture_is_published_in_smaller_sizes_upright_and_without_what_it_says(tmp_path: Path) -> None:
    place = site(tmp_path).published(verify=True)
    [(path, data)] = renditions(place).items()
    assert path == f"media/photo-480w.{sha256(data).hexdigest()[:12]}.webp"
    assert (facts(data).shown, facts(data).private) == ((480, 960), ())
    fragment = place.text("fragments/en/campus.html")
    assert fragment.count(f"/{path} 480w, ") == 2
    assert fragment.count('width="500" height="1000"') == 2


def test_an_entry_and_the_index_say_in_which_sizes_there_is_a_picture(tmp_path: Path) -> None:
    place = site(tmp_path).write("pages/photo.jpg.toml", 'credit = "Ada"\nlicence = "CC0 1.0"\n').published()
    [(path, data)] = renditions(place).items()
    lead, first, second = place.json("entries/en/campus.json")["images"]
    [small] = lead["renditions"]
    assert (small["path"], small["sha256"], small["size_in_bytes"]) == (path, sha256(data).hexdigest(), len(data))
    assert (small["width"], small["height"], small["mime_type"]) == (480, 960, "image/webp")
    assert [(each["alt"], each["credit"], each["licence"]) for each in (lead, first, second)] == [
        ("The campus", "Bo", "CC0 1.0"),
        ("The campus from above", "Ada", "CC0 1.0"),
        ("The campus at night", "Ada", "CC0 1.0"),
    ]
    rows = {row["path"]: row for row in place.json("index/media.json")["files"]}
    assert (rows[path]["width"], rows[path]["height"]) == (480, 960)
    assert (rows[lead["path"]]["width"], rows[lead["path"]]["height"], rows[lead["path"]]["renditions"]) == (500, 1000, [path])
    assert place.text("fragments/en/campus.html").count('<small class="credit">Ada, CC0 1.0</small>') == 2


# Made once

BUILD = """\
import sys
from datetime import datetime
from pathlib import Path
from pipeline.build import build
content, output, now, *previous = sys.argv[1:]
build(
    Path(content), Path(output), now=datetime.fromisoformat(now), jobs=1, progress=lambda *_: None,
    previous=Path(previous[0]) if previous else None,
)
sys.exit("PIL" in sys.modules)
"""


def decodes(place: SiteTest, output: Path, *previous: Path) -> bool:
    """Whether a build of *place* in a process of its own has needed Pillow."""
    line = [sys.executable, "-c", BUILD, place.content, output, NOW.isoformat(), *previous]
    return bool(subprocess.run(list(map(str, line)), check=False).returncode)


def test_no_pixel_of_an_unchanged_picture_is_decoded_again(tmp_path: Path) -> None:
    place = site(tmp_path, "small.png").write("pages/photo.jpg", PLAIN)
    # One of which no smaller size is published must be remembered too.
    flat = io.BytesIO()
    Image.new("RGB", (2000, 1000), "navy").save(flat, "webp", lossless=True)
    place.write("pages/flat.webp", flat.getvalue()).edit("pages/campus.en.md", "small.png", "flat.webp")
    place.edit("pages/campus.de.md", "small.png", "flat.webp")
    assert decodes(place, place.output)
    before = place.tree()
    place.edit("pages/campus.en.md", "The campus at night", "The campus by night")
    assert not decodes(place, place.output)
    assert {path for path in place.tree() if path.startswith("media/")} == {
        path for path in before if path.startswith("media/")
    }
    assert not decodes(place, tmp_path / "elsewhere", place.output)
    assert {path.name for path in (tmp_path / "elsewhere/media").iterdir()} == {
        path.name for path in (place.output / "media").iterdir()
    }


def test_a_picture_with_another_name_is_not_decoded_again_either(tmp_path: Path) -> None:
    place = site(tmp_path).write("pages/photo.jpg", PLAIN).published()
    before = renditions(place)
    place.write("pages/tower.jpg", PLAIN).remove("pages/photo.jpg")
    for language in ("en", "de"):
        path = place.content / f"pages/campus.{language}.md"
        path.write_text(path.read_text().replace("photo.jpg", "tower.jpg"))
    assert not decodes(place, place.output)
    assert renditions(place) == {path.replace("photo", "tower"): data for path, data in before.items()}


def test_equal_pictures_have_each_their_own_names(tmp_path: Path) -> None:
    place = site(tmp_path, "tower.jpg").write("pages/tower.jpg", PHOTO).published(jobs=2)
    assert [path.partition(".")[0] for path in renditions(place)] == ["media/photo-480w", "media/tower-480w"]
    assert len(set(renditions(place).values())) == 1


@pytest.mark.parametrize("damage", ["lost", "altered", "index lost"])
def test_what_was_lost_is_made_again(tmp_path: Path, damage: str) -> None:
    place = site(tmp_path).published()
    [(path, data)] = renditions(place).items()
    if damage == "lost":
        (place.output / path).unlink()
    elif damage == "altered":
        (place.output / path).write_bytes(b"altered")
    else:
        for file in ("manifest.json", path):
            (place.output / file).unlink()
        place.output = tmp_path / "anew"
    place.published()
    assert renditions(place) == {path: data}


def test_another_recipe_makes_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = site(tmp_path).published()
    before = renditions(place)
    monkeypatch.setitem(_LOSSY, "quality", 10)
    assert renditions(place.published()) == before
    monkeypatch.setattr(images, "RECIPE", "webp-0")
    assert not renditions(place.published()).keys() & before.keys()
    rows = place.json("index/media.json")["files"]
    assert {row["recipe"] for row in rows if "recipe" in row} == {"webp-0"}


@pytest.mark.parametrize("jobs", [1, 3])
def test_any_number_of_jobs_publishes_the_same(tmp_path: Path, jobs: int) -> None:
    one, other = site(tmp_path / "one", "tower.jpg"), site(tmp_path / "other", "tower.jpg")
    for place in (one, other):
        place.write("pages/tower.jpg", photo((700, 400)))
    assert one.published().tree() == other.published(jobs=jobs).tree()


def test_a_picture_that_nobody_shows_any_more_goes_with_its_sizes(tmp_path: Path) -> None:
    place = site(tmp_path).published()
    place.remove("pages/campus.en.md").remove("pages/campus.de.md").published()
    assert not [path for path in place.tree() if path.startswith("media/photo")]


def test_a_picture_that_is_only_linked_to_is_published_as_it_is(tmp_path: Path) -> None:
    place = SiteTest(tmp_path).write("pages/photo.jpg", PHOTO)
    for language in ("en", "de"):
        page = "---\nid: campus\ntitle: C\nsummary: S.\ndate: 2026-01-01\n---\n\n[The campus (JPEG)](photo.jpg)\n"
        place.write(f"pages/campus.{language}.md", page)
    assert renditions(place.published()) == {}


# Faults


HEADER = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", (700).to_bytes(4) + (700).to_bytes(4) + b"\x08\x02\0\0\0")
UNREADABLE = HEADER + chunk(b"IDAT", b"no pixels") + chunk(b"IEND", b"")


def test_pixels_that_cannot_be_read_are_an_error_where_the_picture_is_shown_and_nothing_is_published(tmp_path: Path) -> None:
    place = site(tmp_path).published()
    before = place.tree()
    for language in ("en", "de"):
        place.write(f"pages/campus.{language}.md", PAGE.format("broken.png"))
    place.write("pages/broken.png", UNREADABLE)
    built = place.build()
    assert built.failed
    assert [(found.code, found.path, found.message) for found in built.checked.diagnostics if found.severity == "error"] == [
        ("IM006", f"pages/campus.{language}.md", '"broken.png" is damaged: its pixels cannot be read')
        for language in ("de", "en")
    ]
    assert [found.code for found in built.checked.diagnostics].count("IM005") == 1
    assert place.tree() == before


def test_a_picture_that_changes_during_the_build_stops_it(tmp_path: Path) -> None:
    place = site(tmp_path)

    def change(stage: str, done: int, _: int) -> None:
        if stage == "looking at images" and done == 1:  # the second, media/dot.png being the first
            place.write("pages/photo.jpg", PLAIN)

    with pytest.raises(Trouble, match=r"photo\.jpg changed while it was being published; run the build again"):
        place.build(progress=change)
    assert place.tree() == {}
