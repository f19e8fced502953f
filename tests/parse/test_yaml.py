"""YAML: values by the core schema, exact places, and mistakes in kind words."""

import json
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import parse_yaml
from tests.parse.places import at, brief, piece


def value(text: str) -> object:
    data, findings = parse_yaml(text)
    assert findings == []
    return data.value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("tRue", "tRue"),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("9223372036854775807", 2**63 - 1),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".", "."),
        ("+", "+"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22 10:00", "2026-11-22 10:00"),
        ("2026-11-22T10:00:00+01:00", "2026-11-22T10:00:00+01:00"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("'it''s'", "it's"),
        ('"a\\tb\\u00e4"', "a\tbä"),
        ("Student*innen", "Student*innen"),
        ("a # comment", "a"),
        ("a\n  b", "a b"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ("[1, two, [3]]", [1, "two", [3]]),
        ("{a: 1, b: {c: }}", {"a": 1, "b": {"c": None}}),
        ("\n- a\n-\n- b: c\n  d: e", ["a", None, {"b": "c", "d": "e"}]),
        ("\n  <<: a\n  1: b\n  true: c", {"<<": "a", "1": "b", "true": "c"}),
    ],
)
def test_a_value_is_read_by_the_core_schema(written: str, expected: object) -> None:
    read = value(f"key: {written}")
    assert read == {"key": expected}
    assert isinstance(read, dict)
    assert type(read["key"]) is type(expected)


def test_an_alias_repeats_a_value() -> None:
    assert value("a: &x [1, {b: 2}]\nc: *x\nd: [*x]\n") == {"a": [1, {"b": 2}], "c": [1, {"b": 2}], "d": [[1, {"b": 2}]]}


def test_nothing_is_none() -> None:
    assert value("") is None
    assert value("# only a comment\n") is None


PLACES = """\
# a comment
title: "Über😀 uns" # a comment
tags: [a, 'b c' ,"d"]
people:
  - name: Grün
    born: 1970
  -
    &x name: y
text: |
  one

  two

next:
  anchored: &n  value
  list: &l
    - 1
  again: *l
? explicit
: {a: 1}
last:
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), '2:8 "Über😀 uns"'),
        (("tags",), "3:7 [a, 'b c' ,\"d\"]"),
        (("tags", 0), "3:8 a"),
        (("tags", 1), "3:11 'b c'"),
        (("tags", 2), '3:18 "d"'),
        (("people", 0, "name"), "5:11 Grün"),
        (("people", 0), "5:5 name: Grün\n    born: 1970"),
        (("people", 1, "name"), "8:14 y"),
        (("people",), "5:3 - name: Grün\n    born: 1970\n  -\n    &x name: y"),
        (("text",), "9:7 |\n  one\n\n  two"),
        (("next", "anchored"), "15:17 value"),
        (("next", "list"), "17:5 - 1"),
        (("next", "again"), "18:10 *l"),
        (("next", "again", 0), "18:10 *l"),
        (("explicit", "a"), "20:7 1"),
        (("last",), "21:6 "),
    ],
)
def test_a_value_has_its_place(path: tuple[str | int, ...], expected: str, ending: str) -> None:
    text = PLACES.replace("\n", ending)
    data, findings = parse_yaml(text)
    assert findings == []
    assert f"{at(data.span(path))} {piece(text, data.span(path))}" == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), "2:1 title"),
        (("people", 0, "born"), "6:5 born"),
        (("people", 1, "name"), "8:8 name"),
        (("explicit",), "19:3 explicit"),
        (("explicit", "a"), "20:4 a"),
    ],
)
def test_a_key_has_its_place(path: tuple[str | int, ...], expected: str) -> None:
    data, _ = parse_yaml(PLACES)
    assert f"{at(data.key(path))} {piece(PLACES, data.key(path))}" == expected


def test_lines_are_those_of_the_file() -> None:
    data, _ = parse_yaml("a: b\n", first_line=7)
    assert at(data.span(("a",))) == "7:4"
    assert at(parse_yaml("a: b\na: c", first_line=7)[1][0].span) == "8:1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Foo: bar", '1:11 "Foo: bar" has a colon and a space in it; put the value in quotes'),
        ("a: b\n  c: d", "2:4 this line goes on with the value above it; begin it in the column of that field"),
        ("a: 1\n\tb: 2", "2:1 a tab stands where only spaces may; indent with spaces"),
        ("a:\n\t- 1", "2:1 a tab stands where only spaces may; indent with spaces"),
        ("a: |\n\tb", "2:1 a tab stands where only spaces may; indent with spaces"),
        ("a: @b", '1:4 a value cannot begin with "@"; put the value in quotes'),
        ("a: `b`", '1:4 a value cannot begin with "`"; put the value in quotes'),
        ("a: %b", '1:4 a value cannot begin with "%"; put the value in quotes'),
        ("a: **b**", '1:4 a value cannot begin with "*"; put the value in quotes'),
        ("a: ]", '1:4 a value cannot begin with "]"; put the value in quotes'),
        ("a: 'b\nc: d", "1:4 the quotation mark that opens here is never closed; close it"),
        ('a: "b" c', '1:8 something follows the closing " of the value; put the whole value in one pair of quotes'),
        ("a: 'it's'", "1:8 something follows the closing ' of the value; put the whole value in one pair of quotes"),
        ('a: "\\q"', "1:5 a backslash in double quotes begins an escape, and this is none; write it twice"),
        ("a: 1\nb\nc: 2", "2:1 this line has no colon; write name: value"),
        ("a:\n    b: 1\n  c: 2", "3:3 the indentation fits no line above; begin the fields of one group in the same column"),
        ("a: [1\nb: 2", '2:2 a comma or "]" is missing before this; the bracket to be closed is in line 1'),
        ("a: {b: 1\n\n", '1:9 a comma or "}" is missing before this; the bracket to be closed is in line 1'),
        ("a: - b", "1:4 a list cannot begin here; begin it on a line of its own, or write [one, two]"),
        ("- a\nb: c", "2:1 this is no item of the list above; check the indentation"),
        ("a: 1\na: 2", '2:1 "a" is there twice; remove one of the two; the first is in line 1'),
        ("a: {b: 1, 'b': 2}", '1:11 "b" is there twice; remove one of the two; the first is in line 1'),
        ("a: !!python/object:os.system x", '1:4 "tag:yaml.org,2002:python/object:os.system" would give the value a type'),
        ("a: ! 12", '1:4 "!" would give the value a type; put text in quotes'),
        ("!x a: 12", '1:1 "!x" would give the value a type; put text in quotes'),
        ("a: 1\n--- \nb: 2", "2:1 a second document begins here; keep one document only"),
        ("a: 1\n...\nb: 2", "3:1 something follows the end of the data; remove it"),
        ("? [a]\n: b", "1:3 a key is not text; write key: value"),
        ("a: &x 1\n*x : 2", "2:1 a key is not text; write key: value"),
        ("a: *b", '1:4 "*b" repeats a value that is nowhere marked &b; put text in quotes'),
        ("a: &a [*a]", '1:8 "*a" stands inside the value that it repeats; write out what is meant'),
        ("a: 9223372036854775808", "1:4 the number is too large; put it in quotes"),
        (f"a: {'9' * 100_000}", "1:4 the number is too large; put it in quotes"),
        ("a: 1e999", "1:4 the number is too large; put it in quotes"),
        ("a: b\x07", "1:5 the invisible character U+0007 stands here; remove it"),
        ("a: x\u2028y", "1:5 the invisible character U+2028 stands here; remove it"),
        ("a: x\ud800", "1:5 the invisible character U+D800 stands here; remove it"),
        ("a: \ufeffx", "1:4 the invisible character U+FEFF stands here; remove it"),
        ('a: "\\u0000"', "1:4 the invisible character U+0000 stands here; remove it"),
        ('"\\a": 1', "1:1 the invisible character U+0007 stands here; remove it"),
    ],
)
def test_a_mistake_is_found_at_its_place(text: str, expected: str) -> None:
    data, findings = parse_yaml(text)
    assert data.value == {}
    assert len(findings) == 1
    assert brief(findings[0]).startswith(expected)


def test_repeated_keys_and_types_are_found_all_at_once() -> None:
    _, findings = parse_yaml("a: 1\na: 2\nb: !x 1\nb: 2\na: 3\n")
    assert [at(found.span) for found in findings] == ["2:1", "3:4", "4:1", "5:1"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(1000)),
        "a: &a [" + "[" * 40 + "]" * 41 + "\nb: [" + "[" * 20 + "*a" + "]" * 21,
    ],
)
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    _, findings = parse_yaml(text)
    assert len(findings) == 1
    assert "too large" in findings[0].message or "more than 50 levels deep" in findings[0].message


def test_fifty_levels_are_not_too_deep() -> None:
    assert value("[" * 50 + "]" * 50)
    assert parse_yaml("[" * 51 + "]" * 51)[1]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdefghi")
)
LONG = "a: &a " + "x" * 50_000 + "\nb: [" + "*a, " * 1_000 + "]\n"


@pytest.mark.parametrize(("text", "place"), [(BOMB, 5), (LONG, 2)])
def test_aliases_that_expand_without_end_are_refused(text: str, place: int) -> None:
    data, findings = parse_yaml(text)
    assert data.value == {}
    assert [found.span.start.line for found in findings] == [place]
    assert "makes the data too large" in findings[0].message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_json_is_read_as_yaml_with_every_place(written: object) -> None:
    text = json.dumps(written, ensure_ascii=False, indent=1)
    data, findings = parse_yaml(text)
    assert all("invisible character" in found.message for found in findings)
    if findings:
        return
    assert data.value == written
    for path, span in data.spans.items():
        expected: Any = written
        for part in path:
            expected = expected[part]
        assert json.loads(piece(text, span)) == expected


@given(st.text(st.sampled_from("ab:-?[]{},#&*!|>'\"%@` \t\n\r😀é0~.<\\"), max_size=30))
def test_any_text_gets_data_or_findings_that_stand_in_it(text: str) -> None:
    data, findings = parse_yaml(text)
    for span in [found.span for found in findings] or [*data.spans.values(), *data.keys.values()]:
        assert span.start <= span.end
        piece(text, span)


@given(st.dictionaries(st.text("abc é😀", min_size=1), st.text("xyz: #'\"-é😀\n"), max_size=5))
def test_what_another_writer_writes_is_read_back(written: dict[str, str]) -> None:
    text = yaml.safe_dump(written, allow_unicode=True)
    data, findings = parse_yaml(text)
    assert findings == []
    assert data.value == written
