"""The invariants at the head of pipeline/store/commit.py."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.model import Trouble
from pipeline.store import Outputs, recover
from pipeline.store.commit import Install, Journal, Removal, Workshop
from tests.store.generations import digests, publish, tree

REPOSITORY = Path(__file__).parents[2]


def outcomes(mode: str, folder: Path) -> list[str]:
    command = [sys.executable, "-m", "tests.store.killed", mode, str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def test_killed_at_any_system_call_a_commit_is_undone_or_finished(tmp_path: Path) -> None:
    found = outcomes("steps", tmp_path)
    point = found.index("new")
    assert found == ["old"] * point + ["new"] * (len(found) - point)
    assert point > 20
    assert len(found) - point > 20


def test_killed_at_random_instants_a_commit_is_undone_or_finished(tmp_path: Path) -> None:
    assert set(outcomes("random", tmp_path)) <= {"old", "new"}


def test_killed_at_any_system_call_a_recovery_is_finished_by_the_next(tmp_path: Path) -> None:
    found = outcomes("recovery", tmp_path)
    assert set(found) == {"new"}
    assert len(found) > 20


OLD = {"manifest.json": b"old", "a": b"old", "b/c": b"old", "d/e": b"old"}
NEW = {"manifest.json": b"new", "a": b"new", "b/c": b"new"}


@pytest.fixture
def interrupted(tmp_path: Path) -> Path:
    """outputs/ as a build leaves it that was killed right behind the commit point."""
    publish(tmp_path, OLD)
    workshop = Workshop(tmp_path)
    workshop.staging.mkdir(parents=True)
    for number, data in enumerate(NEW.values()):
        (workshop.staging / str(number)).write_bytes(data)
    install = tuple(Install(str(number), path, sha256) for number, (path, sha256) in enumerate(digests(NEW).items()))
    remove = (Removal("d/e", digests(OLD)["d/e"]),)
    workshop.journal.write_bytes(msgspec.json.encode(Journal(install, remove)))
    return tmp_path


def test_any_command_finishes_a_commit(interrupted: Path) -> None:
    recover(interrupted)
    assert tree(interrupted) == NEW
    assert not (interrupted / "d").exists()


def test_the_next_build_finishes_a_commit_before_it_reads_anything(interrupted: Path) -> None:
    with Outputs.open(interrupted) as outputs:
        assert outputs.load("manifest.json") == b"new"
    assert tree(interrupted) == NEW


def test_recovery_of_a_whole_folder_leaves_it_alone(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    recover(tmp_path)
    recover(tmp_path / "nowhere")
    assert tree(tmp_path) == OLD
    assert not (tmp_path / "nowhere").exists()


def test_a_file_that_someone_changed_after_the_kill_is_not_removed(interrupted: Path) -> None:
    (interrupted / "d/e").write_bytes(b"mine")
    recover(interrupted)
    assert tree(interrupted) == {**NEW, "d/e": b"mine"}


def test_what_a_power_failure_took_is_named_and_the_rest_finished(interrupted: Path) -> None:
    (interrupted / ".pipeline/staging/2").write_bytes(b"")
    with pytest.raises(Trouble, match=r"a power failure damaged .*/b/c; build again, which mends every file"):
        recover(interrupted)
    assert tree(interrupted) == {**NEW, "b/c": b"old"}
    publish(interrupted, NEW, NEW)
    assert tree(interrupted) == NEW


def test_what_was_installed_before_the_kill_is_not_missed(interrupted: Path) -> None:
    (interrupted / ".pipeline/staging/1").replace(interrupted / "a")
    recover(interrupted)
    assert tree(interrupted) == NEW


@pytest.mark.parametrize("data", [b"", b"{", b'{"install": 1}', b'{"x": "\xff"}', b'{"x": ' + b"[" * 100_000])
def test_a_damaged_journal_is_trouble_that_says_what_to_do(interrupted: Path, data: bytes) -> None:
    Workshop(interrupted).journal.write_bytes(data)
    with pytest.raises(Trouble, match=r"journal.json is damaged; remove it and build again"):
        recover(interrupted)
    Workshop(interrupted).journal.unlink()
    recover(interrupted)
    assert tree(interrupted) == OLD


@pytest.mark.parametrize(
    "journal",
    [
        {"install": [["0", "../x", "0" * 64]], "remove": []},
        {"install": [["../../manifest.json", "x", "0" * 64]], "remove": []},
        {"install": [], "remove": [["../x", "0" * 64]]},
    ],
)
def test_a_journal_cannot_lead_elsewhere(interrupted: Path, journal: dict[str, object]) -> None:
    Workshop(interrupted).journal.write_bytes(json.dumps(journal).encode())
    with pytest.raises(Trouble, match="cannot be a path below outputs/"):
        recover(interrupted)
    assert (interrupted / "manifest.json").read_bytes() == b"old"


def test_a_folder_that_became_a_link_after_the_kill_is_not_written_through(interrupted: Path) -> None:
    elsewhere = interrupted.parent / f"{interrupted.name}-elsewhere"
    (interrupted / "b").rename(elsewhere)
    (interrupted / "b").symlink_to(elsewhere)
    with pytest.raises(Trouble, match=r"cannot write .*/b/c: b is a link; move that away"):
        recover(interrupted)
    assert tree(elsewhere) == {"c": b"old"}
    (interrupted / "b").unlink()
    recover(interrupted)
    assert tree(interrupted) == NEW


def test_the_manifest_comes_last_and_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = []
    monkeypatch.setattr(os, "replace", _recorded(os.replace, lambda _, target: steps.append(f"+{Path(target).name}")))
    monkeypatch.setattr(os, "unlink", _recorded(os.unlink, lambda target: steps.append(f"-{Path(target).name}")))
    generation = {"a": b"", "manifest.json": b"", "z": b""}
    publish(tmp_path, generation)
    publish(tmp_path, {}, generation)
    assert [step for step in steps if step[1:] in generation] == ["+a", "+z", "+manifest.json", "-manifest.json", "-a", "-z"]


def _recorded(real: Callable[..., None], record: Callable[..., None]) -> Callable[..., None]:
    def call(*arguments: Any, **options: Any) -> None:
        record(*arguments)
        real(*arguments, **options)

    return call
