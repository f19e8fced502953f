"""The golden site, and the command line run beside it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.cli import main
from tests.sites import SiteTest

NOW = "2026-06-01T12:00:00Z"
OPEN_DAY = "news/open-day.en.md"


class Result(NamedTuple):
    status: int
    out: str
    err: str


class Place(SiteTest):
    """The golden site in content/ of the current folder; it is free of mistakes."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder)
        self.folder = folder
        self._capsys = capsys

    def run(self, *arguments: str) -> Result:
        """Run `pipeline` with *arguments* in this process."""
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as exit:
            main(arguments)
        assert isinstance(exit.value.code, int)
        return Result(exit.value.code, *self._capsys.readouterr())

    def start(self, *arguments: str, **environment: str) -> Result:
        """Run `python -m pipeline` with *arguments* in a process of its own, its output in pipes."""
        return started([sys.executable, "-m", "pipeline", *arguments], self.folder, **environment)


def started(line: list[str], folder: Path, **environment: str) -> Result:
    """Run the command *line* in *folder*."""
    done = subprocess.run(line, cwd=folder, env=os.environ | environment, capture_output=True, check=False, encoding="utf-8")
    return Result(done.returncode, done.stdout, done.stderr)
