"""`pipeline check --watch`, in a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from pipeline.cli._watch import named, noticed
from tests.cli.place import OPEN_DAY, Place, started

WAITING = "waiting for changes; Ctrl-C ends this\n"


class Watch:
    """A running `pipeline check --watch` beside *place*."""

    def __init__(self, place: Place) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "check", "--watch"],
            cwd=place.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def round(self) -> str:
        """Wait for the next round, and return what it says."""
        assert self.process.stdout
        lines: list[str] = []
        while not lines or lines[-1] != WAITING:
            line = self.process.stdout.readline()
            assert line, lines
            lines.append(line)
        return "".join(lines[:-1])


@pytest.fixture
def watch(place: Place) -> Iterator[Watch]:
    watch = Watch(place)
    patience = Timer(60, watch.process.kill)  # what waits for a round that never comes then fails
    patience.start()
    assert watch.process.stdout
    assert watch.round().endswith(" files, nothing to report\n")
    yield watch
    patience.cancel()
    watch.process.kill()
    watch.process.wait()
    watch.process.stdout.close()


def by_rename(place: Place, path: str, text: str) -> None:
    """Save as editors do that never leave half a file behind."""
    file = place.content / path
    (file.parent / "4913").write_text("")
    (file.parent / "4913").unlink()
    (file.parent / f"{file.name}~").write_text(text)
    (file.parent / f"{file.name}~").replace(file)


def test_a_mistake_is_reported_when_it_is_saved_and_gone_when_it_is_mended(place: Place, watch: Watch) -> None:
    text = (place.content / OPEN_DAY).read_text()
    place.write(OPEN_DAY, text.replace("date: 2026-03-01 10:00", "date: 31/02/2026"))
    said = watch.round()
    assert said.startswith("\n── news/open-day.en.md changed ──\ncontent/news/open-day.en.md:5:7: error DT001:")
    by_rename(place, OPEN_DAY, text)
    said = watch.round()
    assert said.startswith("\n── news/open-day.en.md changed ──\n")
    assert said.endswith("nothing to report\n")


def test_new_and_deleted_files_and_folders_are_seen(place: Place, watch: Watch) -> None:
    place.write("pages/deep/new.en.md", "---\ntitle: New\nsummary: S.\n---\n")
    assert "pages/deep/new.en.md:1:1: error ID001" in watch.round()
    place.remove("pages/deep/new.en.md")
    assert watch.round().endswith("nothing to report\n")


def test_broken_settings_are_reported_and_waited_for(place: Place, watch: Watch) -> None:
    settings = (place.content / "site.toml").read_text()
    place.write("site.toml", "[site\n")
    assert "content/site.toml:1:" in watch.round()
    place.write("site.toml", settings)
    assert watch.round().endswith("nothing to report\n")


def test_the_folder_may_go_and_come_back(place: Place, watch: Watch) -> None:
    away = place.folder / "away"
    place.content.rename(away)
    assert "content is not a folder" in watch.round()
    (away / OPEN_DAY).unlink()
    (away / "news/open-day.de.md").unlink()
    away.rename(place.content)
    watch.round()
    place.write("pages/new.en.md", "---\ntitle: New\nsummary: S.\n---\n")
    assert "pages/new.en.md:1:1: error ID001" in watch.round()


def test_ctrl_c_ends_it_well(place: Place, watch: Watch) -> None:
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait() == 0


def test_without_its_library_it_says_what_to_install(place: Place) -> None:
    without = "import sys; sys.modules['watchfiles'] = None; import pipeline.cli as cli; cli.main(['check', '--watch'])"
    status, out, err = started([sys.executable, "-c", without], place.folder)
    assert (status, out) == (2, "")
    assert err == "pipeline: --watch needs the package watchfiles; install it with `pip install watchfiles`\n"


def test_what_an_editor_puts_there_for_a_moment_is_not_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("")
    assert noticed(frozenset({"a.md", "4913"}), tmp_path, None) == ["a.md"]


def test_what_was_read_before_is_noticed_when_it_is_gone(place: Place) -> None:
    from pipeline.check import read

    before = read(place.content, lambda stage, done, total: None)
    place.remove(OPEN_DAY)
    assert noticed(frozenset({OPEN_DAY, "elsewhere"}), place.content, before) == [OPEN_DAY]


def test_of_many_changes_the_first_are_named() -> None:
    assert named(["a.md", "b.md"]) == "a.md, b.md changed"
    assert named(["a.md", "b.md", "c.md", "d.md", "e.md"]) == "a.md, b.md, c.md, 2 others changed"
