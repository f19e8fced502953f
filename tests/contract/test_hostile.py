"""Schemas that nobody wrote in earnest."""

from typing import Any

import pytest

from pipeline.contract import diff, fault, unannounced

FILE = "x.v1.schema.json"


def deep(levels: int, leaf: Any) -> Any:
    for _ in range(levels):
        leaf = {"properties": {"a": leaf}}
    return leaf


def ring(length: int, leaf: Any) -> dict[str, Any]:
    """Schemas in a ring, each within a member of the one before."""
    names = [f"n{index}" for index in range(length)]
    following = zip(names, [*names[1:], names[0]], strict=True)
    return {
        "$ref": "#/$defs/n0",
        "$defs": {name: {"properties": {"a": {"$ref": f"#/$defs/{after}"}, "b": leaf}} for name, after in following},
    }


def wide(count: int, leaf: Any) -> dict[str, Any]:
    """Alternatives of alternatives of alternatives."""
    inner = {"anyOf": [{"properties": {f"m{index}": leaf}} for index in range(count)]}
    return {"allOf": [{"anyOf": [inner] * count}] * count, "properties": {"a": inner}}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"$ref": "#"}, {"$ref": "#", "minimum": 1}),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}, {"type": "null"}),
        ({"anyOf": [{"$ref": "#"}, {"type": "null"}]}, {"anyOf": [{"$ref": "#"}]}),
        ({"not": {"$ref": "#"}}, {"not": {"$ref": "#"}, "title": "x"}),
        (deep(45, {"type": "string"}), deep(45, {"type": "null"})),
        (ring(97, {"minimum": 1}), ring(89, {"minimum": 1})),
        (ring(40, {"not": {"$ref": "#"}}), ring(41, {"not": {"$ref": "#"}})),
        (wide(12, {"type": "string"}), wide(12, {"type": ["string", "null"]})),
        ({"enum": [*range(30_000)]}, {"enum": [*range(30_001)]}),
        ({"required": [str(index) for index in range(30_000)]}, {}),
    ],
)
def test_nothing_is_endless(old: Any, new: Any) -> None:
    assert fault(old) == fault(new) == ""
    diff({FILE: old}, {FILE: new})


def test_what_is_too_large_counts_as_breaking() -> None:
    [difference] = unannounced(diff({FILE: ring(97, {"minimum": 1})}, {FILE: ring(89, {"minimum": 1})}))
    assert "too large for each other" in difference.why


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ([], "it is not a JSON object"),
        ({"type": 5}, "/type is 5"),
        ({"type": "text"}, '/type is "text"'),
        ({"type": []}, "/type is a list"),
        ({"properties": []}, "/properties is a list"),
        ({"properties": {"a~/b": 3}}, "/properties/a~0~1b is 3"),
        ({"items": [{}]}, "/items is a list"),
        ({"required": "a"}, '/required is "a"'),
        ({"minLength": -1}, "/minLength is -1"),
        ({"minLength": True}, "/minLength is true"),
        ({"multipleOf": 0}, "/multipleOf is 0"),
        ({"anyOf": []}, "/anyOf is a list"),
        ({"$defs": {"a": {"$ref": 1}}}, "/$defs/a/$ref is 1"),
        ({"enum": "a"}, '/enum is "a"'),
        ({"dependentRequired": {"a": "b"}}, "/dependentRequired is a mapping"),
        (deep(80, {}), "nested more than"),
        ({"enum": [0] * 200_000}, "more than 100,000 values"),
    ],
)
def test_what_is_no_schema_is_named(schema: Any, said: str) -> None:
    assert said in fault(schema)


@pytest.mark.parametrize("text", ["\ud800", "\0", "\u202e"])
def test_any_text_is_shown(text: str) -> None:
    assert diff({FILE: {"properties": {text: {"const": text}}}}, {FILE: {}})
