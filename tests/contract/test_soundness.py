"""What is called compatible is compatible: every value that the new schema allows, the old one allowed."""

import json
from typing import Any

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.contract import diff, fault, unannounced
from tests.contract.strategies import SCALARS, parts, places, put, schemas, values
from tests.contract.validation import validator
from tests.emit.factory import full, past
from tests.emit.test_schemas import documents, name_of

MAIN = "main.v1.schema.json"
PUBLISHED = {
    path.removeprefix("schemas/"): json.loads(data) for path, data in full().files().items() if path.startswith("schemas/")
}
DOCUMENTS = [(name_of(path), document) for each in (full(), past()) for path, document in documents(each).items()]


def is_safe(old: dict[str, Any], new: dict[str, Any]) -> bool:
    return not unannounced(diff(old, new))


@st.composite
def changed(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A contract before and after a few changes."""
    old = new = draw(schemas())
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(places(new)[1:] or [(MAIN,)]))
        kind = draw(st.sampled_from(["remove", "replace", "wrap", "add"]))
        here: Any = new
        for part in place:
            here = here[part]
        if kind == "remove" and len(place) > 1:
            candidate = put(new, place, None, remove=True)
        elif kind == "add" and isinstance(here, dict):
            more = draw(parts)
            candidate = put(new, place, {**here, **more} if isinstance(more, dict) else here)
        elif kind == "wrap" and isinstance(here, dict):
            candidate = put(new, place, {draw(st.sampled_from(["anyOf", "allOf", "oneOf"])): [here, draw(parts)]})
        else:
            candidate = put(new, place, draw(parts | st.sampled_from(SCALARS)))
        if all(not fault(schema) for schema in candidate.values()) and MAIN in candidate and "$defs" in candidate[MAIN]:
            new = candidate
    return old, new


@settings(max_examples=200, deadline=None)
@given(changed(), st.lists(values, min_size=10, max_size=10))
def test_what_is_called_compatible_lets_no_new_value_in(pair: tuple[dict[str, Any], dict[str, Any]], found: list[Any]) -> None:
    old, new = pair
    if is_safe(old, new):
        before, after = validator(old, MAIN), validator(new, MAIN)
        if before and after:
            assert [value for value in found if after.is_valid(value) and not before.is_valid(value)] == []


@st.composite
def of_ours(draw: st.DrawFn) -> tuple[str, dict[str, Any], list[Any]]:
    """One of our schemas with a change, and documents of ours that are spoilt a little."""
    name = draw(st.sampled_from(sorted({name for name, _ in DOCUMENTS})))
    file = f"{name}.v1.schema.json"
    place = draw(st.sampled_from(places(PUBLISHED[file])))
    new = put(PUBLISHED[file], place, draw(parts | st.sampled_from(SCALARS)), remove=draw(st.booleans()))
    spoilt = []
    for _ in range(5):
        document = draw(st.sampled_from([document for other, document in DOCUMENTS if other == name]))
        where = draw(st.sampled_from(places(document)))
        spoilt.append(put(document, where, draw(values), remove=draw(st.booleans())))
    return file, new, spoilt


@settings(max_examples=100, deadline=None)
@given(of_ours())
def test_a_change_of_ours_that_is_called_compatible_lets_no_new_document_in(
    case: tuple[str, dict[str, Any], list[Any]],
) -> None:
    file, schema, spoilt = case
    new = {**PUBLISHED, file: schema}
    if not fault(schema) and jsonschema_rs.meta.is_valid(schema) and is_safe(PUBLISHED, new):
        before, after = validator(PUBLISHED, file), validator(new, file)
        if before and after:
            assert [document for document in spoilt if after.is_valid(document) and not before.is_valid(document)] == []
