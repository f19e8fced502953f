"""How long a check takes of a thousand files with three thousand findings: `make bench`."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks import corpus

DOCUMENTS = 1000
ROUNDS = 5
MISTAKES = [
    "# A heading of level 1\n",
    "Read more [here](https://www.example.org/more).\n",
    "Sinti*zze und Rom*nja.\n",
]


@pytest.mark.benchmark
def test_check_times(tmp_path: Path) -> None:
    folder = Path(os.environ.get("BENCH_FOLDER", tmp_path)) / "pipeline-bench-check"
    shutil.rmtree(folder, ignore_errors=True)
    corpus.write(folder, DOCUMENTS)
    for file in (folder / "news").iterdir():
        file.write_text("\n".join([file.read_text(), *MISTAKES]))
    summary = check(folder, "--format", "text").splitlines()[-1]
    print(f"\n{summary}, {os.cpu_count()} processors, median of {ROUNDS}, seconds of wall time")
    for what, options in {
        "cold": [],
        "--statistics": ["--statistics"],
        "--format sarif": ["--format", "sarif"],
        "--diff": ["--diff"],
    }.items():
        print(f"{what:22} {median(timed(folder, *options) for _ in range(ROUNDS)):8.2f}")
    shutil.rmtree(folder)


def timed(content: Path, *options: str) -> float:
    begun = time.perf_counter()
    check(content, *options)
    return time.perf_counter() - begun


def check(content: Path, *options: str) -> str:
    """Run `pipeline check` as for the first time, and return what it says."""
    command = [sys.executable, "-m", "pipeline", "check", "--content", str(content), *options]
    return subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8").stdout
