"""JSON: values, exact places, and mistakes in kind words."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import parse_json
from tests.parse.places import at, brief, piece

TEXT = '\t{\n\t"a":\t[1, "x😀y" ,{}],\r\n\t"b\\u00e4": {"c": null\t}\n}\n'


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), '1:2 {\n\t"a":\t[1, "x😀y" ,{}],\n\t"b\\u00e4": {"c": null\t}\n}'),
        (("a",), '2:7 [1, "x😀y" ,{}]'),
        (("a", 0), "2:8 1"),
        (("a", 1), '2:11 "x😀y"'),
        (("a", 2), "2:18 {}"),
        (("bä", "c"), "3:19 null"),
        (("a", 7), '2:7 [1, "x😀y" ,{}]'),
    ],
)
def test_a_value_has_its_place(path: tuple[str | int, ...], expected: str) -> None:
    data, findings = parse_json(TEXT)
    assert findings == []
    assert f"{at(data.span(path))} {piece(TEXT, data.span(path))}" == expected


def test_a_key_has_its_place() -> None:
    data, _ = parse_json(TEXT)
    assert {path: piece(TEXT, span) for path, span in data.keys.items()} == {
        ("a",): '"a"',
        ("bä",): '"b\\u00e4"',
        ("bä", "c"): '"c"',
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1 there is nothing here; write { … }"),
        (" \n", "1:1 there is nothing here; write { … }"),
        ('["a"\n\n', "1:5 a comma or a closing bracket is missing before this; add it"),
        ("{", "1:2 a name in double quotes must stand here"),
        ("[1,]", "1:"),
        ('{"a": 1,}', "1:"),
        ("{a: 1}", "1:2 a name in double quotes must stand here"),
        ("{'a': 1}", "1:2 a name in double quotes must stand here"),
        ('{"a" 1}', '1:6 ":" is missing here; write "name": value'),
        ('{\n "a": 1\n "b": 2}', "3:2 a comma or a closing bracket is missing before this; add it"),
        ('{"a": 1}}', "1:9 something follows the end of the document"),
        ('{"a": foo}', "1:7 a value is missing here, or it is text without quotes; put text in double quotes"),
        ('{"a": "x}', "1:7 the quotation mark that opens here is never closed; close it"),
        ('{"a": "x\ny"}', "1:9 text in quotes stands on one line"),
        ('{"a": "\\q"}', "1:8 a backslash begins an escape, and this is none; write the backslash twice"),
        ('{"a": 1,\n "a": 2}', '2:2 the name "a" is there twice; remove one of the two; the first is in line 1'),
        ('{"a": 1, "\\u0061": 2}', '1:10 the name "a" is there twice'),
        ('{"a": NaN}', "1:7 this is not a number; put it in quotes"),
        ("[-Infinity]", "1:2 the number is too large; put it in quotes"),
        ("[1e999]", "1:2 the number is too large; put it in quotes"),
        ("[18446744073709551616]", "1:2 the number is too large; put it in quotes"),
        (f"[{'9' * 5000}]", "1:2 the number is too long; put it in quotes"),
        ('["\\ud800"]', "1:2 the invisible character U+D800 stands here; remove it"),
        ('["\\u0000"]', "1:2 the invisible character U+0000 stands here; remove it"),
        ('["\0"]', "1:3 the invisible character U+0000 stands here; remove it"),
        ("[" * 100_000, "1:52 this is nested more than 50 levels deep; write it with fewer levels"),
        ('{"a":' * 100_000, "1:256 this is nested more than 50 levels deep; write it with fewer levels"),
    ],
)
def test_a_mistake_is_found_at_its_place(text: str, expected: str) -> None:
    data, findings = parse_json(text)
    assert data.value == {}
    assert len(findings) == 1
    assert brief(findings[0]).startswith(expected)


def test_repeated_names_are_found_all_at_once() -> None:
    _, findings = parse_json('{"a": 1, "a": 2, "a": {"b": 1, "b": 2}}')
    assert [at(found.span) for found in findings] == ["1:10", "1:18", "1:32"]


def test_fifty_levels_are_not_too_deep() -> None:
    assert parse_json("[" * 50 + "]" * 50)[1] == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_the_text_at_a_place_is_the_value(written: object, ascii_only: bool, indent: int | str | None) -> None:
    text = json.dumps(written, ensure_ascii=ascii_only, indent=indent)
    data, findings = parse_json(text)
    assert all("invisible character" in found.message for found in findings)
    if findings:
        return
    assert data.value == written
    for path, span in data.spans.items():
        expected: Any = written
        for part in path:
            expected = expected[part]
        assert json.loads(piece(text, span)) == expected
    for path, span in data.keys.items():
        assert json.loads(piece(text, span)) == path[-1]


@given(st.text(st.sampled_from('{}[]:,"a1.e-\\u tnN \n\t😀'), max_size=30))
def test_any_text_gets_data_or_findings_that_stand_in_it(text: str) -> None:
    data, findings = parse_json(text)
    for span in [found.span for found in findings] or [*data.spans.values(), *data.keys.values()]:
        assert span.start <= span.end
        piece(text, span)
