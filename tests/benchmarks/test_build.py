"""How long a build takes: `make bench`, or `BENCH_DOCUMENTS=10000 BENCH_FOLDER=/dev/shm make bench`."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks import corpus

DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "2000"))
ROUNDS = 3


@pytest.mark.benchmark
def test_build_times(tmp_path: Path) -> None:
    folder = Path(os.environ.get("BENCH_FOLDER", tmp_path)) / "pipeline-bench"
    shutil.rmtree(folder, ignore_errors=True)
    content, output = folder / "content", folder / "outputs"
    corpus.write(content, DOCUMENTS)
    edited = content / "news" / "news-0.en.md"
    seconds: dict[str, list[float]] = {"cold": [], "nothing changed": [], "one document edited": [], "check of one file": []}
    for number in range(ROUNDS):
        shutil.rmtree(output, ignore_errors=True)
        build = ["build", "--output", str(output), "--now", "2026-12-01"]
        seconds["cold"].append(timed(content, *build))
        seconds["nothing changed"].append(timed(content, *build))
        edited.write_text(edited.read_text() + f"\nEdited {number}.\n")
        seconds["one document edited"].append(timed(content, *build))
        seconds["check of one file"].append(timed(content, "check", "news/news-0.en.md"))
    shutil.rmtree(folder)
    print(f"\n{DOCUMENTS:,} documents, {os.cpu_count()} processors, median of {ROUNDS}, seconds of wall time")
    for what, taken in seconds.items():
        print(f"{what:22} {median(taken):8.2f}")


def timed(content: Path, *arguments: str) -> float:
    command = [sys.executable, "-m", "pipeline", *arguments, "--content", str(content)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun
