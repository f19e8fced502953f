"""Which files entries use, and as what each is published."""

import pytest

from pipeline.media_files import images_shown, is_mislabelled, media_file, media_used
from pipeline.model import NOWHERE, ImageFacts, Picture, Relocation
from tests.targets import target

HOLES = tuple(
    Relocation(0, 0, kind, f"media/{name}")
    for kind, name in (("image", "shown.png"), ("credit", "shown.png"), ("media", "linked.pdf"), ("source", "x.md"))
)
TARGETS = (
    target(relocations=HOLES, image=Picture("media/front.png", "Front", NOWHERE)),
    target("far", image=Picture("https://cdn.example/far.png", "Far", NOWHERE)),
    target("plain"),
)


def test_files_are_used_by_links_pictures_and_images_of_the_front_matter() -> None:
    assert media_used(TARGETS) == {"media/front.png", "media/shown.png", "media/linked.pdf"}


def test_images_are_not_shown_by_links() -> None:
    assert images_shown(TARGETS) == {"media/front.png", "media/shown.png"}


@pytest.mark.parametrize(
    ("path", "name", "media_type"),
    [
        ("media/a.png", "media/a.0123456789ab.png", "image/png"),
        ("media/deep/down/Prüfung 1.PDF", "media/pruefung-1.0123456789ab.pdf", "application/pdf"),
        ("media/archive.tar.gz", "media/archive-tar.0123456789ab", "application/octet-stream"),
        ("media/drawing.svg", "media/drawing.0123456789ab", "application/octet-stream"),
        ("media/page.html", "media/page.0123456789ab", "application/octet-stream"),
        ("media/北京.jpg", "media/file.0123456789ab.jpg", "image/jpeg"),
        ("media/README", "media/readme.0123456789ab", "application/octet-stream"),
        ("media/.png", "media/png.0123456789ab", "application/octet-stream"),
        ("media/" + "long " * 50 + ".png", "media/" + "-".join(["long"] * 12) + ".0123456789ab.png", "image/png"),
    ],
)
def test_a_file_is_published_under_a_name_made_of_its_own_and_its_content(path: str, name: str, media_type: str) -> None:
    sha = "0123456789ab" + "c" * 52
    file = media_file(path, sha, 7)
    assert (file.name, file.sha256, file.size, file.media_type) == (name, sha, 7, media_type)


def test_an_image_has_the_size_at_which_it_is_shown() -> None:
    file = media_file("media/a.jpg", "a" * 64, 7, facts=ImageFacts("jpeg", 20, 12, 9, turned=True))
    assert (file.width, file.height, file.size) == (12, 20, 7)


def test_a_file_that_is_not_what_it_is_called_is_published_as_nothing_that_a_program_would_open() -> None:
    file = media_file("media/plan.pdf", "0123456789ab" + "c" * 52, 7, as_called=False)
    assert (file.name, file.media_type) == ("media/plan.0123456789ab", "application/octet-stream")
    assert is_mislabelled("media/plan.PDF", file)
    assert not is_mislabelled("media/plan.dwg", file)
    assert not is_mislabelled("media/plan.pdf", media_file("media/plan.pdf", "c" * 64, 7))
