"""`pipeline check`."""

import json
from pathlib import Path

import pytest

from pipeline.cli.check import _fix
from tests.cli.place import OPEN_DAY, Place

NO_ID = "---\ntitle: No id\nsummary: It has none.\ndate: 2026-03-01\n---\n## Facts {#facts}\n"


def mistake(place: Place) -> None:
    place.edit(OPEN_DAY, "date: 2026-03-01 10:00", "date: 31/02/2026")


def test_clean_content_ends_with_zero(place: Place) -> None:
    status, out, err = place.run("check")
    assert (status, err) == (0, "")
    assert out.endswith(" files, nothing to report\n")


def test_mistake_ends_with_one_and_stands_at_its_place(place: Place) -> None:
    mistake(place)
    status, out, err = place.run("check")
    assert (status, err) == (1, "")
    assert out.startswith(
        'content/news/open-day.en.md:5:7: error DT001: "31/02/2026" is not a calendar date; write YYYY-MM-DD\n'
    )


def test_report_says_the_same_in_a_process_of_its_own(place: Place) -> None:
    mistake(place)
    assert place.start("check") == place.run("check")


def test_json_is_one_object_with_paths_relative_to_the_content(place: Place) -> None:
    mistake(place)
    status, out, err = place.run("check", "--format", "json")
    assert (status, err) == (1, "")
    report = json.loads(out)
    assert [(each["code"], each["path"], each["line"], each["column"]) for each in report["diagnostics"]] == [
        ("DT001", OPEN_DAY, 5, 7)
    ]


def test_warnings_count_as_errors_only_when_strict(place: Place) -> None:
    place.edit("pages/guide/index.de.md", "summary: Wie man uns findet.\n", "")
    assert place.run("check").status == 0
    status, out, err = place.run("check", "--strict")
    assert (status, err) == (1, "--strict counts warnings as errors\n")
    assert "warning FM006" in out


def test_now_decides_what_is_wrong(place: Place) -> None:
    place.edit(OPEN_DAY, "[Ada](entry:ada)", "[Ada](entry:scheduled)")
    assert place.run("check", "--now", "2026-06-01").status == 1
    assert place.run("check", "--now", "2026-10-01").status == 0


@pytest.mark.parametrize(
    ("paths", "codes"),
    [
        (["content/news/open-day.en.md"], ["DT001"]),
        (["news/open-day.en.md"], ["DT001"]),
        (["content/news"], ["DT001"]),
        (["content/news/"], ["DT001"]),
        (["./content/../content/news"], ["DT001"]),
        (["content/pages/guide/index.de.md"], ["RF001"]),
        (["pages", "news"], ["DT001", "RF001"]),
        (["content"], ["DT001", "RF001"]),
        (["people"], []),
        (["content/news/open-day.de.md"], []),
        (["site.toml"], []),
    ],
)
def test_paths_choose_what_is_reported(place: Place, paths: list[str], codes: list[str]) -> None:
    mistake(place)
    place.edit("pages/guide/index.de.md", "## Wie {#how}", "## Wie {#how}\n\nZu [Ada](entry:adda).")
    status, out, _ = place.run("check", "--format", "json", *paths)
    assert [each["code"] for each in json.loads(out)["diagnostics"]] == codes
    assert status == bool(codes)


def test_report_on_paths_counts_only_their_files(place: Place) -> None:
    assert place.run("check", OPEN_DAY, "people").out == "2 files, nothing to report\n"


def test_paths_hold_seen_from_within_the_content_folder(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    mistake(place)
    monkeypatch.chdir(place.content / "news")
    status, out, _ = place.run("check", "--content", "..", "open-day.en.md")
    assert status == 1
    assert out.startswith("../news/open-day.en.md:5:7: ")


@pytest.mark.parametrize("path", ["news/no-such-day.en.md", "content/nothing"])
def test_path_that_does_not_exist_ends_with_two(place: Place, path: str) -> None:
    status, out, err = place.run("check", path)
    assert (status, out) == (2, "")
    assert f'there is no "{path}", neither here nor in the content folder "content"' in err


def test_broken_settings_are_reported_whatever_is_chosen(place: Place) -> None:
    place.write("site.toml", "[site\n")
    status, out, _ = place.run("check", OPEN_DAY)
    assert status == 1
    assert out.startswith("content/site.toml:1:")


def test_path_outside_the_content_folder_ends_with_two(place: Place) -> None:
    (place.folder / "elsewhere.md").write_text("text")
    status, _, err = place.run("check", "elsewhere.md")
    assert status == 2
    assert '"elsewhere.md" does not lie in the content folder "content"' in err


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


def test_file_that_changed_after_it_was_checked_is_left_alone_and_named(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    checked = place.write("news/one.en.md", NO_ID).write("news/two.en.md", NO_ID).check()
    place.write("news/one.en.md", NO_ID + "more\n")
    found = _fix(checked, Path("content"), place.check)
    assert [each.path for each in found.diagnostics] == ["news/one.en.md"]
    assert (place.content / "news/one.en.md").read_text() == NO_ID + "more\n"
    assert capsys.readouterr().err == (
        "1 edit made in 1 file\ncontent/news/one.en.md was left alone: it changed while it was being checked\n"
    )


def test_fix_leaves_clean_files_untouched(place: Place) -> None:
    before = {file: file.stat().st_mtime_ns for file in place.content.rglob("*")}
    assert place.run("check", "--fix").err == "0 edits made in 0 files\n"
    assert {file: file.stat().st_mtime_ns for file in place.content.rglob("*")} == before


def test_fix_of_chosen_files_leaves_the_others_alone(place: Place) -> None:
    place.write("news/one.en.md", NO_ID).write("news/two.en.md", NO_ID)
    place.run("check", "--fix", "news/one.en.md")
    assert "id: one" in (place.content / "news/one.en.md").read_text()
    assert (place.content / "news/two.en.md").read_text() == NO_ID


def test_fix_reports_what_remains(place: Place) -> None:
    mistake(place)
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
