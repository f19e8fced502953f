"""What other programs need of a published schema: a name for it, a title for the type, examples that are some."""

import json
from importlib.resources import files
from typing import Any

import pytest

from pipeline.contract import diff, fault
from pipeline.schema import subschemas
from tests.contract.validation import validator

PUBLISHED: dict[str, Any] = {
    file.name: json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((files("pipeline.emit") / "schemas").iterdir(), key=lambda file: file.name)
}


@pytest.mark.parametrize("file", PUBLISHED)
def test_a_schema_is_called_as_its_file(file: str) -> None:
    schema = PUBLISHED[file]
    assert schema["$id"] == file  # so references from file to file are found wherever the folder lies
    assert schema["title"]
    assert not fault(schema)


@pytest.mark.parametrize("file", PUBLISHED)
def test_every_example_is_one(file: str) -> None:
    given = [(path, part) for path, part in subschemas(PUBLISHED[file]) if "examples" in part]
    assert given
    for path, part in given:
        judge = validator({**PUBLISHED, file: part}, file)
        assert judge
        assert all(map(judge.is_valid, part["examples"])), path


def test_titles_differ_so_that_types_made_of_them_do() -> None:
    titles = [schema["title"] for schema in PUBLISHED.values()]
    assert len(set(titles)) == len(titles)


def test_a_contract_is_the_same_as_itself() -> None:
    assert diff(PUBLISHED, PUBLISHED) == []
    assert diff(PUBLISHED, {**PUBLISHED, "extra.v1.schema.json": {}})[0].impact == "compatible"
