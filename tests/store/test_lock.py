"""One build at a time, in processes of their own."""

import fcntl
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.model import Trouble
from pipeline.store import Busy, Outputs, recover
from tests.store.generations import publish, tree

REPOSITORY = Path(__file__).parents[2]
HOLD = """
import os, sys, time
from pathlib import Path
from pipeline.store import Outputs
with Outputs.open(Path(sys.argv[1])):
    if sys.argv[2] == "fork" and not os.fork():
        print(os.getppid(), os.getpid(), flush=True)
        time.sleep(60)
        os._exit(0)
    if sys.argv[2] != "fork":
        print(os.getpid(), flush=True)
    time.sleep(60)
"""


@contextmanager
def holder(root: Path, how: str = "alone") -> Iterator[tuple["subprocess.Popen[str]", list[int]]]:
    """A process that holds the lock of *root*, and the numbers that it has printed: its own, and its worker's."""
    command = [sys.executable, "-c", HOLD, str(root), how]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process, [int(number) for number in process.stdout.readline().split()]
        finally:
            process.kill()


def test_a_second_build_is_trouble_that_names_the_first(tmp_path: Path) -> None:
    with holder(tmp_path) as (_, [pid]):
        with pytest.raises(Busy, match=rf"another command is writing to .*\(process {pid}\); wait until it has ended"):
            publish(tmp_path, {"a": b"a"})
        assert "a" not in tree(tmp_path)


def test_busy_is_trouble() -> None:
    assert issubclass(Busy, Trouble)


def test_recovery_leaves_a_command_at_work_alone(tmp_path: Path) -> None:
    with holder(tmp_path):
        before = tree(tmp_path)
        recover(tmp_path)
        assert tree(tmp_path) == before


def test_a_killed_build_holds_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as (process, _):
        process.kill()
        process.wait()
        publish(tmp_path, {"a": b"a"})
    assert tree(tmp_path) == {"a": b"a"}


def test_a_worker_that_outlives_a_killed_build_holds_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path, "fork") as (process, [_, worker]):
        process.kill()
        process.wait()
        try:
            publish(tmp_path, {"a": b"a"})
        finally:
            os.kill(worker, 9)
    assert tree(tmp_path) == {"a": b"a"}


def test_a_failed_build_lets_go(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Outputs.open(tmp_path):
        raise KeyError
    assert not list(tmp_path.iterdir())
    publish(tmp_path, {"a": b"a"})


def test_a_lock_on_a_file_that_its_last_holder_has_just_removed_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fcntl.flock

    def late(descriptor: int, operation: int) -> None:
        monkeypatch.undo()
        (tmp_path / ".pipeline" / "lock").unlink()
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    with Outputs.open(tmp_path), pytest.raises(Busy):
        publish(tmp_path, {"a": b"a"})


def test_builds_that_compete_take_turns_or_are_told(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        told = pool.starmap(_build_often, [(tmp_path, name) for name in "abcd"])
    done = sum(told)
    assert done > 0
    assert len(tree(tmp_path)) == done
    assert not (tmp_path / ".pipeline").exists()


def _build_often(root: Path, name: str) -> int:
    """Publish 50 files, each as a generation of its own; return how many times it was our turn."""
    done = 0
    for number in range(50):
        try:
            publish(root, {f"{name}{number}": b"x"})
        except Busy:
            continue
        done += 1
    return done
