"""Where the content folder is, and what its files are called."""

from pathlib import Path

import pytest

from pipeline.server.folder import Folder, find


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tmp_path / "site" / "content"
    (content / "news").mkdir(parents=True)
    (content / "site.toml").touch()
    return content


@pytest.mark.parametrize("opened", ["site", "site/content", "site/content/news"])
def test_content_folder_is_found_in_and_around_what_is_open(content: Path, tmp_path: Path, opened: str) -> None:
    assert find([tmp_path / "elsewhere", tmp_path / opened]) == content


def test_without_site_toml_nothing_is_found(content: Path, tmp_path: Path) -> None:
    assert find([tmp_path / "other"]) is None


@pytest.mark.parametrize("name", ["news/open day.md", "news/größe#1.md", "site.toml"])
def test_a_file_of_the_content_is_known_by_its_path(content: Path, name: str) -> None:
    folder = Folder(content)
    assert folder.path((content / name).as_uri()) == name
    assert folder.path(folder.uri(name)) == name


def test_encoded_colons_and_decomposed_letters_are_read(content: Path) -> None:
    uri = (content / "news").as_uri()
    assert Folder(content).path(f"{uri}/a%3Ab.md") == "news/a:b.md"
    assert Folder(content).path(f"{uri}/u%CC%88ber.md") == "news/über.md"


@pytest.mark.parametrize("uri", ["file://[", "file:///a%00b.md", "untitled:1", "", f"file:///{'a/' * 5000}b.md"])
def test_what_is_no_name_of_a_file_has_no_path(content: Path, uri: str) -> None:
    assert Folder(content).path(uri) is None


def test_links_in_a_circle_have_no_path(content: Path) -> None:
    (content / "a").symlink_to("a")
    assert Folder(content).path(f"{content.as_uri()}/a/b.md") is None


def test_what_lies_elsewhere_has_no_path(content: Path, tmp_path: Path) -> None:
    folder = Folder(content)
    outside = [tmp_path / "site/README.md", tmp_path / "site/contents/a.md", content]
    for uri in [*(file.as_uri() for file in outside), f"{content.as_uri()}/../README.md", "untitled:Untitled-1", "", "file://"]:
        assert folder.path(uri) is None, uri


def test_folder_may_be_reached_through_a_link(content: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(content)
    assert Folder(content).path((tmp_path / "link/news/a.md").as_uri()) == "news/a.md"
    assert Folder(tmp_path / "link").path((content / "news/a.md").as_uri()) == "news/a.md"


def test_link_to_a_file_has_its_own_name(content: Path) -> None:
    (content / "news/a.md").touch()
    (content / "b.md").symlink_to("news/a.md")
    assert Folder(content).path((content / "b.md").as_uri()) == "b.md"
