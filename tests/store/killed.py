"""A program that kills a commit at each of its system calls or at random instants, and says what recovery makes of it.

    python -m tests.store.killed steps|random|recovery FOLDER

Forking is for a process without threads, which the one that runs the tests may not be.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from pipeline.store import recover
from tests.store.generations import Generation, out_of_step, publish, times, tree

UNCHANGED = {f"entries/en/same-{number}.json": b"same" for number in range(4)}
OLD = {
    **UNCHANGED,
    "manifest.json": b"old",
    "feeds/news.xml": b"old",
    "feeds/news.xml.gz": b"old, small",
    **{f"entries/en/{number}.json": b"old" for number in range(4)},
    **{f"gone/{number}/x.json": b"gone" for number in range(3)},
}
NEW = {
    **UNCHANGED,
    "manifest.json": b"new",
    "feeds/news.xml": b"new",
    "feeds/news.xml.gz": b"new, small",
    **{f"entries/en/{number}.json": b"new" for number in range(4)},
    **{f"fresh/{number}/x.json": b"fresh" for number in range(3)},
}
MANY_OLD = {"manifest.json": b"old", **{f"entries/{number % 7}/{number}.json": b"old" for number in range(60)}}
MANY_NEW = {"manifest.json": b"new", **{f"entries/{number % 7}/{number}.json": b"new" * 5000 for number in range(20, 80)}}


def main() -> None:
    mode, folder = sys.argv[1], Path(sys.argv[2])
    report = {"steps": every_step, "random": random_instants, "recovery": recovery_steps}[mode]
    print(json.dumps(report(folder)))


def every_step(folder: Path) -> list[str]:
    """Kill the commit at its first, second, … system call, until it gets through; say what recovery made of each."""
    outcomes = []
    step = 1
    while True:
        root = fresh(folder, OLD)
        before = times(root)
        killed = killed_at(step, partial(publish, root, NEW, OLD))
        recover(root)
        touched = {path for path in UNCHANGED if times(root)[path] != before[path]}
        outcomes.append("touched" if touched else outcome(root, OLD, NEW))
        if not killed:
            return outcomes
        step += 1


def random_instants(folder: Path) -> list[str]:
    """Kill the commit at 80 random instants of its course."""
    chance = random.Random(1)
    root = fresh(folder, MANY_OLD)
    start = time.perf_counter()
    publish(root, MANY_NEW, MANY_OLD)
    whole = time.perf_counter() - start
    outcomes = []
    for _ in range(80):
        root = fresh(folder, MANY_OLD)
        child = forked(partial(publish, root, MANY_NEW, MANY_OLD))
        time.sleep(chance.random() * whole * 1.5)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        recover(root)
        outcomes.append(outcome(root, MANY_OLD, MANY_NEW))
    return outcomes


def recovery_steps(folder: Path) -> list[str]:
    """Kill a commit right behind its commit point, and then the recovery at each of its system calls; recover again."""
    step = 1
    while True:
        root = fresh(folder, OLD)
        killed_at(step, partial(publish, root, NEW, OLD))
        if (root / ".pipeline" / "journal.json").exists():
            break
        step += 1
    crashed = folder / "crashed"
    shutil.copytree(root, crashed)
    outcomes = []
    again = 1
    while True:
        shutil.rmtree(root)
        shutil.copytree(crashed, root)
        killed = killed_at(again, partial(recover, root))
        recover(root)
        outcomes.append(outcome(root, OLD, NEW))
        if not killed:
            return outcomes
        again += 1


def fresh(folder: Path, generation: Generation) -> Path:
    root = folder / "outputs"
    shutil.rmtree(root, ignore_errors=True)
    publish(root, generation)
    return root


def outcome(root: Path, old: Generation, new: Generation) -> str:
    found = tree(root)
    folders = {str(folder) for folder in root.rglob("*") if folder.is_dir() and not any(folder.iterdir())}
    if folders:
        return f"empty folders: {sorted(folders)}"
    if out_of_step(root):
        return f"out of step: {out_of_step(root)}"
    return "old" if found == old else "new" if found == new else f"mixed: {sorted(found)}"


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do *act* in a process that kills itself just before its system call number *step*; False when it ended before."""

    def counted() -> None:
        left = step

        def count(_frame: FrameType, event: str, called: Any) -> None:
            nonlocal left
            if event == "c_call" and getattr(called, "__module__", "") == "posix":
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        act()
        sys.setprofile(None)

    _, status = os.waitpid(forked(counted), 0)
    return os.WIFSIGNALED(status)


def forked(act: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        act()
        os._exit(0)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
