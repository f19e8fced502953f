"""Generations to commit: the files of one, by path."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pipeline.model import Artifact
from pipeline.store import Changes, Outputs

Generation = Mapping[str, bytes]


def publish(root: Path, generation: Generation, previous: Generation | None = None) -> Changes:
    """Stage and commit *generation*, *previous* being what our ledger says we published before."""
    with Outputs.open(root) as outputs:
        for path, data in generation.items():
            outputs.stage(artifact(path, data))
        return outputs.commit(generation.keys(), digests(previous or {}))


def artifact(path: str, data: bytes) -> Artifact:
    return Artifact(path, data, "text/plain", "site")


def digests(generation: Generation) -> dict[str, str]:
    return {path: hashlib.sha256(data).hexdigest() for path, data in generation.items()}


def tree(root: Path) -> dict[str, bytes]:
    """Every file below *root*, hidden ones too."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def times(root: Path) -> dict[str, int]:
    return {file.relative_to(root).as_posix(): file.stat().st_mtime_ns for file in root.rglob("*") if file.is_file()}


def out_of_step(root: Path) -> list[str]:
    """The files `x.gz` that do not bear the modification time of `x`."""
    found = times(root)
    return sorted(path for path in found if path.endswith(".gz") and found[path] != found.get(path.removesuffix(".gz")))
