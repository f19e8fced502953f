"""`pipeline build` and `pipeline clean`."""

import re

import pytest

from tests.cli.place import OPEN_DAY, Place
from tests.sites import tree


def test_build_publishes_and_says_so_in_one_line(place: Place) -> None:
    status, out, err = place.run("build")
    assert (status, err) == (0, "")
    line = re.fullmatch(r"build 1: \d+ entries; (\d+) files added, 0 changed, 0 removed, 0 as before; (.*)\n", out)
    assert line
    assert int(line[1]) == len(place.tree())
    assert line[2] == "time alone will change it at 2026-06-03T01:00:00+02:00"


def test_second_build_says_that_nothing_changed(place: Place) -> None:
    place.run("build")
    assert re.fullmatch(r"build 1: \d+ entries; nothing changed; .*\n", place.run("build").out)


def test_build_is_the_same_with_any_number_of_jobs(place: Place) -> None:
    place.run("build", "--jobs", "1", "--output", "one")
    place.run("build", "--jobs", "2", "--output", "two")
    assert tree(place.folder / "one") == tree(place.folder / "two")


def test_errors_go_to_the_standard_error_and_leave_the_outputs_alone(place: Place) -> None:
    place.run("build")
    before = place.tree()
    place.edit(OPEN_DAY, "date: 2026-03-01 10:00", "date: 31/02/2026")
    status, out, err = place.run("build")
    assert (status, out) == (1, "")
    assert err.startswith("content/news/open-day.en.md:5:7: error DT001: ")
    assert err.endswith("outputs stays as it was: the content has errors\n")
    assert place.tree() == before


def test_warnings_are_shown_and_published(place: Place) -> None:
    place.edit("pages/guide/index.de.md", "summary: Wie man uns findet.\n", "")
    status, out, err = place.run("build")
    assert status == 0
    assert out.startswith("build 1: ")
    assert "warning FM006" in err


def test_strict_build_publishes_no_warnings(place: Place) -> None:
    place.edit("pages/guide/index.de.md", "summary: Wie man uns findet.\n", "")
    status, out, err = place.run("build", "--strict")
    assert (status, out) == (1, "")
    assert err.endswith("outputs stays as it was: --strict counts warnings as errors\n")
    assert place.tree() == {}


def test_explain_names_every_file_that_changed_and_why(place: Place) -> None:
    place.run("build")
    place.edit("news/third.en.md", "The newest.", "The very newest.")
    status, out, _ = place.run("build", "--explain")
    assert status == 0
    *reasons, summary = out.splitlines()
    assert "changed  entries/en/third.json: news/third.en.md, or what it refers to, says something else" in reasons
    assert f" {sum(reason.startswith('changed') for reason in reasons)} changed," in summary


def test_explain_of_nothing_says_nothing(place: Place) -> None:
    place.run("build")
    assert place.run("build", "--explain").out.count("\n") == 1


def test_verified_build_is_the_same_build(place: Place) -> None:
    assert place.run("build", "--verify").status == 0
    verified = place.tree()
    assert place.run("build", "--output", "again").status == 0
    assert tree(place.folder / "again") == verified


@pytest.mark.parametrize("now", ["2026-10-01", "2026-10-01T00:00:00Z", "2026-10-01T02:00:00+02:00"])
def test_now_publishes_what_was_scheduled(place: Place, now: str) -> None:
    assert place.run("build", "--now", now).status == 0
    assert "entries/en/scheduled.json" in place.tree()


def test_previous_outputs_are_read_from_another_folder(place: Place) -> None:
    place.run("build", "--output", "yesterday")
    place.edit("news/third.en.md", "The newest.", "The very newest.")
    assert place.run("build", "--previous", "yesterday").out.startswith("build 2: ")


def test_mass_removal_ends_with_two_and_names_the_way_on(place: Place) -> None:
    for number in range(10):
        place.write(
            f"news/more-{number}.en.md",
            f"---\nid: more-{number}\ntitle: More\nsummary: More.\ndate: 2026-03-01\n---\n## Facts {{#facts}}\n",
        )
    place.run("build")
    for number in range(10):
        place.remove(f"news/more-{number}.en.md")
    status, out, err = place.run("build")
    assert (status, out) == (2, "")
    assert err.startswith("pipeline: ")
    assert "--allow-removals" in err
    assert place.run("build", "--allow-removals").status == 0


def test_file_in_the_way_of_the_outputs_ends_with_two(place: Place) -> None:
    place.output.write_text("a file")
    status, out, err = place.run("build")
    assert (status, out) == (2, "")
    assert "outputs" in err


def test_clean_removes_what_was_built_and_nothing_else(place: Place) -> None:
    place.run("build")
    built = len(place.tree())
    (place.output / "README.md").write_text("ours")
    status, out, err = place.run("clean")
    assert (status, err) == (0, "")
    assert out == f"removed {built} files from outputs\nkept 1 file that no build wrote or someone has changed: README.md\n"
    assert place.tree() == {"README.md": b"ours"}


def test_clean_removes_what_notify_remembers_and_no_other_file_of_that_name(place: Place) -> None:
    memory = place.output / ".notified.json"
    place.run("build")
    memory.write_text('{"version": 1, "told": []}')
    assert "kept" not in place.run("clean").out
    assert not memory.exists()
    place.run("build")
    memory.write_text('{"mine": true}')
    assert ".notified.json" in place.run("clean").out
    assert place.run("clean").status == 0
    assert memory.exists()


def test_clean_where_nothing_was_built_is_content(place: Place) -> None:
    assert place.run("clean") == (0, "removed 0 files from outputs\n", "")
