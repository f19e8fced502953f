"""Texts that are being edited, in place of the files."""

from pathlib import Path

import pytest

from pipeline.model import Finding, Limits
from pipeline.store import Discovery, SettingsFiles, discover, edited, read_settings
from tests.sites import SiteTest

OPEN_DAY = "news/open-day.en.md"


def read(folder: Path, texts: dict[str, str], limit: int = 10_000) -> tuple[SettingsFiles, Discovery]:
    content = SiteTest(folder).content
    return edited(read_settings(content), discover(content, Limits()), texts, limit)


def test_nothing_edited_changes_nothing(tmp_path: Path) -> None:
    content = SiteTest(tmp_path).content
    settings, found = read_settings(content), discover(content, Limits())
    assert edited(settings, found, {}, 10_000) == (settings, found)


def test_text_as_on_the_disk_changes_nothing(tmp_path: Path) -> None:
    content = SiteTest(tmp_path).content
    texts = {path: (content / path).read_text() for path in (OPEN_DAY, "site.toml", "schemas/news.schema.json")}
    settings, found = read_settings(content), discover(content, Limits())
    assert edited(settings, found, texts, 10_000) == (settings, found)


def test_edited_source_stands_in_its_place(tmp_path: Path) -> None:
    _, found = read(tmp_path, {OPEN_DAY: "new", "a.md": "first"})
    texts = {source.path: source.text for source in found.sources}
    assert (texts[OPEN_DAY], texts["a.md"]) == ("new", "first")
    assert list(texts) == sorted(texts)


@pytest.mark.parametrize("path", ["schemas/page.schema.json", "schemas/news.schema.json"])
def test_edited_schema_stands_by_its_name(tmp_path: Path, path: str) -> None:
    settings, _ = read(tmp_path, {path: "{}"})
    name = path.removeprefix("schemas/").removesuffix(".schema.json")
    assert settings.schemas[name].text == "{}"
    assert list(settings.schemas) == sorted(settings.schemas)


def test_edited_vocabulary_and_site(tmp_path: Path) -> None:
    settings, _ = read(tmp_path, {"vocabularies/topics.toml": "a = 1", "site.toml": "b = 2"})
    assert settings.vocabularies["topics"].text == "a = 1"
    assert settings.site
    assert settings.site.text == "b = 2"


@pytest.mark.parametrize(
    "path", ["a.txt", ".a.md", ".git/a.md", "media/a.md", "schemas/a.md", "schemas/a.json", "schemas/b/c.schema.json", "a ..md"]
)
def test_what_nobody_would_read_does_not_count(tmp_path: Path, path: str) -> None:
    content = SiteTest(tmp_path).content
    settings, found = read_settings(content), discover(content, Limits())
    assert edited(settings, found, {path: "x"}, 10_000) == (settings, found)


@pytest.mark.parametrize(("text", "code"), [("x" * 10_001, "FL003"), ("ä" * 5_001, "FL003"), ("a\0", "FL002")])
def test_what_could_not_be_read_is_found(tmp_path: Path, text: str, code: str) -> None:
    _, found = read(tmp_path, {OPEN_DAY: text})
    assert [(finding.code, finding.path) for finding in found.findings] == [(code, OPEN_DAY)]
    assert OPEN_DAY not in [source.path for source in found.sources]


def test_setting_that_could_not_be_read_is_found(tmp_path: Path) -> None:
    settings, _ = read(tmp_path, {"schemas/news.schema.json": "\0", "site.toml": "\0"})
    assert [finding.code for finding in settings.findings] == ["FL002", "FL002"]
    assert "news" not in settings.schemas
    assert settings.site is None


def test_what_was_found_in_the_file_is_forgotten(tmp_path: Path) -> None:
    content = SiteTest(tmp_path).write(OPEN_DAY, b"\xff").content
    found = discover(content, Limits())
    assert [type(finding) for finding in found.findings] == [Finding]
    assert edited(read_settings(content), found, {OPEN_DAY: "ÿ"}, 10_000)[1].findings == ()


def test_lone_surrogates_are_replaced(tmp_path: Path) -> None:
    _, found = read(tmp_path, {OPEN_DAY: "a\ud800b"})
    assert next(source.text for source in found.sources if source.path == OPEN_DAY) == "a?b"
