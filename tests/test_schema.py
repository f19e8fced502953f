"""What is wrong with a value, in words."""

from functools import reduce
from operator import getitem
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schema import Schema, schema_fault, violations

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inside: st.lists(inside, max_size=5) | st.dictionaries(st.text(), inside, max_size=5),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("schema", "value", "message", "hint"),
    [
        ({"type": "string"}, 3, "3 is a number", "write text"),
        ({"type": "string"}, True, "true is true or false", "write text"),
        ({"type": "string"}, ["a"], "a list is not what may stand here", "write text"),
        ({"type": ["string", "array"]}, 3, "3 is a number", "write text or a list"),
        ({"type": "string", "examples": ["CH"]}, 3, "3 is a number", 'write text, for example "CH"'),
        ({"type": "array", "items": {"type": "string"}}, "a", '"a" is text', 'write ["a"]'),
        ({"type": "array", "items": {"type": "string"}}, "a, b", '"a, b" is text', "write a list"),
        ({"type": "array", "items": {"type": "object"}}, "a", '"a" is text', "write a list"),
        ({"type": "array"}, "a", '"a" is text', "write a list"),
        ({"type": "boolean"}, "yes", '"yes" is text', "write true or false"),
        ({"type": "integer"}, 2.5, "2.5 is a number", "write a whole number"),
        ({"type": "string"}, None, "it is empty", "write text"),
        ({"enum": ["atom", "rss"]}, "atm", '"atm" is not allowed here', 'did you mean "atom"?'),
        ({"enum": ["atom", "rss"]}, "xml", '"xml" is not allowed here', 'write "atom" or "rss"'),
        ({"enum": [1, 2, None]}, 3, "3 is not allowed here", "write 1, 2 or null"),
        ({"const": "full"}, "short", '"short" is not allowed here', 'write "full"'),
        ({"format": "uri"}, "www.example.org", '"www.example.org" is not a complete URL', ""),
        ({"format": "email"}, "ada", '"ada" is not an e-mail address', ""),
        ({"format": "date"}, "1.2.2026", '"1.2.2026" is not a calendar date', ""),
        ({"format": "ipv4"}, "x", '"x" is not a valid ipv4', ""),
        ({"pattern": "^a+$"}, "b", '"b" does not have the form asked for', "it must match ^a+$"),
        ({"pattern": "^a+$", "examples": ["a", "aa"]}, "b", '"b" does not have the form asked for', 'for example "a" or "aa"'),
        ({"minLength": 1}, "", "it is empty", "write something, or leave the line out"),
        ({"minItems": 1}, [], "it is empty", "write something, or leave the line out"),
        ({"minLength": 3}, "a", '"a" is 1 character long', "at least 3 are needed"),
        ({"maxLength": 1000}, "a" * 1001, f'"{"a" * 59}…" is 1,001 characters long', "at most 1,000 are allowed"),
        ({"minimum": 1000}, 1, "1 is too small", "write 1,000 or more"),
        ({"exclusiveMinimum": 0}, 0, "0 is too small", "write more than 0"),
        ({"maximum": 9}, 10, "10 is too large", "write 9 or less"),
        ({"exclusiveMaximum": 2.5}, 3, "3 is too large", "write less than 2.5"),
        ({"uniqueItems": True}, ["a", "a"], "it names something twice", "name each once"),
        ({"maxItems": 1}, ["a", "b"], "a list has more than 1 item", ""),
        ({"multipleOf": 5}, 3, "3 is not a multiple of 5", ""),
    ],
)
def test_a_violation_says_what_stands_there_and_what_may(schema: Schema, value: Any, message: str, hint: str) -> None:
    [found] = violations({"properties": {"field": schema}}, {"field": value})
    assert (found.path, found.message, found.hint) == (("field",), message, hint)
    assert found.keyword in schema


