"""`--baseline` of `pipeline check` and `pipeline build`."""

import json
from pathlib import Path

import pytest

from tests.cli.place import OPEN_DAY, Place
from tests.images.pictures import exif, picture

OLD = "---\nid: old\ntitle: Old\nsummary: S.\n---\n# One\n\n# Two\n\n[here](https://www.example.org)\n"


@pytest.fixture
def old(place: Place) -> Place:
    """A site with three old mistakes in one page, all of them known."""
    place.write("pages/old.en.md", OLD)
    status, out, err = place.run("check", "--baseline", "known.json", "--update-baseline")
    assert (status, err) == (0, "known.json has 3 findings in 1 file\n")
    assert out.endswith(" files, nothing to report\n3 known findings in known.json left out, until their files change\n")
    return place


def reported(place: Place, *options: str) -> list[str]:
    out = place.run("check", "--baseline", "known.json", "--format", "json", *options).out
    return [each["code"] for each in json.loads(out)["diagnostics"]]


def test_what_is_known_is_not_reported(old: Place) -> None:
    assert old.run("check", "--baseline", "known.json").status == 0
    assert old.run("check", "--baseline", "known.json", "--strict").status == 0
    assert reported(old) == []
    assert old.run("check").status == 1


def test_formats_for_programs_stay_whole(old: Place) -> None:
    err = old.run("check", "--baseline", "known.json", "--format", "json").err
    assert err == "3 known findings in known.json left out, until their files change\n"


def test_what_is_new_is_reported(old: Place) -> None:
    old.write("pages/new.en.md", OLD.replace("id: old", "id: new"))
    assert len(reported(old)) == 3


def test_all_of_a_file_that_changed_is_reported(old: Place) -> None:
    old.edit("pages/old.en.md", "# Two", "# Three")
    assert len(reported(old)) == 3


def test_baseline_is_written_anew_with_what_is_there_now(old: Place, tmp_path: Path) -> None:
    before = (tmp_path / "known.json").read_bytes()
    old.run("check", "--baseline", "known.json", "--update-baseline")
    assert (tmp_path / "known.json").read_bytes() == before
    old.edit("pages/old.en.md", "# Two\n\n", "")
    assert old.run("check", "--baseline", "known.json", "--update-baseline").err == "known.json has 2 findings in 1 file\n"
    old.remove("pages/old.en.md")
    assert old.run("check", "--baseline", "known.json", "--update-baseline").err == "known.json has 0 findings in 0 files\n"


def test_what_would_break_outputs_is_never_known(old: Place) -> None:
    old.edit(OPEN_DAY, "date: 2026-03-01 10:00", "date: 31/02/2026")
    status, out, err = old.run("check", "--baseline", "known.json", "--update-baseline")
    assert status == 1
    assert "DT001" in out
    assert err.endswith("\n1 finding that would break what is published cannot be known and remains\n")
    assert reported(old) == ["DT001"]


def test_nor_is_it_when_someone_writes_it_into_the_baseline(old: Place, tmp_path: Path) -> None:
    old.edit("pages/old.en.md", "id: old\n", "")
    old.run("check", "--baseline", "known.json", "--update-baseline")
    file = tmp_path / "known.json"
    known = json.loads(file.read_text())
    message = {"line": 1, "column": 1, "code": "ID001", "message": "there is no id"}
    known["files"]["pages/old.en.md"]["findings"].append(message)
    file.write_text(json.dumps(known))
    assert reported(old) == ["ID001"]


def test_what_is_wrong_with_files_that_are_no_sources_is_known_too(place: Place) -> None:
    place.write("media/dot.png", picture("png", exif=exif(artist="Ada Lovelace")))
    place.run("check", "--baseline", "known.json", "--update-baseline")
    assert (reported(place), place.run("check", "--strict").status) == ([], 1)
    place.write("media/dot.png", picture("png", exif=exif(artist="Ada Byron")))
    assert reported(place) == ["IM005"]


def test_broken_settings_do_not_empty_a_baseline(old: Place, tmp_path: Path) -> None:
    before = (tmp_path / "known.json").read_bytes()
    old.write("site.toml", "[site\n")
    assert old.run("check", "--baseline", "known.json", "--update-baseline").status == 1
    assert (tmp_path / "known.json").read_bytes() == before


def test_fix_comes_before_the_update(place: Place) -> None:
    place.write("pages/old.en.md", OLD)
    err = place.run("check", "--fix", "--baseline", "known.json", "--update-baseline").err
    assert err == "2 edits made in 1 file\nknown.json has 1 finding in 1 file\n"


def test_fix_leaves_what_is_known_alone(old: Place) -> None:
    assert old.run("check", "--fix", "--baseline", "known.json").err.startswith("0 edits made in 0 files\n")
    assert (old.content / "pages/old.en.md").read_text() == OLD


@pytest.mark.parametrize("command", ["check", "build"])
def test_missing_baseline_says_how_to_make_one(place: Place, command: str) -> None:
    status, out, err = place.run(command, "--baseline", "known.json")
    assert (status, out) == (2, "")
    assert err.endswith("Error: there is no known.json; `pipeline check --baseline known.json --update-baseline` makes it\n")


@pytest.mark.parametrize("command", ["check", "build"])
def test_damaged_baseline_is_trouble(place: Place, command: str) -> None:
    (place.folder / "known.json").write_text("{}")
    status, out, err = place.run(command, "--baseline", "known.json")
    assert (status, out) == (2, "")
    assert err.startswith("pipeline: known.json is not a baseline, or is damaged")
    assert err.count("\n") == 1


def test_what_is_known_stops_no_build(old: Place) -> None:
    assert old.run("build").status == 1
    status, out, err = old.run("build", "--baseline", "known.json", "--strict")
    assert status == 0
    assert out.startswith("build 1: ")
    assert err == "3 known findings in known.json left out, until their files change\n"
    assert "entries/en/old.json" in old.tree()


def test_what_is_new_stops_it(old: Place) -> None:
    old.edit("pages/old.en.md", "# Two", "# Three")
    assert old.run("build", "--baseline", "known.json").status == 1
    assert old.tree() == {}


def test_file_that_is_no_baseline_is_never_overwritten(old: Place) -> None:
    source = old.content / "news" / "second.en.md"
    before = source.read_bytes()
    status, _, err = old.run("check", "--baseline", str(source), "--update-baseline")
    assert status == 2
    assert "is not a baseline" in err
    assert source.read_bytes() == before
