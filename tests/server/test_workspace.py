"""What is wrong in files while they are being edited."""

from pathlib import Path

import pytest

from pipeline.model import Trouble
from pipeline.server.workspace import Workspace
from tests.server.desk import OPEN_DAY, Desk
from tests.sites import NOW, SiteTest


def test_document_is_looked_at_by_itself(desk: Desk) -> None:
    desk.type(OPEN_DAY, "| What |", "#### Too deep\n\n| What |")
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == ["HD002 20:1"]


def test_large_document_waits_for_the_look_at_all(desk: Desk) -> None:
    desk.open(OPEN_DAY, desk.text(OPEN_DAY) + "\n#### Too deep\n\n```\n" + "code\n" * 100_001 + "```\n")
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == []
    desk.look()
    assert desk.found(OPEN_DAY) == ["HD002 30:1"]


def test_what_lies_between_documents_is_found_by_looking_at_all(desk: Desk) -> None:
    desk.type(OPEN_DAY, "entry:ada", "entry:adda")
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == []
    desk.look()
    assert desk.found(OPEN_DAY) == ["RF001 15:58"]


def test_what_was_found_between_documents_goes_along_with_its_text(desk: Desk) -> None:
    desk.type(OPEN_DAY, "entry:ada", "entry:adda")
    desk.look()
    desk.type(OPEN_DAY, "Come to the", "New.\n\nCome now to the")
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == []  # its own line has changed
    desk.type(OPEN_DAY, "Come now to the", "Come to the")
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == ["RF001 17:58"]


def test_suppressed_corpus_finding_stays_suppressed(desk: Desk) -> None:
    desk.type(OPEN_DAY, "Come to the", "<!-- allow LK004: an example -->\nCome to the [nowhere](#nowhere)")
    desk.look()
    assert desk.found(OPEN_DAY) == []
    desk.type(OPEN_DAY, "| Tour |", "| Visit |")
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == []


def test_finding_is_forgotten_once_the_text_has_changed(desk: Desk) -> None:
    desk.type(OPEN_DAY, "## Facts", "#### Facts")
    desk.workspace.look_at(OPEN_DAY)
    desk.type(OPEN_DAY, "#### Facts", "## Facts")
    assert desk.found(OPEN_DAY) == []


def test_new_id_breaks_links_in_other_open_files(desk: Desk) -> None:
    desk.open(OPEN_DAY)
    desk.type("people/ada.md", "id: ada", "id: ada-example")
    desk.look()
    assert desk.found(OPEN_DAY) == ["RF001 9:9", "RF001 15:58"]
    desk.type("people/ada.md", "id: ada-example", "id: ada")
    desk.look()
    assert desk.found(OPEN_DAY) == []


def test_file_that_is_not_on_the_disk_counts(desk: Desk) -> None:
    desk.type(OPEN_DAY, "entry:ada", "entry:bob")
    desk.open("people/bob.md", desk.text("people/ada.md").replace("id: ada", "id: bob"))
    desk.look()
    assert desk.found(OPEN_DAY) == []


def test_closed_file_counts_as_it_is_on_the_disk(desk: Desk) -> None:
    desk.open(OPEN_DAY)
    desk.type("people/ada.md", "id: ada", "id: bob")
    del desk.workspace.texts["people/ada.md"]
    desk.look()
    assert desk.found(OPEN_DAY) == []


def test_disk_is_read_again_on_demand(desk: Desk) -> None:
    desk.open(OPEN_DAY)
    desk.site.edit("people/ada.md", "id: ada", "id: bob")
    desk.look()
    assert desk.found(OPEN_DAY) == []
    desk.workspace.refresh(lambda *_: None)
    desk.look()
    assert desk.found(OPEN_DAY) == ["RF001 9:9", "RF001 15:58"]


def test_folder_that_is_gone_leaves_everything_as_it_was(desk: Desk) -> None:
    desk.open(OPEN_DAY)
    desk.site.content.rename(desk.site.content.parent / "gone")
    with pytest.raises(Trouble):
        desk.workspace.refresh(lambda *_: None)
    assert desk.workspace.language(OPEN_DAY) == "en"


