"""What holds for every command: help, exit statuses, and how it ends when something is in the way."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import pipeline.cli
from pipeline import plugins
from pipeline.cli._commands import commands
from tests.cli.place import Place, started

COMMANDS = plugins.names(pipeline.cli)

WithCommand = Callable[[str, str], list[str]]


def test_commands_are_those_of_the_design() -> None:
    assert {"build", "check", "clean", "list", "new", "rules"} <= set(COMMANDS)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_help_has_an_example(name: str) -> None:
    result = CliRunner().invoke(commands, [*filter(None, [name]), "--help"])
    assert result.exit_code == 0
    assert re.search(rf"Example:\n    pipeline {name}", result.output)


def test_help_lists_every_command_with_a_whole_sentence() -> None:
    lines = CliRunner().invoke(commands, ["--help"]).output.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


def test_help_loads_neither_the_build_nor_the_rules() -> None:
    script = (
        "import sys\nfrom pipeline.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(*sorted(sys.modules), file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8").stderr.split()
    assert "pipeline.cli.build" in loaded
    assert not {
        "pipeline.build",
        "pipeline.check",
        "pipeline.rules",
        "markdown_it",
        "lxml",
        "sqlite3",
        "yaml",
        "jsonschema_rs",
    } & set(loaded)


def test_new_file_is_a_new_command(with_command: WithCommand, tmp_path: Path) -> None:
    line = with_command("hello", "import click\n@click.command()\ndef command(): click.echo('good day'); return 1")
    assert started(line, tmp_path) == (1, "good day\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], 'there is no command "chek"; did you mean "check"?'),
        (["build", "--job", "2"], "No such option"),
        (["build", "--jobs", "0"], "0 is not in the range"),
        (["build", "--jobs", "-1"], "-1 is not in the range"),
        (["build", "--jobs", "two"], "'two' is not a valid integer"),
        (["build", "--now", "31/02/2026"], '"31/02/2026" is not a calendar date; write YYYY-MM-DD'),
        (["build", "--previous", "nowhere"], "'nowhere' does not exist"),
        (["check", "--content", "nowhere"], "'nowhere' does not exist"),
        (["check", "--format", "yaml"], "'yaml' is not one of"),
        (["list", "--content", "content/site.toml"], "is a file"),
        (["rules", "XYZ"], 'there is no rule "XYZ"; `pipeline rules` lists all'),
    ],
)
def test_wrong_usage_ends_with_two_and_says_why(place: Place, arguments: list[str], said: str) -> None:
    status, out, err = place.run(*arguments)
    assert (status, out) == (2, "")
    assert said in err


def test_version_is_told(place: Place) -> None:
    assert place.run("--version") == (0, f"pipeline, version {pipeline.__version__}\n", "")


def test_without_a_command_the_help_is_shown(place: Place) -> None:
    status, _, err = place.run()
    assert status == 2
    assert "Commands:" in err


@pytest.mark.parametrize("epoch", ["", "yesterday", "-1", "1.5", "1767225600 ", "9" * 30])
def test_senseless_source_date_epoch_ends_with_two(place: Place, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    status, out, err = place.run("list")
    assert (status, out) == (2, "")
    assert re.fullmatch(r"pipeline: SOURCE_DATE_EPOCH is .*; set it to whole seconds since 1970, or unset it\n", err)


def test_trouble_is_one_sentence_and_ends_with_two(with_command: WithCommand, tmp_path: Path) -> None:
    source = (
        "import click\nfrom pipeline.model import Trouble\n@click.command()\ndef command(): raise Trouble('the disk is full')"
    )
    assert started(with_command("fill", source), tmp_path) == (2, "", "pipeline: the disk is full\n")


def test_trouble_cannot_steer_the_terminal(with_command: WithCommand, tmp_path: Path) -> None:
    source = "import click\nfrom pipeline.model import Trouble\n@click.command()\ndef command(): raise Trouble('a\\x1b[2J\\nb')"
    assert started(with_command("fill", source), tmp_path).err == "pipeline: a\\u001b[2J\\u000ab\n"


def test_defect_is_one_sentence_that_names_the_file_and_where_the_details_are(
    with_command: WithCommand, tmp_path: Path
) -> None:
    source = (
        "import click\n@click.command()\ndef command():\n"
        "    error = KeyError('no\\nsuch')\n    error.add_note('news/open-day.en.md')\n    raise error"
    )
    status, out, err = started(with_command("fail", source), tmp_path, TMPDIR=str(tmp_path))
    assert (status, out) == (3, "")
    assert err.count("\n") == 1
    assert err.startswith("pipeline: a defect of the pipeline itself, at news/open-day.en.md (KeyError: ")
    details = re.search(r"details in (\S+)\n", err)
    assert details
    assert "Traceback" in Path(details[1]).read_text(encoding="utf-8")


def test_defect_is_told_of_even_where_no_details_can_be_written(with_command: WithCommand, tmp_path: Path) -> None:
    line = with_command("fail", "import click, tempfile\n@click.command()\ndef command(): 1 / 0")
    line[2] = f"import tempfile; tempfile.tempdir = {str(tmp_path / 'gone')!r}; {line[2]}"
    status, _, err = started(line, tmp_path)
    assert status == 3
    assert re.fullmatch(r"pipeline: .*ZeroDivisionError.*; the details could not be written \(.*\)\n", err)


def test_command_that_cannot_be_loaded_is_a_defect_too(with_command: WithCommand, tmp_path: Path) -> None:
    status, _, err = started(with_command("broken", "import nothing_of_this_name"), tmp_path)
    assert status == 3
    assert err.startswith("pipeline: a defect of the pipeline itself (ModuleNotFoundError: ")


def test_interrupt_ends_with_130_and_one_line(with_command: WithCommand) -> None:
    source = "import click, time\n@click.command()\ndef command():\n    click.echo('ready')\n    time.sleep(60)"
    with subprocess.Popen(
        with_command("wait", source), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert (process.returncode, err) == (130, "pipeline: interrupted\n")


@pytest.mark.parametrize("arguments", [["rules"], ["--help"], ["rules", "DT001"]])
def test_nothing_is_said_when_nobody_reads_on(place: Place, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    line = [sys.executable, "-m", "pipeline", *arguments]
    done = subprocess.run(line, stdout=writer, stderr=subprocess.PIPE, check=False, encoding="utf-8")
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


def test_full_disk_behind_the_output_is_told_of(place: Place) -> None:
    with Path("/dev/full").open("w") as full:
        line = [sys.executable, "-m", "pipeline", "rules"]
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, check=False, encoding="utf-8")
    assert (done.returncode, done.stderr) == (2, "pipeline: cannot write the output: No space left on device\n")


def test_closed_output_is_no_defect(place: Place) -> None:
    line = ["sh", "-c", f"{sys.executable} -m pipeline rules >&- 2>&-"]
    assert subprocess.run(line, check=False).returncode == 0


def test_output_that_lacks_a_character_shows_its_number(place: Place) -> None:
    place.edit("news/open-day.de.md", "Tag der offenen Tür", "Open day in 東京")
    status, out, err = place.start("list", PYTHONIOENCODING="latin-1")
    assert (status, err) == (0, "")
    assert "Open day in \\u6771\\u4eac\n" in out
