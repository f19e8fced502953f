"""Writing into the content folder."""

from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.model import Trouble
from pipeline.store.sources import create, replace, replace_media


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*"))


def test_text_is_replaced_and_the_mode_stays(content: Path) -> None:
    (content / "a.md").write_bytes(b"old\r\n")
    (content / "a.md").chmod(0o604)
    assert replace(content, "a.md", "old\r\n", "new\r\n")
    assert (content / "a.md").read_bytes() == b"new\r\n"
    assert (content / "a.md").stat().st_mode & 0o777 == 0o604
    assert names(content) == ["a.md"]


def test_byte_order_mark_stays(content: Path) -> None:
    (content / "a.md").write_bytes(b"\xef\xbb\xbfold")
    assert replace(content, "a.md", "old", "new")
    assert (content / "a.md").read_bytes() == b"\xef\xbb\xbfnew"


def test_file_that_changed_meanwhile_is_left_alone(content: Path) -> None:
    (content / "a.md").write_text("changed")
    assert not replace(content, "a.md", "old", "new")
    assert (content / "a.md").read_text() == "changed"


def test_file_that_is_gone_is_not_brought_back(content: Path) -> None:
    assert not replace(content, "a.md", "old", "new")
    assert names(content) == []


def test_link_out_of_the_content_folder_is_not_written_through(content: Path) -> None:
    outside = content.parent / "outside.md"
    outside.write_text("old")
    (content / "a.md").symlink_to(outside)
    assert not replace(content, "a.md", "old", "new")
    assert outside.read_text() == "old"


def test_link_within_the_content_folder_stays_a_link(content: Path) -> None:
    (content / "b.md").write_text("old")
    (content / "a.md").symlink_to("b.md")
    assert replace(content, "a.md", "old", "new")
    assert (content / "a.md").is_symlink()
    assert (content / "b.md").read_text() == "new"


def test_new_file_comes_with_its_folders(content: Path) -> None:
    create(content, "news/2026/a.md", "text\n")
    assert (content / "news/2026/a.md").read_text() == "text\n"


def test_file_that_exists_is_never_overwritten(content: Path) -> None:
    (content / "a.md").write_text("old")
    with pytest.raises(Trouble, match=r"a\.md is there already and was left as it is"):
        create(content, "a.md", "new")
    assert (content / "a.md").read_text() == "old"


def test_link_to_nowhere_counts_as_existing(content: Path) -> None:
    (content / "a.md").symlink_to(content.parent / "outside.md")
    with pytest.raises(Trouble, match="is there already"):
        create(content, "a.md", "new")
    assert not (content.parent / "outside.md").exists()


def test_file_in_the_way_of_a_folder_is_trouble(content: Path) -> None:
    (content / "news").write_text("a file")
    with pytest.raises(Trouble, match="cannot write"):
        create(content, "news/a.md", "new")


def test_folder_that_links_out_of_the_content_is_not_written_to(content: Path) -> None:
    outside = content.parent / "outside"
    outside.mkdir()
    (content / "news").symlink_to(outside)
    with pytest.raises(Trouble, match="leads out of the content folder"):
        create(content, "news/2026/a.md", "new")
    assert names(outside) == []


# Files


def test_a_file_is_replaced_and_its_mode_stays(content: Path) -> None:
    (content / "a.png").write_bytes(b"old")
    (content / "a.png").chmod(0o604)
    assert replace_media(content, "a.png", sha256(b"old").hexdigest(), b"new")
    assert (content / "a.png").read_bytes() == b"new"
    assert (content / "a.png").stat().st_mode & 0o777 == 0o604
    assert names(content) == ["a.png"]


def test_a_file_of_other_bytes_is_left_alone(content: Path) -> None:
    (content / "a.png").write_bytes(b"changed")
    for path in ("a.png", "b.png", "../content/a.png", ""):
        assert not replace_media(content, path, sha256(b"old").hexdigest(), b"new")
    assert (content / "a.png").read_bytes() == b"changed"
    assert names(content) == ["a.png"]


def test_a_file_outside_the_content_folder_is_not_written_through_a_link(content: Path) -> None:
    outside = content.parent / "outside.png"
    outside.write_bytes(b"old")
    (content / "a.png").symlink_to(outside)
    assert not replace_media(content, "a.png", sha256(b"old").hexdigest(), b"new")
    assert outside.read_bytes() == b"old"
