"""Images from the content folder to outputs/."""

from pathlib import Path

from pipeline.images import facts
from tests.images.pictures import everything, picture, seen
from tests.sites import SiteTest

PAGE = "---\nid: campus\ntitle: Campus\nsummary: S.\ndate: 2026-01-01\n---\n\n![The campus from above](photo.jpg)\n"


def site(folder: Path) -> SiteTest:
    return SiteTest(folder).write("pages/campus.en.md", PAGE).write("pages/campus.de.md", PAGE)


def test_an_image_is_published_as_it_looks_and_without_what_it_says(tmp_path: Path) -> None:
    photo = picture(exif=everything())
    place = site(tmp_path).write("pages/photo.jpg", photo)
    assert "IM005 pages/photo.jpg:1:1" in place.found()
    built = place.build(verify=True)
    assert not built.failed, built.checked.diagnostics
    [published] = place.output.glob("media/photo.*.jpg")
    assert facts(published.read_bytes()).private == ()
    assert seen(published.read_bytes()) == seen(photo)


def test_an_image_that_is_cut_short_is_not_published(tmp_path: Path) -> None:
    place = site(tmp_path).write("pages/photo.jpg", picture()[:-30])
    assert [found for found in place.found() if found.startswith("IM")] == [
        "IM006 pages/campus.de.md:8:26",
        "IM006 pages/campus.en.md:8:26",
    ]
    assert place.build().failed