OPEN_DAY: Schema = {
    "type": "object",
    "required": ["title", "date"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string"},
        "date": {"type": "string"},
        "place": {"$ref": "#/$defs/place"},
        "rooms": {"items": {"$ref": "#/$defs/place"}},
    },
    "$defs": {"place": {"additionalProperties": False, "required": ["city"], "properties": {"city": {}, "street": {}}}},
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"title": "T", "date": "D"}, []),
        ({"title": "T"}, [(("date",), "required", '"date" is missing', "add date")]),
        (
            {"title": "T", "date": "D", "titel": ""},
            [(("titel",), "additionalProperties", 'unknown name "titel"', 'did you mean "title"?')],
        ),
        (
            {"title": "T", "date": "D", "place": {"city": "Bochum", "xyz": 1}},
            [(("place", "xyz"), "additionalProperties", 'unknown name "xyz"', "known are city, street")],
        ),
        (
            {"title": "T", "date": "D", "rooms": [{"city": 1}, {"citi": 1}]},
            [
                (("rooms", 1, "citi"), "additionalProperties", 'unknown name "citi"', 'did you mean "city"?'),
                (("rooms", 1, "city"), "required", '"city" is missing', "add city"),
            ],
        ),
    ],
)
def test_members_that_are_missing_or_unknown_are_found_at_their_own_path(value: Any, expected: list[object]) -> None:
    assert violations(OPEN_DAY, value) == expected


@pytest.mark.parametrize(
    "place",
    [
        {"additionalProperties": False, "properties": {"city": {}}},
        {"$ref": "#/$defs/place"},
        {"$ref": "#place"},
        {"allOf": [{}, {"$ref": "#/$defs/place"}]},
        {"$ref": "#/$defs/anything", "additionalProperties": False, "properties": {"city": {}}},
    ],
)
def test_the_nearest_name_is_one_of_the_schema_that_knows_no_other(place: Schema) -> None:
    known: Schema = {"$anchor": "place", "additionalProperties": False, "properties": {"city": {}}}
    schema: Schema = {"properties": {"place": place, "citys": {}}, "$defs": {"place": known, "anything": {}}}
    assert [found.hint for found in violations(schema, {"place": {"citys": 1}})] == ['did you mean "city"?']


def test_violations_come_in_the_order_of_their_paths() -> None:
    schema: Schema = {"properties": {name: {"items": {"type": "string"}} for name in ("b", "a")}}
    found = violations(schema, {"b": [0] * 11, "a": [0] * 11})
    assert [violation.path for violation in found] == [(name, at) for name in ("a", "b") for at in range(11)]


@pytest.mark.parametrize(
    "schema", [{"maxItems": 0}, {"items": False}, {"not": {}}, {"anyOf": [{"type": "string"}]}, {"contains": {"type": "null"}}]
)
def test_a_message_does_not_grow_with_the_value(schema: Schema) -> None:
    [short] = violations(schema, ["a"])
    [long] = violations(schema, ["a" * 100_000])
    assert len(long.message) <= len(short.message) + 60


def test_a_schema_is_judged_by_itself_though_another_stood_at_its_place_in_memory() -> None:
    for number in range(1000):
        schema: Schema = {"const": number}
        assert violations(schema, number) == []
        assert len(violations(schema, -1)) == 1


@given(JSON)
def test_a_value_of_any_form_is_judged_in_visible_words_at_a_place_in_it(value: Any) -> None:
    for violation in violations(OPEN_DAY, value):
        assert violation.message.isprintable()
        assert not violation.path or isinstance(reduce(getitem, violation.path[:-1], value), dict | list)


@pytest.mark.parametrize(
    ("schema", "path", "message"),
    [
        ([], (), "the schema is not a JSON object"),
        ({"type": "text"}, ("type",), '"type" is not valid in a JSON Schema'),
        (
            {"properties": {"a": {"minLength": -1}}},
            ("properties", "a", "minLength"),
            '"minLength" is not valid in a JSON Schema',
        ),
        ({"pattern": "("}, ("pattern",), '"pattern" is not valid in a JSON Schema'),
        ({"$ref": "https://elsewhere.example/schema.json"}, (), "the schema is not valid in a JSON Schema"),
        ({"$ref": "file:///etc/passwd"}, (), "the schema is not valid in a JSON Schema"),
        ({"$ref": "#/$defs/nothing"}, (), "the schema is not valid in a JSON Schema"),
    ],
)
def test_a_schema_that_is_none_is_found_at_its_place(schema: Any, path: tuple[str, ...], message: str) -> None:
    fault = schema_fault(schema)
    assert fault
    assert (fault.path, fault.message) == (path, message)
    assert fault.hint


def test_a_sound_schema_has_no_fault() -> None:
    assert schema_fault(OPEN_DAY) is None
