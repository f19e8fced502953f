"""Which difference of two schemas is what to a reader."""

from typing import Any

import pytest

from pipeline.contract import Difference, diff, diff_files, unannounced

BREAKING, COMPATIBLE, DOCUMENTATION = "breaking", "compatible", "documentation"
FILE = "entry.v1.schema.json"


def found(old: Any, new: Any, **others: Any) -> list[Difference]:
    """The differences of two schemas beside *others*, which are the same before and after."""
    shared = {f"{name}.v1.schema.json": schema for name, schema in others.items()}
    return diff({FILE: old, **shared}, {FILE: new, **shared})


def brief(differences: list[Difference]) -> list[str]:
    return [f"{each.impact} {each.pointer}" for each in differences]


def verdict(old: Any, new: Any) -> str:
    return BREAKING if unannounced(found(old, new)) else COMPATIBLE


def member(schema: Any, **beside: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": schema}, **beside}


TEXT, NUMBER = {"type": "string"}, {"type": "number"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Members
        (member(TEXT), {"type": "object"}, [f"{BREAKING} /properties/a"]),
        (member({}), {"type": "object"}, [f"{BREAKING} /properties/a"]),
        ({"type": "object"}, member(TEXT), [f"{COMPATIBLE} /properties/a"]),
        (member(TEXT), member(TEXT, required=["a"]), [f"{COMPATIBLE} /required"]),
        (member(TEXT, required=["a"]), member(TEXT), [f"{BREAKING} /required"]),
        (member(TEXT), member({"type": ["string", "null"]}), [f"{BREAKING} /properties/a/type"]),
        (member({"type": ["string", "null"]}), member(TEXT), [f"{COMPATIBLE} /properties/a/type"]),
        (member(TEXT, additionalProperties=False), member(TEXT), [f"{BREAKING} /additionalProperties"]),
        (member(TEXT), member(TEXT, additionalProperties=False), [f"{COMPATIBLE} /additionalProperties"]),
        (
            {"type": "object", "additionalProperties": False},
            member(TEXT, additionalProperties=False),
            [f"{BREAKING} /additionalProperties", f"{COMPATIBLE} /properties/a"],
        ),
        ({"items": TEXT}, {"items": TEXT, "minItems": 1}, [f"{COMPATIBLE} /minItems"]),
        # Values
        ({"enum": ["a"]}, {"enum": ["a", "b"]}, [f"{BREAKING} /enum"]),
        ({"enum": ["a", "b"]}, {"enum": ["b"]}, [f"{COMPATIBLE} /enum"]),
        ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}, []),
        ({"enum": ["a", "b"]}, {"const": "b"}, [f"{COMPATIBLE} /const", f"{COMPATIBLE} /enum"]),
        ({"enum": ["a"]}, TEXT, [f"{BREAKING} /enum", f"{COMPATIBLE} /type"]),
        ({"type": "number"}, {"type": "integer"}, [f"{COMPATIBLE} /type"]),
        ({"type": "integer"}, {"type": "number"}, [f"{BREAKING} /type"]),
        ({"const": 1}, {"const": 1.0}, []),
        ({"const": 1}, {"const": True}, [f"{BREAKING} /const"]),
        (TEXT | {"pattern": "^a"}, TEXT, [f"{BREAKING} /pattern"]),
        (TEXT, TEXT | {"pattern": "^a"}, [f"{COMPATIBLE} /pattern"]),
        (TEXT | {"pattern": "^a"}, TEXT | {"pattern": "^ab"}, [f"{BREAKING} /pattern"]),
        (TEXT | {"format": "uri"}, TEXT, [f"{BREAKING} /format"]),
        (TEXT | {"minLength": 1}, TEXT | {"minLength": 2}, [f"{COMPATIBLE} /minLength"]),
        (TEXT | {"minLength": 2}, TEXT | {"minLength": 1}, [f"{BREAKING} /minLength"]),
        (TEXT | {"maxLength": 60}, TEXT | {"maxLength": 61}, [f"{BREAKING} /maxLength"]),
        ({"minimum": 0}, {"exclusiveMinimum": 0}, [f"{COMPATIBLE} /exclusiveMinimum", f"{COMPATIBLE} /minimum"]),
        ({"exclusiveMaximum": 9}, {"maximum": 9}, [f"{BREAKING} /exclusiveMaximum", f"{COMPATIBLE} /maximum"]),
        # Lists
        ({"type": "array", "uniqueItems": True}, {"type": "array"}, [f"{BREAKING} /uniqueItems"]),
        ({"items": TEXT}, {"items": NUMBER}, [f"{BREAKING} /items/type"]),
        ({"items": TEXT}, {"prefixItems": [NUMBER], "items": TEXT}, [f"{BREAKING} /items/type", f"{COMPATIBLE} /prefixItems"]),
        # Words
        ({"description": "x"}, {"description": "y"}, [f"{DOCUMENTATION} /description"]),
        (TEXT, TEXT | {"examples": [""]}, [f"{DOCUMENTATION} /examples"]),
        (member({"title": "x"}), member({"title": "y"}), [f"{DOCUMENTATION} /properties/a/title"]),
        (TEXT | {"x-note": 1}, TEXT, [f"{DOCUMENTATION} /x-note"]),
        ({"properties": {"title": TEXT}}, {"properties": {}}, [f"{BREAKING} /properties/title"]),
    ],
)  # fmt: skip
def test_a_difference_is_judged_at_its_place(old: Any, new: Any, expected: list[str]) -> None:
    assert brief(found(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"anyOf": [TEXT, {"type": "null"}]}, TEXT, COMPATIBLE),
        (TEXT, {"anyOf": [TEXT, {"type": "null"}]}, BREAKING),
        (TEXT, {"anyOf": [{"const": "a"}, {"type": "string", "minLength": 3}]}, COMPATIBLE),
        ({"anyOf": [TEXT, NUMBER]}, {"anyOf": [NUMBER, TEXT]}, COMPATIBLE),
        ({"anyOf": [TEXT, NUMBER]}, {"type": ["string", "number"]}, BREAKING),
        ({"oneOf": [TEXT, NUMBER]}, {"oneOf": [TEXT, NUMBER]}, COMPATIBLE),
        ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"oneOf": [{"required": ["a"]}]}, BREAKING),
        ({"allOf": [TEXT, {"minLength": 1}]}, TEXT | {"minLength": 2}, COMPATIBLE),
        ({"allOf": [TEXT, {"minLength": 1}]}, {"allOf": [{"minLength": 1}]}, BREAKING),
        ({"not": TEXT}, {"not": TEXT, "type": "null"}, COMPATIBLE),
        ({"not": {"const": "ab"}}, {"not": {"const": "a"}}, BREAKING),
        ({"if": TEXT, "then": {"minLength": 1}}, {"if": TEXT, "then": {"minLength": 1}, "title": "x"}, COMPATIBLE),
        ({"if": TEXT, "then": {"minLength": 1}}, {"if": TEXT}, BREAKING),
        ({"unevaluatedProperties": False}, {"unevaluatedProperties": False, "properties": {"a": TEXT}}, BREAKING),
        ({"$dynamicRef": "#x"}, {"$dynamicRef": "#x", "type": "string"}, BREAKING),
        ({"somethingElse": 1}, {"somethingElse": 2}, BREAKING),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, {"type": "null"}, BREAKING),
        ({"properties": {"a": False}}, {"properties": {"a": TEXT}}, BREAKING),
        (member(TEXT), {"type": "object", "additionalProperties": TEXT}, COMPATIBLE),
        (TEXT | {"minItems": 2}, TEXT, COMPATIBLE),
        # Each alternative has to prove it, also where another way was tried before.
        (
            {"anyOf": [TEXT, {"minimum": 1}], "prefixItems": [{}, False]},
            {"anyOf": [TEXT, {"minimum": 1}], "prefixItems": [{}]},
            BREAKING,
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_proven_counts_as_breaking(old: Any, new: Any, expected: str) -> None:
    assert verdict(old, new) == expected


def test_a_difference_says_what_was_what_is_and_why() -> None:
    [difference] = found(member(TEXT), member({"type": ["string", "null"]}))
    assert difference == Difference(
        FILE, "/properties/a/type", difference.impact, '"string"', '["string", "null"]', "null may come", False
    )


# References


def defined(schema: Any) -> dict[str, Any]:
    return {"items": {"$ref": "#/$defs/row"}, "properties": {"a": {"$ref": "#/$defs/row"}}, "$defs": {"row": schema}}


def test_a_definition_is_judged_where_it_stands_and_once() -> None:
    assert brief(found(defined(TEXT), defined(NUMBER))) == [f"{BREAKING} /$defs/row/type"]


def test_a_definition_that_is_written_out_is_the_same() -> None:
    assert verdict(defined(TEXT), {"items": TEXT, "properties": {"a": TEXT}}) == COMPATIBLE


def test_a_definition_that_nobody_uses_breaks_nobody() -> None:
    assert brief(found({"$defs": {"row": TEXT}}, {"$defs": {"row": NUMBER}})) == [f"{COMPATIBLE} /$defs/row/type"]


@pytest.mark.parametrize("reference", ["rows.v1.schema.json#/$defs/row", "urn:rows#/$defs/row"])
def test_references_lead_into_other_files(reference: str) -> None:
    old = {FILE: {"$ref": reference}, "rows.v1.schema.json": {"$id": "urn:rows", "$defs": {"row": TEXT}}}
    new = {FILE: {"$ref": reference}, "rows.v1.schema.json": {"$id": "urn:rows", "$defs": {"row": NUMBER}}}
    [difference] = diff(old, new)
    assert (difference.file, difference.pointer, difference.impact) == ("rows.v1.schema.json", "/$defs/row/type", BREAKING)


@pytest.mark.parametrize("reference", ["#/$defs/none", "none.json", "#anchor", "#/$defs/row/0", "#"])
def test_a_reference_that_leads_nowhere_counts_as_breaking_when_something_changes(reference: str) -> None:
    old = {"properties": {"a": {"$ref": reference}}, "$defs": {"row": TEXT}}
    assert verdict(old, old) == COMPATIBLE
    assert (verdict(old, {**old, "minItems": 1}) == BREAKING) is (reference != "#")


def test_what_refers_to_itself_is_compared_to_its_end() -> None:
    def tree(leaf: Any) -> dict[str, Any]:
        return {"type": "object", "properties": {"leaf": leaf, "inner": {"items": {"$ref": "#"}}}}

    assert verdict(tree(TEXT), tree(TEXT | {"minLength": 1})) == COMPATIBLE
    assert verdict(tree(TEXT), tree(NUMBER)) == BREAKING


# Versions


def contract(major: int, **schemas: Any) -> dict[str, Any]:
    said = {"properties": {"schema_version": {"type": "string", "pattern": f"^{major}\\.[0-9]+$"}}}
    return {
        f"manifest.v{major}.schema.json": said,
        **{name.replace("_", ".") + ".schema.json": s for name, s in schemas.items()},
    }


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (contract(1, entry_v1=NUMBER), 1),
        (contract(1, entry_v2=NUMBER), 1),
        (contract(2, entry_v2=NUMBER), 0),
        (contract(2, entry_v1=NUMBER), 1),
        (contract(1, entry_v1=TEXT, entry_v2=NUMBER), 0),
        (contract(1), 1),
        (contract(2), 0),
        ({"entry.v2.schema.json": NUMBER}, 2),
    ],
)
def test_a_new_major_version_announces_what_breaks(new: dict[str, Any], expected: int) -> None:
    assert len(unannounced(diff(contract(1, entry_v1=TEXT), new))) == expected


def test_two_files_are_compared_whatever_they_are_called() -> None:
    for new_file, announced in (("entry.v2.schema.json", True), ("entry.v1.schema.json", False), ("x.json", False)):
        [difference] = diff_files({FILE: TEXT}, FILE, {new_file: NUMBER}, new_file)
        assert (difference.impact, difference.announced) == (BREAKING, announced)


def test_a_new_schema_is_compatible() -> None:
    [difference] = diff({}, {FILE: TEXT})
    assert (difference.impact, difference.was, difference.now) == (COMPATIBLE, "", '"a schema"')


def test_a_keyword_is_pointed_to_as_json_pointer_asks() -> None:
    [difference] = unannounced(found({"a/b~c": 1}, {"a/b~c": 2}))
    assert difference.pointer == "/a~1b~0c"
