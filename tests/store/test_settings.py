import os
from pathlib import Path

import pytest

from pipeline.model import Trouble
from pipeline.store import read_settings


def write(content: Path, *paths: str, text: str = "x = 1\n") -> Path:
    for path in paths:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")
    return content


def test_settings_are_read_as_text_by_the_names_that_content_uses(tmp_path: Path) -> None:
    write(
        tmp_path,
        "site.toml",
        "schemas/news.schema.json",
        "schemas/readme.txt",
        "vocabularies/topics.toml",
        "vocabularies/.x.toml",
    )
    settings = read_settings(tmp_path)
    assert settings.site
    assert (settings.site.path, settings.site.text) == ("site.toml", "x = 1\n")
    assert {name: source.path for name, source in settings.schemas.items()} == {"news": "schemas/news.schema.json"}
    assert {name: source.path for name, source in settings.vocabularies.items()} == {"topics": "vocabularies/topics.toml"}
    assert not settings.findings


def test_missing_settings_are_no_finding_here(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    assert settings.site is None
    assert not settings.schemas
    assert not settings.vocabularies
    assert not settings.findings


def test_settings_that_cannot_be_read_are_findings_at_their_place(tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text("x", encoding="utf-8")
    content = write(tmp_path / "content", "schemas/a.schema.json", "vocabularies/good.toml")
    (content / "schemas" / "a.schema.json").write_bytes(b"{\n\xff}")
    (content / "vocabularies" / "bad .toml").write_text("x", encoding="utf-8")
    (content / "vocabularies" / "folder.toml").mkdir()
    (content / "site.toml").symlink_to("../outside.toml")
    os.mkfifo(content / "vocabularies" / "pipe.toml")
    settings = read_settings(content)
    assert [(finding.code, finding.path) for finding in settings.findings] == [
        ("FL002", "schemas/a.schema.json"),
        ("FL004", "site.toml"),
        ("FL005", "vocabularies/bad .toml"),
        ("FL001", "vocabularies/folder.toml"),
        ("FL001", "vocabularies/pipe.toml"),
    ]
    assert settings.findings[0].span.start.line == 2
    assert settings.site is None
    assert list(settings.vocabularies) == ["good"]


@pytest.mark.parametrize("folder", ["schemas", "vocabularies"])
def test_a_settings_folder_that_is_none_is_a_finding(tmp_path: Path, folder: str) -> None:
    write(tmp_path, folder)
    (finding,) = read_settings(tmp_path).findings
    assert (finding.code, finding.path) == ("FL001", folder)


def test_a_settings_folder_outside_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path / "outside", "x.schema.json")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "schemas").symlink_to("../outside")
    settings = read_settings(tmp_path / "content")
    assert [(finding.code, finding.path) for finding in settings.findings] == [("FL004", "schemas")]
    assert not settings.schemas


def test_a_content_folder_that_is_none_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="is not a folder"):
        read_settings(tmp_path / "missing")
