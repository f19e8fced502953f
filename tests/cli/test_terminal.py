"""What is shown on a terminal, and what is not in a pipe."""

import os
import pty
import select
import subprocess
import sys
import termios

import pytest

from tests.cli.place import OPEN_DAY, Place

RED = "\x1b[1;31m"
ERASE = "\r\x1b[K"


def on_terminal(
    place: Place, *arguments: str, stdout: bool = True, stderr: bool = True, columns: int = 0, **environment: str
) -> str:
    """What a terminal receives from `pipeline` with *arguments* on the streams that are connected to it."""
    reader, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, columns))
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=place.folder,
        env={"TERM": "xterm"} | os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=terminal if stdout else subprocess.DEVNULL,
        stderr=terminal if stderr else subprocess.DEVNULL,
    ):
        os.close(terminal)
        received = bytearray()
        while select.select([reader], [], []):
            try:
                chunk = os.read(reader, 65536)
            except OSError:  # Linux: the last process has closed it
                break
            if not chunk:
                break
            received += chunk
    os.close(reader)
    return received.decode().replace("\r\n", "\n")


@pytest.fixture
def wrong(place: Place) -> Place:
    place.edit(OPEN_DAY, "date: 2026-03-01 10:00", "date: 31/02/2026")
    return place


def test_report_is_coloured_on_a_terminal(wrong: Place) -> None:
    assert f"{RED}error DT001:" in on_terminal(wrong, "check", stderr=False)


def test_report_is_plain_in_a_pipe(wrong: Place) -> None:
    assert "\x1b" not in wrong.start("check", TERM="xterm").out


def test_no_color_is_respected_on_a_terminal(wrong: Place) -> None:
    assert "\x1b" not in on_terminal(wrong, "check", stderr=False, NO_COLOR="1")
    assert RED in on_terminal(wrong, "check", stderr=False, NO_COLOR="")


def test_dumb_terminal_gets_plain_text(wrong: Place) -> None:
    assert "\x1b" not in on_terminal(wrong, "check", TERM="dumb")


def test_force_color_is_respected_in_a_pipe(wrong: Place) -> None:
    assert RED in wrong.start("check", FORCE_COLOR="1").out
    assert RED not in wrong.start("check", FORCE_COLOR="").out


def test_no_color_outweighs_force_color(wrong: Place) -> None:
    assert "\x1b" not in wrong.start("check", FORCE_COLOR="1", NO_COLOR="1").out


def test_colour_of_a_build_depends_on_the_standard_error(wrong: Place) -> None:
    assert RED in on_terminal(wrong, "build", stdout=False)


def test_json_is_never_coloured(wrong: Place) -> None:
    assert "\x1b" not in on_terminal(wrong, "check", "--format", "json", stderr=False)


def test_progress_is_one_line_that_is_gone_at_the_end(place: Place) -> None:
    received = on_terminal(place, "build", stdout=False)
    assert received.startswith(ERASE)
    assert received.endswith(ERASE)
    assert "\n" not in received
    assert "compiling 100 %" in received


def test_report_begins_on_a_line_without_progress(wrong: Place) -> None:
    before, _, _ = on_terminal(wrong, "check").partition("content/news/open-day.en.md")
    assert before.removesuffix("\x1b[1m").endswith(ERASE)


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_progress_is_not_shown_in_ci_or_on_a_dumb_terminal(
    place: Place, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert on_terminal(place, "build", stdout=False) == ""


def test_progress_is_not_shown_in_a_pipe(place: Place) -> None:
    assert place.start("build", TERM="xterm").err == ""


def test_help_is_not_paged(place: Place) -> None:
    assert "Example" in on_terminal(place, "rules", "--help", PAGER="false")


@pytest.mark.parametrize("command", ["list", "rules"])
def test_table_fits_the_terminal(place: Place, command: str) -> None:
    whole = place.start(command).out.splitlines()
    shown = on_terminal(place, command, stderr=False, columns=80).splitlines()
    assert max(map(len, shown)) <= 80
    assert [line.split()[0] for line in shown] == [line.split()[0] for line in whole]


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_list_never_cuts_an_id(place: Place, columns: int) -> None:
    long = "a-very-long-id-that-needs-most-of-the-line"
    place.write(f"pages/{long}.en.md", f"---\nid: {long}\ntitle: {'T' * 50}\nsummary: S.\n---\n\nText.\n")
    assert f" {long}\n" in on_terminal(place, "list", stderr=False, columns=columns)


def test_table_in_a_pipe_is_never_cut(place: Place) -> None:
    assert "…" in on_terminal(place, "rules", stderr=False, columns=80)
    assert "…" not in place.start("rules").out
