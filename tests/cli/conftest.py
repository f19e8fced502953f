"""What the tests of the command line share."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.place import Place


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Place:
    """The golden site in the current folder, on the golden day, with none of the variables set that we heed."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780315200")
    monkeypatch.chdir(tmp_path)
    return Place(tmp_path, capsys)


@pytest.fixture
def with_command(tmp_path: Path) -> Callable[[str, str], list[str]]:
    """Return the line that runs the command *name* of a pipeline which has one file more, with this *source*."""

    def line(name: str, source: str) -> list[str]:
        folder = tmp_path / "more-commands"
        folder.mkdir()
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
        return [sys.executable, "-c", f"import pipeline.cli as cli; cli.__path__.append({str(folder)!r}); cli.main()", name]

    return line
