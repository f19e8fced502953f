"""`pipeline check`."""

import json

import pytest

from tests.cli.place import OPEN_DAY, Place


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


def test_mistake_in_the_settings_is_reported_whatever_is_chosen(place: Place) -> None:
    place.edit("site.toml", "[site]\n", "[site]\nlangauges = []\n")
    status, out, _ = place.run("check", OPEN_DAY)
    assert status == 1
    assert out.startswith("content/site.toml:2:1: error CF001:")
    assert "langauges = []" in out


def test_where_no_content_is_the_error_says_what_to_do(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.content / "news")
    status, out, err = place.run("check")
    assert (status, out) == (2, "")
    assert 'there is no folder "content" here; start this in the folder that holds it, or name it with --content' in err


def test_path_outside_the_content_folder_ends_with_two(place: Place) -> None:
    (place.folder / "elsewhere.md").write_text("text")
    status, _, err = place.run("check", "elsewhere.md")
    assert status == 2
    assert '"elsewhere.md" does not lie in the content folder "content"' in err


def test_statistics_count_and_name_no_single_finding(place: Place) -> None:
    mistake(place)
    place.write("pages/h.en.md", "---\nid: h\ntitle: H\nsummary: S.\n---\n# One\n\n# Two\n")
    status, out, err = place.run("check", "--statistics")
    assert (status, err) == (1, "")
    assert "HD001" in out
    assert "content/news/" in out
    assert "open-day.en.md" not in out


def test_what_was_published_before_is_heeded(place: Place) -> None:
    assert place.run("build").status == 0
    place.edit(OPEN_DAY, "id: open-day", "id: another-day")
    place.edit("news/open-day.de.md", "id: open-day", "id: another-day")
    assert "ID004" in place.run("check").out
    assert "ID004" not in place.run("check", "--output", "elsewhere").out


def test_check_goes_on_without_what_was_published_where_that_is_damaged(place: Place) -> None:
    place.output.mkdir()
    (place.output / "manifest.json").write_text("{")
    status, out, err = place.run("check")
    assert status == 0
    assert out.endswith(" files, nothing to report\n")
    assert err.startswith("checked without what was published before: the published manifest.json cannot be understood")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--diff", "--statistics"], "--diff and --statistics cannot go together"),
        (["--diff", "--format", "json"], "--diff and --format cannot go together"),
        (["--statistics", "--format", "json"], "--statistics and --format cannot go together"),
        (["--watch", "--fix"], "--watch and --fix cannot go together"),
        (["--update-baseline", "--baseline", "b.json", "news"], "--update-baseline and PATH cannot go together"),
        (["--update-baseline", "--baseline", "b.json", "--only", "HD001"], "--update-baseline and --only cannot go together"),
        (["--only", "HD0001"], 'there is no rule "HD0001"; did you mean "HD001"?'),
        (["--update-baseline"], "--update-baseline needs --baseline FILE, the file to write"),
    ],
)
def test_options_that_contradict_each_other_are_refused(place: Place, options: list[str], said: str) -> None:
    status, out, err = place.run("check", *options)
    assert (status, out) == (2, "")
    assert err.endswith(f"Error: {said}\n")
