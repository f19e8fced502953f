"""`pipeline schema`."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.schema import complete
from pipeline.compile import home
from pipeline.model import Source
from pipeline.parse import parse, parse_yaml
from pipeline.schema import schema_fault, violations
from tests.cli.place import Place
from tests.sites import NOW, SiteTest

REAL = Path(__file__).parent.parent.parent / "content"

NEWS = """\
id: x
title: X
summary: Y
date: 2026-12-31 09:30
"""


def printed(place: Place, type: str) -> Any:
    result = place.run("schema", type)
    assert (result.status, result.err) == (0, "")
    return json.loads(result.out)


def against(schema: Any, front: str) -> list[tuple[str | int, ...]]:
    """Where *front* breaks *schema*."""
    data, findings = parse_yaml(front)
    assert not findings
    return [violation.path for violation in violations(schema, data.value)]


@pytest.mark.parametrize("name", ["content", "golden/content"])
def test_all_that_a_check_accepts_is_accepted(tmp_path: Path, name: str) -> None:
    site = SiteTest(tmp_path, empty=True)
    site.content = REAL if name == "content" else REAL.parent / "tests" / name
    checked = site.check(NOW)
    assert checked.site
    assert not checked.failed(strict=False)
    schemas = {type: complete(checked.site, type) for type in checked.site.types}
    assert not [type for type, schema in schemas.items() if schema_fault(schema)]
    for path, text in checked.sources.items():
        if path.endswith(".md"):
            collection = home(path, checked.site).collection
            assert collection
            front = parse(Source(path, text, "")).front.value
            assert violations(schemas[collection.type], front) == [], path


def test_schema_is_complete(place: Place) -> None:
    schema = printed(place, "news")
    assert {"id", "title", "draft", "topics"} <= schema["properties"].keys()
    assert {"id", "title", "summary", "date"} == set(schema["required"])
    assert schema["properties"]["topics"]["items"] == {"type": "string", "enum": ["research", "teaching"]}
    assert schema["properties"]["lang"]["enum"] == ["en", "de"]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("tpoics: []", ("tpoics",)),
        ("topics: [reserch]", ("topics", 0)),
        ("lastmod: 31.12.2026", ("lastmod",)),
        ("lang: fr", ("lang",)),
        ("draft: maybe", ("draft",)),
    ],
)
def test_mistake_is_found_at_its_place(place: Place, line: str, path: tuple[str | int, ...]) -> None:
    assert against(printed(place, "news"), f"{NEWS}{line}\n") == [path]


def test_own_dates_may_be_written_as_everywhere(place: Place) -> None:
    place.edit(
        "schemas/news.schema.json", '"properties": {', '"properties": { "start": { "type": "string", "format": "date-time" },'
    )
    schema = printed(place, "news")
    assert against(schema, f"{NEWS}start: 2026-12-31 09:30\n") == []
    assert against(schema, f"{NEWS}start: tomorrow\n") == [("start",)]


def test_keywords_of_our_own_and_the_draft_are_left_out(place: Place) -> None:
    out = place.run("schema", "news").out
    assert not [keyword for keyword in ("x-", "$schema") if f'"{keyword}' in out]


def test_file_for_all_languages_may_say_a_value_in_each(place: Place) -> None:
    schema = printed(place, "person")
    whole = "id: x\ntitle: {en: A, de: B}\nrole: C\nimage: {src: a.png, alt: {en: A, de: B}}\n"
    assert against(schema, whole) == []
    assert against(schema, whole.replace("de: B}\nrole", "fr: B}\nrole")) == [("title",)]
    assert against(schema, whole.replace("role: C", "role: {en: C}")) == [("role",)]
    assert against(printed(place, "news"), NEWS.replace("title: X", "title: {en: X, de: X}")) == [("title",)]


def test_types_are_listed(place: Place) -> None:
    status, out, _ = place.run("schema")
    assert status == 0
    assert [line.split() for line in out.splitlines()] == [
        ["type", "title", "description"],
        ["news", "News"],
        ["page"],
        ["person", "Person"],
    ]


def test_unknown_type_ends_with_two(place: Place) -> None:
    status, out, err = place.run("schema", "nwes")
    assert (status, out) == (2, "")
    assert 'there is no content type "nwes"; did you mean "news"?' in err


def test_broken_settings_end_with_one_and_are_reported(place: Place) -> None:
    place.write("site.toml", "[site\n")
    status, out, err = place.run("schema", "news")
    assert (status, out) == (1, "")
    assert err.startswith("content/site.toml:1:")