# Settings


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        ("site.toml", "limit = 2", "limmit = 2", ["CF001 36:1"]),
        ("site.toml", "limit = 2", "limit =", ["CF002 36:8"]),
        ("schemas/news.schema.json", '"x-vocabulary": "topics"', '"x-vocabulary": "topic"', ["CF002 7:79"]),
        ("vocabularies/topics.toml", 'de = "Lehre"', 'fr = "L"', ["CF002 7:9", "CF001 7:28"]),
    ],
)
def test_settings_are_checked_while_they_are_edited(desk: Desk, path: str, old: str, new: str, found: list[str]) -> None:
    desk.type(path, old, new)
    desk.look()
    assert desk.found(path) == found
    desk.type(path, new, old)
    desk.look()
    assert desk.found(path) == []


def test_edited_vocabulary_counts_in_documents(desk: Desk) -> None:
    desk.open(OPEN_DAY)
    desk.type("vocabularies/topics.toml", "[terms.teaching]", "[terms.lessons]")
    desk.look()
    assert desk.found(OPEN_DAY) == ["RF004 8:20"]


def test_setting_that_is_not_on_the_disk_counts(desk: Desk) -> None:
    desk.open("schemas/page.schema.json", '{"properties": {"room": {"type": "integer"}}}')
    desk.type("pages/guide/index.en.md", "title: Guide", "title: Guide\nroom: upstairs")
    desk.look()
    assert desk.found("pages/guide/index.en.md") == ["FM005 4:7"]


def test_while_settings_are_broken_documents_keep_what_is_known_of_them(desk: Desk) -> None:
    desk.type(OPEN_DAY, "entry:ada", "entry:adda")
    desk.look()
    desk.type("site.toml", "limit = 2", "limit =")
    desk.look()
    assert desk.found(OPEN_DAY) == ["RF001 15:58"]
    assert desk.workspace.type(OPEN_DAY)


# Whatever is typed


def test_text_is_bounded_as_files_are(desk: Desk) -> None:
    desk.site.edit("site.toml", "[rules]", "[limits]\nfile_size = 5_000\n\n[rules]")
    desk.workspace.refresh(lambda *_: None)
    desk.open(OPEN_DAY, desk.text(OPEN_DAY) + "x" * 5_000)
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == ["FL003 1:1"]
    desk.look()
    assert desk.found(OPEN_DAY) == ["FL003 1:1"]


def test_text_that_no_file_could_be_is_refused(desk: Desk) -> None:
    desk.open(OPEN_DAY, "a\0b")
    desk.workspace.look_at(OPEN_DAY)
    assert desk.found(OPEN_DAY) == ["FL002 1:2"]


@pytest.mark.parametrize(
    "path", ["notes.txt", ".hidden/a.md", "media/a.md", "schemas/a.md", "a..md", "schemas/sub/x.schema.json"]
)
def test_file_that_nobody_would_read_says_nothing(desk: Desk, path: str) -> None:
    desk.open(path, "#### x")
    desk.workspace.look_at(path)
    desk.look()
    assert desk.found(path) == []


def test_without_site_toml_nothing_is_known(tmp_path: Path) -> None:
    site = SiteTest(tmp_path, empty=True).write("a.md", "text")
    workspace = Workspace(site.content, lambda: NOW)
    workspace.texts["a.md"] = "#### text"
    workspace.look(lambda *_: None)
    workspace.look_at("a.md")
    assert workspace.diagnostics("a.md") == ()
    assert workspace.type("a.md") is None
    assert workspace.language("a.md") == ""


def test_media_are_read_again_only_when_the_disk_is(desk: Desk) -> None:
    def digest() -> str:
        desk.look()
        assert desk.workspace.checked
        return desk.workspace.checked.media["media/programme.txt"].sha256

    before = digest()
    desk.site.write("media/programme.txt", "Another programme")
    assert digest() == before
    desk.workspace.refresh(lambda *_: None)
    assert digest() != before
