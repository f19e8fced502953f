"""Nothing is published that a browser would run."""

import pytest

from pipeline.media_types import IMAGES, MEDIA_TYPES, is_as_called


def test_extensions_are_looked_up_in_lower_case() -> None:
    assert all(extension.startswith(".") and extension == extension.lower() for extension in MEDIA_TYPES)


def test_no_kind_of_file_can_run_a_script_under_the_universitys_host() -> None:
    assert not {kind for kind in MEDIA_TYPES.values() if any(part in kind for part in ("html", "svg", "xml;", "javascript"))}
    assert not {".html", ".htm", ".svg", ".xhtml", ".xml", ".js"} & set(MEDIA_TYPES)


def test_pictures_are_images() -> None:
    assert {".jpg", ".png", ".webp"} < set(IMAGES)
    assert {MEDIA_TYPES[extension].partition("/")[0] for extension in IMAGES} == {"image"}


@pytest.mark.parametrize(
    ("path", "head", "so"),
    [
        ("a/plan.pdf", b"%PDF-1.7", True),
        ("a/PLAN.PDF", b"\0\r\nFrom a mailer\n%PDF-1.4", True),
        ("plan.pdf", b"<!DOCTYPE html>", False),
        ("plan.pdf", b"", False),
        ("form.docx", b"PK\x03\x04\x14", True),
        ("form.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", True),
        ("form.docx", b"{\\rtf1", False),
        ("all.zip", b"PK\x05\x06", True),
        ("all.zip", b"Rar!", False),
        ("talk.mp3", b"ID3\x04", True),
        ("talk.mp3", b"\xff\xfb\x90", True),
        ("talk.mp3", b"OggS", False),
        ("talk.mp4", b"\0\0\0\x20ftypisom", True),
        ("talk.webm", b"\x1a\x45\xdf\xa3", True),
        ("talk.vtt", b"\xef\xbb\xbfWEBVTT\n", True),
        ("day.ics", b"begin:vcalendar\r\n", True),
        ("list.csv", "Straße;Nr\n".encode(), True),
        ("list.csv", "Straße;Nr\n".encode("latin-1"), True),
        ("list.csv", "Straße;Nr\n".encode("utf-16"), False),
        ("note.txt", b"", True),
        ("data.bin", b"\0", True),
        ("photo.jpg", b"\x89PNG", True),
        ("README", b"\0", True),
    ],
)
def test_a_file_is_known_by_how_it_begins(path: str, head: bytes, so: bool) -> None:
    assert is_as_called(path, head) is so


def test_whatever_is_published_as_what_it_is_called_is_looked_at() -> None:
    assert {extension for extension in MEDIA_TYPES if is_as_called(f"x{extension}", b"\0<html>")} == set(IMAGES)
