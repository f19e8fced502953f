"""The published schemas against contract/, the ones that readers were promised: a breaking change needs a new major version."""

import json
import os
from importlib.resources import files
from pathlib import Path

from pipeline.contract import diff, unannounced
from tests.expected import expect

SNAPSHOT = Path(__file__).parent.parent.parent / "contract"
NOW = {
    file.name: file.read_text(encoding="utf-8")
    for file in sorted((files("pipeline.emit") / "schemas").iterdir(), key=lambda file: file.name)
}


def test_nothing_that_readers_rely_on_is_taken_from_them() -> None:
    """`make accept` takes only what this lets pass."""
    promised = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in SNAPSHOT.glob("*.schema.json")}
    found = unannounced(diff(promised, {name: json.loads(text) for name, text in NOW.items()}))
    lines = [f"{each.file}#{each.pointer}: was {each.was}, is {each.now or 'absent'}; {each.why}" for each in found]
    assert not lines, "\n".join(["readers would break; see docs/contract.md", *lines])
    for name, text in NOW.items():
        expect(SNAPSHOT / name, text)
    for name in promised.keys() - NOW.keys():
        if os.environ.get("ACCEPT"):
            (SNAPSHOT / name).unlink()
        assert not (SNAPSHOT / name).exists(), f"{name} is published no more; if that is right, run `make accept`"
