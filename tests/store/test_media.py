import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.model import Trouble
from pipeline.store import MediaDigest, digest_media, read_images, read_media, read_texts


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "content" / "media").mkdir(parents=True)
    (tmp_path / "content" / "media" / "a.png").write_bytes(b"picture")
    return tmp_path / "content"


def test_a_file_is_digested_and_read(content: Path) -> None:
    found, findings = digest_media(content, ["media/a.png"], 7)
    assert found == {"media/a.png": MediaDigest(sha256(b"picture").hexdigest(), 7, b"picture")}
    assert not findings
    assert read_media(content, "media/a.png", 7) == b"picture"


def test_a_file_larger_than_a_chunk_is_digested_whole(content: Path) -> None:
    data = bytes(range(256)) * 5000
    (content / "media" / "large.png").write_bytes(data)
    found, _ = digest_media(content, ["media/large.png"], len(data))
    assert found["media/large.png"] == MediaDigest(sha256(data).hexdigest(), len(data), data[:1024])


def test_a_name_is_found_in_whatever_normal_form_the_disk_keeps_it(content: Path) -> None:
    folder = content / unicodedata.normalize("NFD", "köln")
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "brücke.png")).write_bytes(b"bridge")
    assert read_media(content, "köln/brücke.png", 100) == b"bridge"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../secret.png", "FL004"),
        ("media/../../secret.png", "FL004"),
        ("media/link.png", "FL004"),
        ("out/secret.png", "FL004"),
        ("round.png", "FL004"),
        ("media/none.png", "FL001"),
        ("media/nöne.png", "FL001"),
        ("nöne/none.png", "FL001"),
        ("media/a.png/b.png", "FL001"),
        ("media/a.png\0", "FL001"),
        ("media/ä.png\0", "FL001"),
        ("media/\ud800.png", "FL001"),
        ("media/\x1b[31m.png", "FL001"),
        ("media", "FL001"),
        ("", "FL001"),
        ("media/large.png", "FL003"),
    ],
)
def test_what_is_no_file_in_the_folder_is_a_finding_and_never_read(content: Path, path: str, code: str) -> None:
    (content / "media" / "link.png").symlink_to("../../secret.png")
    (content / "out").symlink_to("..")
    (content / "round.png").symlink_to("round.png")
    (content / "media" / "large.png").write_bytes(bytes(1001))
    found, (finding,) = digest_media(content, [path], 1000)
    assert not found
    assert finding.code == code
    assert finding.path.isprintable()
    with pytest.raises(Trouble, match="changed while the command ran"):
        read_media(content, path, 1000)


def test_images_are_read_one_by_one_and_nothing_else_is(content: Path) -> None:
    for name in ("b.JPG", "c.avif", "d.svg", "e.pdf"):
        (content / "media" / name).write_bytes(name.encode())
    paths = ["media/b.JPG", "media/a.png", "media/a.png", "media/c.avif", "media/d.svg", "media/e.pdf"]
    assert list(read_images(content, paths, 7)) == [
        ("media/a.png", b"picture"),
        ("media/b.JPG", b"b.JPG"),
        ("media/c.avif", b"c.avif"),
    ]


def test_an_image_that_cannot_be_read_is_left_to_the_one_who_says_why(content: Path) -> None:
    assert list(read_images(content, ["media/none.png", "../secret.png", "media/a.png"], 6)) == []


def test_texts_beside_images_are_read_in_order_and_what_cannot_be_is_said(content: Path) -> None:
    (content / "media" / "b.png.toml").write_bytes(b"\xff")
    (content / "media" / "a.png.toml").write_bytes(b"\xef\xbb\xbfcredit = 'Ada'\n")
    sources, findings = read_texts(content, ["media/b.png.toml", "media/a.png.toml", "../secret.png"], 100)
    assert [(source.path, source.text) for source in sources] == [("media/a.png.toml", "credit = 'Ada'\n")]
    assert [(finding.code, finding.path) for finding in findings] == [("FL004", "../secret.png"), ("FL002", "media/b.png.toml")]
