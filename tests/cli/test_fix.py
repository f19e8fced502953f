"""`pipeline check --fix` and `--diff`."""

import json

import pytest

from pipeline.cli._fix import Mended
from pipeline.cli._inspection import Inspection
from tests.cli.place import OPEN_DAY, Place
from tests.images.pictures import exif, picture
from tests.sites import NOW, tree

NO_ID = "---\ntitle: No id\nsummary: It has none.\ndate: 2026-03-01\n---\n## Facts {#facts}\n"


def with_photograph(place: Place) -> Place:
    """A page that shows a photograph which says where it was taken."""
    place.write("pages/photo.en.md", "---\nid: photo\ntitle: Photo\nsummary: S.\n---\n![A tower](../media/tower.jpg)\n")
    place.write("media/tower.jpg", picture(exif=exif(position=(50.0, 44.0, 1.5))))
    return place


def test_fix_makes_the_edit_and_changes_nothing_else(place: Place) -> None:
    file = place.content / "news" / "no-id.en.md"
    place.write("news/no-id.en.md", b"\xef\xbb\xbf" + NO_ID.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    status, out, err = place.run("check", "--fix")
    assert (status, err) == (0, "1 edit made in 1 file\n")
    assert out.endswith("nothing to report\n")
    fixed = NO_ID.replace("---\n", "---\nid: no-id\n", 1)
    assert file.read_bytes() == b"\xef\xbb\xbf" + fixed.replace("\n", "\r\n").encode()
    assert file.stat().st_mode & 0o777 == 0o640


def test_file_that_changed_after_it_was_read_is_left_alone_and_named(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.write("news/one.en.md", NO_ID).write("news/two.en.md", NO_ID)
    inspection = Inspection(place.content, (), (), place.output, None)
    mended = Mended(inspection.read(), lambda reading: inspection.judge(reading, NOW))
    place.write("news/one.en.md", NO_ID + "more\n")
    mended.write()
    assert (place.content / "news/one.en.md").read_text() == NO_ID + "more\n"
    assert "id: two" in (place.content / "news/two.en.md").read_text()
    assert capsys.readouterr().err == (
        f"1 edit made in 1 file\n{place.content}/news/one.en.md was left alone: it changed while it was being checked\n"
    )


def test_read_only_file_is_left_alone_and_named(place: Place) -> None:
    file = place.write("news/one.en.md", NO_ID).content / "news/one.en.md"
    file.chmod(0o444)
    _, _, err = place.run("check", "--fix")
    assert "content/news/one.en.md was left alone: it is read-only\n" in err
    assert file.read_text() == NO_ID


def test_file_with_another_name_is_left_alone_and_named(place: Place) -> None:
    file = place.write("news/one.en.md", NO_ID).content / "news/one.en.md"
    (place.folder / "copy").hardlink_to(file)
    _, _, err = place.run("check", "--fix")
    assert "content/news/one.en.md was left alone: it has another name (a hard link), which would keep the old text\n" in err
    assert file.samefile(place.folder / "copy")


def test_fix_leaves_clean_files_untouched(place: Place) -> None:
    before = {file: file.stat().st_mtime_ns for file in place.content.rglob("*")}
    assert place.run("check", "--fix").err == "0 edits made in 0 files\n"
    assert {file: file.stat().st_mtime_ns for file in place.content.rglob("*")} == before


def test_second_fix_changes_nothing(place: Place) -> None:
    place.write("news/no-id.en.md", NO_ID)
    place.run("check", "--fix")
    after = tree(place.content)
    assert place.run("check", "--fix").err == "0 edits made in 0 files\n"
    assert tree(place.content) == after


def test_fix_of_chosen_files_leaves_the_others_alone(place: Place) -> None:
    place.write("news/one.en.md", NO_ID).write("news/two.en.md", NO_ID)
    place.run("check", "--fix", "news/one.en.md")
    assert "id: one" in (place.content / "news/one.en.md").read_text()
    assert (place.content / "news/two.en.md").read_text() == NO_ID


def test_fix_of_one_rule_leaves_the_findings_of_others_alone(place: Place) -> None:
    place.write("news/one.en.md", NO_ID + "# High\n")
    status, out, err = place.run("check", "--fix", "--only", "hd001")
    assert (status, err) == (0, "1 edit made in 1 file\n")
    assert (place.content / "news/one.en.md").read_text() == NO_ID + "## High\n"
    assert "nothing to report" in out
    assert place.run("check", "--only", "HD001", "--only", "id-missing").status == 1


def test_fix_reports_what_remains(place: Place) -> None:
    place.edit(OPEN_DAY, "date: 2026-03-01 10:00", "date: 31/02/2026")
    place.write("news/no-id.en.md", NO_ID)
    status, out, err = place.run("check", "--fix", "--format", "json")
    assert (status, err) == (1, "1 edit made in 1 file\n")
    assert [each["code"] for each in json.loads(out)["diagnostics"]] == ["DT001"]


def test_edits_at_one_place_are_made_one_after_the_other(place: Place) -> None:
    text = NO_ID.replace("---\ntitle: No id\n", "---\nupdated: 2026-03-02\ntitle: No id\n")
    place.write("news/both.en.md", text)
    status, _, err = place.run("check", "--fix")
    assert (status, err) == (0, "2 edits made in 1 file\n")
    assert (place.content / "news/both.en.md").read_text() == text.replace("updated", "id: both\nlastmod")


def test_fix_removes_the_metadata_of_images(place: Place) -> None:
    with_photograph(place)
    status, out, err = place.run("check", "--fix")
    assert (status, err) == (0, "0 edits made in 0 files, and the metadata of 1 image removed\n")
    assert out.endswith("nothing to report\n")
    assert (place.content / "media/tower.jpg").read_bytes() == picture()


def test_diff_shows_what_fix_would_do_and_writes_nothing(place: Place) -> None:
    text = NO_ID.replace("---\ntitle: No id\n", "---\nupdated: 2026-03-02\ntitle: No id\n")
    before = tree(place.write("news/both.en.md", text).content)
    status, out, err = place.run("check", "--diff")
    assert (status, err) == (1, "2 edits would be made in 1 file\n")
    assert out == (
        "--- content/news/both.en.md\n"
        "+++ content/news/both.en.md\n"
        "@@ -1,5 +1,6 @@\n"
        " ---\n"
        "-updated: 2026-03-02\n"
        "+id: both\n"
        "+lastmod: 2026-03-02\n"
        " title: No id\n"
        " summary: It has none.\n"
        " date: 2026-03-01\n"
    )
    assert tree(place.content) == before


def test_diff_of_what_needs_no_fix_is_empty_and_ends_with_zero(place: Place) -> None:
    assert place.run("check", "--diff") == (0, "", "0 edits would be made in 0 files\n")
    place.edit(OPEN_DAY, "date: 2026-03-01 10:00", "date: 31/02/2026")
    assert place.run("check", "--diff").status == 0


def test_diff_with_fix_only_shows(place: Place) -> None:
    place.write("news/no-id.en.md", NO_ID)
    assert place.run("check", "--diff", "--fix") == place.run("check", "--diff")
    assert (place.content / "news/no-id.en.md").read_text() == NO_ID


def test_diff_shows_every_byte_in_a_pipe(place: Place) -> None:
    text = "\ufeff---\r\ntitle: Ä\r\nsummary: \u202eS.\r\n---\r\n"
    place.write("pages/a.en.md", text)
    assert place.run("check", "--diff").out == (
        "--- content/pages/a.en.md\n+++ content/pages/a.en.md\n@@ -1,4 +1,5 @@\n"
        " \ufeff---\r\n+id: a\r\n title: Ä\r\n-summary: \u202eS.\r\n+summary: S.\r\n ---\r\n"
    )


def test_diff_is_utf_8_whatever_the_terminal_speaks(place: Place) -> None:
    place.write("pages/a.en.md", "---\ntitle: Ä\nsummary: S.\n---\n")
    assert " title: Ä\n" in place.start("check", "--diff", PYTHONIOENCODING="ascii").out


def test_diff_names_images_that_would_lose_their_metadata(place: Place) -> None:
    before = tree(with_photograph(place).content)
    status, out, _ = place.run("check", "--diff")
    assert (status, out) == (1, "content/media/tower.jpg: metadata would be removed\n")
    assert tree(place.content) == before
