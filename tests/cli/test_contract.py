"""`pipeline contract diff`."""

import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.cli.place import Place

ENTRY = "entry.v1.schema.json"
SUMMARY = '"summary": {\n      "description": "Plain text.",\n      "type": "string",\n      "minLength": 1\n    }'


@pytest.fixture
def copies(place: Place) -> tuple[Path, Path]:
    """The published schemas twice, in old/ and new/ of the current folder."""
    for name in ("old", "new"):
        shutil.copytree(str(files("pipeline.emit") / "schemas"), place.folder / name)
    return place.folder / "old", place.folder / "new"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_same_is_the_same(place: Place, copies: tuple[Path, Path]) -> None:
    assert place.run("contract", "diff", "old", "new") == (0, "the same\n", "")


def test_a_breaking_difference_is_named_and_ends_with_1(place: Place, copies: tuple[Path, Path]) -> None:
    change(copies[1] / ENTRY, SUMMARY, SUMMARY.replace("1", "0").replace("Plain text", "Text"))
    status, out, err = place.run("contract", "diff", "old", "new")
    assert status == 1
    assert out.splitlines() == [
        f'{ENTRY}#/properties/summary/description: documentation: was "Plain text.", is "Text."',
        f"{ENTRY}#/properties/summary/minLength: breaking: was 1, is 0; fewer or shorter ones may come",
        "1 breaking, 1 documentation",
    ]
    assert "1 difference would break readers without a warning" in err


def test_a_new_major_version_says_it_aloud_and_ends_with_0(place: Place, copies: tuple[Path, Path]) -> None:
    change(copies[1] / ENTRY, SUMMARY, '"abstract": {}')
    (copies[1] / ENTRY).rename(copies[1] / "entry.v2.schema.json")
    change(copies[1] / "collection.v1.schema.json", "entry.v1", "entry.v2")
    (copies[1] / "collection.v1.schema.json").rename(copies[1] / "collection.v2.schema.json")
    assert place.run("contract", "diff", "old", "new").status == 1
    change(copies[1] / "manifest.v1.schema.json", '"^1\\\\.[0-9]+$"', '"^2\\\\.[0-9]+$"')
    (copies[1] / "manifest.v1.schema.json").rename(copies[1] / "manifest.v2.schema.json")
    status, out, err = place.run("contract", "diff", "old", "new")
    assert (status, err) == (0, "")
    assert f"{ENTRY}#/properties/summary: breaking, announced: was " in out


def test_two_files_can_be_compared(place: Place, copies: tuple[Path, Path]) -> None:
    change(copies[1] / ENTRY, SUMMARY, '"abstract": {}')
    assert place.run("contract", "diff", f"old/{ENTRY}", f"new/{ENTRY}").status == 1
    assert place.run("contract", "diff", "old/manifest.v1.schema.json", "new/manifest.v1.schema.json").status == 0
    # What it refers to counts.
    assert place.run("contract", "diff", "old/collection.v1.schema.json", "new/collection.v1.schema.json").status == 1


def test_whole_outputs_can_be_compared(place: Place, copies: tuple[Path, Path]) -> None:
    place.published()
    assert place.run("contract", "diff", "old", "outputs") == (0, "the same\n", "")


def test_programs_get_json(place: Place, copies: tuple[Path, Path]) -> None:
    change(copies[1] / ENTRY, SUMMARY, '"abstract": {}')
    status, out, err = place.run("contract", "diff", "old", "new", "--format", "json")
    found = json.loads(out)
    assert (status, err) == (1, "")
    assert found["summary"] == {"breaking": 1, "compatible": 1, "documentation": 0, "unannounced": 1}
    assert found["differences"][1] == {
        "file": ENTRY,
        "pointer": "/properties/summary",
        "impact": "breaking",
        "was": '{"minLength": 1, "type": "string"}',
        "now": "",
        "why": '"summary" is promised no more',
        "announced": False,
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"{", "new/x.v1.schema.json:1:2: "),
        (b'{"a": 1, "a": 2}', 'the name "a" is there twice'),
        (b"\xff", "new/x.v1.schema.json is not text in UTF-8"),
        (b"[1]", "new/x.v1.schema.json is no schema: it is not a JSON object"),
        (b'{"type": "txt"}', '/type is "txt", which means nothing there'),
        (b'{"items":' * 200 + b"{}" + b"}" * 200, "nested more than"),
        (b" " * 2_000_000, "it has 2,000,000 bytes"),
    ],
)
def test_what_is_no_schema_is_named_in_one_sentence(place: Place, copies: tuple[Path, Path], written: bytes, said: str) -> None:
    (copies[1] / "x.v1.schema.json").write_bytes(written)
    status, out, err = place.run("contract", "diff", "old", "new")
    assert (status, out) == (2, "")
    assert err.startswith("pipeline: ")
    assert said in err
    assert err.count("\n") == 1


def test_what_cannot_be_shown_is_escaped(place: Place, copies: tuple[Path, Path]) -> None:
    extra: dict[str, Any] = {"properties": {"\u202e\u001b[31m": {"const": "\u202e"}}}
    (copies[0] / "x.v1.schema.json").write_text(json.dumps(extra), encoding="utf-8")
    assert place.run("contract", "diff", "old", "new").status == 2  # no name that anyone could see
    (copies[0] / "x.v1.schema.json").write_text('{"const": "\\u2067"}', encoding="utf-8")
    assert "\u2067" not in place.run("contract", "diff", "old", "new").out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("content", "new", "there are no schemas in content"),
        ("old", f"new/{ENTRY}", "a file cannot be compared with a folder"),
        ("old", "nowhere", "'nowhere' does not exist"),
    ],
)
def test_what_cannot_be_compared_is_said(place: Place, copies: tuple[Path, Path], old: str, new: str, said: str) -> None:
    shutil.rmtree(place.content / "schemas", ignore_errors=True)
    status, _, err = place.run("contract", "diff", old, new)
    assert status == 2
    assert said in err
