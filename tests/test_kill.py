"""`kill -9` at any instant: the next command finishes or undoes the commit."""

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest


@pytest.mark.parametrize("seed", range(2))
def test_a_build_killed_at_50_random_instants_leaves_one_whole_generation(tmp_path: Path, seed: int) -> None:
    command = [sys.executable, "-m", "tests.kill", str(tmp_path), str(seed), "50"]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert finished.returncode == 0, finished.stderr
    happened = dict(re.findall(r"(\w+) (\d+)", finished.stdout))
    # Otherwise the instants were chosen badly and nothing was seen.
    assert int(happened["nothing"]) >= 5, finished.stdout
    assert int(happened["everything"]) >= 5, finished.stdout


def test_any_command_finishes_what_a_killed_one_began(tmp_path: Path) -> None:
    workshop = tmp_path / "outputs" / ".pipeline"
    (workshop / "staging").mkdir(parents=True)
    (workshop / "staging" / "0").write_text("new")
    digest = sha256(b"new").hexdigest()
    (workshop / "journal.json").write_text(json.dumps({"install": [["0", "fragments/en/a.html", digest]], "remove": []}))
    command = [sys.executable, "-m", "pipeline", "rules", "HD002"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "outputs/fragments/en/a.html").read_text() == "new"
    assert not workshop.exists()
