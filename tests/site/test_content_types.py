"""Content types: JSON Schemas with three keywords of ours."""

import json

import pytest

from pipeline.model import COMMON_FIELDS, ContentType, SectionRule
from pipeline.schema import violations
from tests.site.reading import HEAD, TOPICS, read, shown, sound


def read_type(schema: object) -> ContentType:
    return sound(HEAD, {"event": json.dumps(schema)}, {"topics": TOPICS}).types["event"]


def test_a_schema_is_taken_apart() -> None:
    read = read_type(
        {
            "type": "object",
            "properties": {
                "start": {"type": "string", "format": "date-time"},
                "days": {"type": "array", "items": {"format": "date"}},
                "host": {"type": "string", "x-reference": "page"},
                "series": {"type": "array", "items": {"x-reference": "event"}},
                "topics": {"type": "array", "items": {"x-vocabulary": "topics"}},
                "main": {"x-vocabulary": "topics"},
                "anything": True,
            },
            "required": ["start", "summary"],
            "x-body": {"sections": [{"id": "programme", "required": True}, {"id": "travel"}], "ordered": False},
        }
    )
    assert read.properties == ("start", "days", "host", "series", "topics", "main", "anything")
    assert read.required == ("title", "start", "summary")
    assert read.references == {"host": "page", "series": "event"}
    assert read.vocabularies == {"topics": "topics", "main": "topics"}
    assert read.dates == ("start", "days")
    assert read.sections == (SectionRule("programme", True), SectionRule("travel"))
    assert not read.ordered


def test_the_built_in_type_has_the_common_fields_and_no_others() -> None:
    page = sound(HEAD).types["page"]
    assert page.properties == ()
    assert tuple(page.schema["properties"]) == COMMON_FIELDS
    assert page.required == ("title",)
    assert page.ordered


def test_a_schema_of_its_own_replaces_the_built_in_type() -> None:
    assert sound(HEAD, {"page": '{"properties": {"theme": {"type": "string"}}}'}).types["page"].properties == ("theme",)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"title": "x"}, []),
        ({"title": "x", "image": "x.png", "aliases": ["/a/b", "https://x.edu/a"], "slug": "größe-2.1", "weight": -3}, []),
        ({"title": "x", "image": {"src": "x.png", "alt": "", "credit": "y", "licence": "z"}, "tags": ["a"], "place": "x"}, []),
        ({}, ["title required"]),
        ({"title": ""}, ["title minLength"]),
        ({"title": "x", "tilte": "x"}, ["tilte additionalProperties"]),
        ({"title": "x", "place": 3}, ["place type"]),
        ({"title": "x", "draft": "yes"}, ["draft type"]),
        ({"title": "x", "tags": "a"}, ["tags type"]),
        ({"title": "x", "weight": 1.5}, ["weight type"]),
        ({"title": "x", "image": {"alt": "y", "source": "z"}}, ["image.source additionalProperties", "image.src required"]),
        ({"title": "x", "aliases": ["a"]}, ["aliases.0 pattern"]),
        *(({"title": "x", "slug": slug}, ["slug pattern"]) for slug in ("a/b", "..", ".", "", "a b", "a?b", "a#b", "a\\b")),
    ],
)
def test_the_schema_judges_the_whole_front_matter(front: dict[str, object], expected: list[str]) -> None:
    schema = read_type({"properties": {"place": {"type": "string"}}}).schema
    found = violations(schema, front)
    assert [f"{'.'.join(map(str, violation.path))} {violation.keyword}" for violation in found] == expected


def test_a_schema_may_allow_unknown_fields() -> None:
    assert violations(read_type({"additionalProperties": True}).schema, {"title": "x", "y": "z"}) == []


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("[]", ["CF002 1:1 the schema is not a JSON object; write { … }"]),
        ('{"type": "array"}', ['CF002 1:10 "array" cannot describe fields; write "type": "object"']),
        ('{"propertys": {}}', ['CF001 1:2 unknown schema keyword "propertys"; did you mean "properties"?']),
        ('{"properties": {"a": {"typ": "x"}}}', ['CF001 1:23 unknown schema keyword "typ"; did you mean "type"?']),
        ('{"$defs": {"a": {"allOf": [{"if": {"typ": 1}}]}}}', ['CF001 1:36 unknown schema keyword "typ"']),
        ('{"properties": {"typ": {"enum": [{"typ": 1}], "default": {"typ": 2}}}}', []),
        ('{"properties": {"a": {"type": "strng"}}}', ['CF002 1:31 "type" is not valid in a JSON Schema']),
        ('{"properties": {"a": {"pattern": "("}}}', ['CF002 1:34 "pattern" is not valid in a JSON Schema']),
        ('{"properties": {"a": {"$ref": "https://example.org/"}}}', ["CF002 1:1 the schema"]),
        ('{"properties": {"title": {"type": "string"}}}', ['CF002 1:17 "title" is a field of every type; remove it']),
        ('{"required": ["sumary"]}', ['CF002 1:15 there is no field "sumary"; did you mean "summary"?']),
        ('{"properties": {"a": {"x-reference": "pge"}}}', ['CF002 1:38 there is no content type "pge"; did you mean "page"?']),
        ('{"properties": {"a": {"x-reference": ["page"]}}}', ["CF002 1:38 x-reference does not name a content type"]),
        (
            '{"properties": {"a": {"items": {"x-vocabulary": "topic"}}}}',
            ['CF002 1:49 there is no vocabulary "topic"; did you mean "topics"?'],
        ),
        ('{"x-reference": "page"}', ["CF002 1:2 x-reference has no effect here; write it on a field, or on its items"]),
        (
            '{"properties": {"a": {"properties": {"b": {"x-reference": "page"}}}}}',
            ["CF002 1:44 x-reference has no effect here"],
        ),
        ('{"properties": {"a": {"x-body": {}}}}', ["CF002 1:23 x-body has no effect here; write it at the top"]),
        ('{"x-body": 3}', ["CF002 1:12 3 is a number; write a mapping"]),
        ('{"x-body": {}}', ['CF002 1:12 "sections" is missing']),
        (
            '{"x-body": {"sections": [{"id": "a", "require": true}, {}]}}',
            ['CF001 1:38 unknown name "require"; did you mean "required"?', 'CF002 1:56 "id" is missing'],
        ),
    ],
)
def test_a_mistake_is_found_at_its_place(schema: str, expected: list[str]) -> None:
    _, findings = read(HEAD, {"event": schema}, {"topics": TOPICS})
    found = [text.replace("schemas/event.schema.json:", "") for text in shown(findings)]
    assert len(found) == len(expected), found
    for text, part in zip(found, expected, strict=True):
        assert text.startswith(part)


def test_a_type_that_cannot_be_read_may_still_be_referred_to() -> None:
    site, findings = read(HEAD, {"event": '{"type": "array"}', "talk": '{"properties": {"at": {"x-reference": "event"}}}'})
    assert [found.path for found in findings] == ["schemas/event.schema.json"]
    assert site
    assert sorted(site.types) == ["page", "talk"]


def test_the_name_of_a_type_can_be_a_part_of_a_path() -> None:
    _, findings = read(HEAD, {"Big Event": "{}"})
    assert shown(findings)[0].startswith('CF002 schemas/Big Event.schema.json:1:1 "Big Event" cannot be a part of a path')
