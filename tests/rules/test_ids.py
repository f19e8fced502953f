"""The ids that are offered to files without one."""

from pathlib import Path

import pytest

from tests.sites import SiteTest

SETTINGS = '[site]\ntitle = {en = "T", de = "T"}\nbase_url = "https://a.example"\nlanguages = ["en", "de"]\n'
NONE = "---\ntitle: A\nsummary: S.\n---\n"


def offered(folder: Path, *paths: str, **ids: str) -> dict[str, str]:
    """The ids that files without one are offered, beside others that have one, each by path."""
    site = SiteTest(folder, empty=True).write("site.toml", SETTINGS)
    for path in paths:
        site.write(path, NONE)
    for id, path in ids.items():
        site.write(path, f"---\nid: {id}\ntitle: A\nsummary: S.\n---\n")
    found = [each for each in site.check().diagnostics if each.code == "ID001"]
    assert all(each.fix and each.hint.removeprefix("add ") in each.fix.text for each in found)  # type: ignore[union-attr]
    return {each.path: each.hint.removeprefix("add id: ") for each in found}


def test_a_name_is_enough_where_it_is_the_only_one(tmp_path: Path) -> None:
    assert offered(tmp_path, "docs/a/fees.md", "docs/b/index.md") == {"docs/a/fees.md": "fees", "docs/b/index.md": "b"}


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = ["docs/a/faq.md", "docs/b/faq.md", "news/b/faq.md", "docs/b/fees.md"]
    assert [*offered(tmp_path, *paths).values()] == ["a-faq", "docs-b-faq", "fees", "news-b-faq"]


def test_the_outermost_of_them_keeps_the_name(tmp_path: Path) -> None:
    assert [*offered(tmp_path, "faq.md", "docs/faq.md").values()] == ["docs-faq", "faq"]


def test_an_id_that_another_file_has_is_not_offered(tmp_path: Path) -> None:
    assert offered(tmp_path, "docs/faq.md", faq="news/questions.md") == {"docs/faq.md": "docs-faq"}


def test_translations_are_offered_one_id(tmp_path: Path) -> None:
    paths = ["docs/faq.de.md", "docs/faq.en.md", "news/faq.en.md", "de/more/help.md", "en/more/help.md"]
    assert [*offered(tmp_path, *paths).values()] == ["help", "docs-faq", "docs-faq", "help", "news-faq"]


def test_a_translation_is_offered_the_id_that_its_source_has(tmp_path: Path) -> None:
    assert offered(tmp_path, "docs/faq.de.md", questions="docs/faq.en.md") == {"docs/faq.de.md": "questions"}


@pytest.mark.parametrize("paths", [["docs/a b.md", "docs/a-b.md"], ["docs/a_b.md", "docs/a b.md", "docs/a-b.md"]])
def test_where_folders_are_not_enough_ids_are_numbered(tmp_path: Path, paths: list[str]) -> None:
    found = offered(tmp_path, *paths)
    assert sorted(found.values()) == ["a-b-2", "a-b-3", "a-b-4"][: len(paths)]


def test_an_id_is_never_too_long(tmp_path: Path) -> None:
    long = "very-long-name-" * 6
    found = offered(tmp_path, f"docs/{long}/faq.md", f"news/{long}/faq.md", f"docs/{long}.md", f"news/{long}.md")
    assert len(set(found.values())) == 4
    assert all(len(id) <= 60 for id in found.values())
