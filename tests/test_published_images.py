"""Images and files from the content folder to outputs/."""

from pathlib import Path

import pytest

from pipeline.images import facts
from tests.images.pictures import chunk, everything, picture, seen
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


# Hostile files


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ["IM006 is no image by its content"]),
        (png(0, 0), ["IM006 has no picture in it"]),
        (png(100_000, 100_000), ["IM006 has 10,000,000,000 pixels, more than a browser can hold"]),
        (picture("png", (50, 50))[:-20], ["IM006 is cut short"]),
        (picture("jpeg"), ["IM006 is called png and is jpeg by its content"]),
        (b"GIF89a/*" + bytes(20), ["IM006 is damaged"]),
        (b"%PDF-1.7\n" + picture("png"), ["IM006 is called png and is pdf by its content"]),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ["IM006 is called png and is svg by its content"]),
        (b"<html><script>alert(1)</script>", ["IM006 is no image by its content"]),
        (picture("png", (9_000, 8_000), "1"), ["IM004 has 9,000 × 8,000 pixels and"]),
        (picture("png", (30_000, 1)), ["IM004 has 30,000 × 1 pixels and"]),
        (picture("png", (1, 1)), []),
        (picture("png") + b"PK\3\4 an archive", ["IM005 "]),
    ],
)
def test_a_hostile_or_strange_image_is_found_or_published_harmless(tmp_path: Path, data: bytes, found: list[str]) -> None:
    place = SiteTest(tmp_path).write("pages/photo.png", data)
    for language in ("en", "de"):
        place.write(f"pages/campus.{language}.md", PAGE.replace("photo.jpg", "photo.png"))
    built = place.build()
    said = {f"{each.code} {each.message}".replace('"photo.png" ', "") for each in built.checked.diagnostics}
    wrong = {message for message in said if message.startswith("IM")}
    assert len(wrong) == len(found)
    assert all(message.startswith(tuple(found)) for message in wrong)
    assert built.failed == any(message.startswith("IM006") for message in found)
    for path, published in place.tree().items():
        if path.startswith("media/photo"):
            assert b"archive" not in published
            assert not facts(published).fault


@pytest.mark.parametrize("name", ["photo.jpg", "media.pdf"])
def test_a_file_that_is_only_linked_to_is_what_its_name_says_too(tmp_path: Path, name: str) -> None:
    place = SiteTest(tmp_path)
    for language in ("en", "de"):
        text = PAGE.replace("![The campus from above](photo.jpg)", f"[The campus (a file)]({name})")
        place.write(f"pages/campus.{language}.md", text)
    sound = {"photo.jpg": picture(), "media.pdf": b"%PDF-1.7"}[name]
    assert not place.write(f"pages/{name}", sound).build().failed
    built = place.write(f"pages/{name}", b"<html>").build()
    assert built.failed
    errors = {(each.code, each.path, each.message) for each in built.checked.diagnostics if each.severity == "error"}
    if name == "media.pdf":
        assert errors == {("FL008", "pages/media.pdf", '"media.pdf" is called pdf and is something else by its content')}
    else:
        message = '"photo.jpg" is no image by its content'
        assert errors == {("IM006", f"pages/campus.{language}.md", message) for language in ("en", "de")}


# The file beside an image


def test_what_is_wrong_with_the_file_beside_an_image_is_found_at_its_place_with_its_line(tmp_path: Path) -> None:
    place = site(tmp_path).write("pages/photo.jpg", picture())
    assert not [found for found in place.found() if "photo" in found]
    checked = place.write("pages/photo.jpg.toml", 'credit = "Ada"\nlicense = "CC0"\n').check()
    [wrong] = [each for each in checked.diagnostics if each.path == "pages/photo.jpg.toml"]
    assert (wrong.code, wrong.span.start.line, wrong.hint) == ("CF001", 2, 'did you mean "licence"?')
    assert checked.sources[wrong.path].startswith("credit")
    place.write("pages/photo.jpg.toml", "credit = Ada\n")
    assert "CF002 pages/photo.jpg.toml:1:10" in place.found()
    assert place.build().failed


def test_a_file_beside_no_image_is_found(tmp_path: Path) -> None:
    place = site(tmp_path).write("pages/photo.jpg", picture())
    place.write("pages/foto.jpg.toml", 'credit = "Ada"\n').write("pages/other.toml", "")
    [missing] = [each for each in place.check().diagnostics if each.code == "IM003"]
    assert (missing.path, missing.message) == ("pages/foto.jpg.toml", 'there is no file "foto.jpg"')
    assert missing.hint == 'did you mean "photo.jpg"?'


def test_a_credit_is_published_in_the_reader_s_language(tmp_path: Path) -> None:
    place = site(tmp_path).write("pages/photo.jpg", picture())
    credit = 'credit = { en = "Photo: Ada", de = "Foto: Ada" }\nsource = "https://photos.example/ä"\n'
    place.write("pages/photo.jpg.toml", credit).published()
    assert '<small class="credit">Foto: Ada</small>' in place.text("fragments/de/campus.html")
    [image] = place.json("entries/en/campus.json")["images"]
    assert (image["credit"], image["source"], image["renditions"]) == ("Photo: Ada", "https://photos.example/%C3%A4", [])
    assert (image["width"], image["height"]) == (20, 12)
    assert not [path for path in place.tree() if "toml" in path]
    place.edit("pages/photo.jpg.toml", "Foto: Ada", "Foto: Bo").published()
    assert "Foto: Bo" in place.text("fragments/de/campus.html")
