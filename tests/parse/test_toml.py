"""TOML: values, exact places, and mistakes in kind words."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import parse_toml
from tests.parse.places import at, brief, piece

TEXT = """\
# a comment with [brackets] = "and more"
title = "Größe 😀 \\" #" # a comment
'quoted key' . "b\\u00e4".bare = 'a\\b'
date = 2026-11-22 # one
moment=2026-11-22 10:00:00+01:00
time = 10:00:00
list = [ # first
  1, [ 2.5 , "]" ],   # second ]
  { a = '}', b.c = true },
]
long = \"\"\"
one "" two\\
  three\"\"\"\"\"
raw = '''
[no table]
it's'''''

[table]
a = 0x1F

  [ table . "in.ner" ]  # indented
b = {}

[[rows]]
c = 1
[rows.sub]
d = 2
[[rows]]
c = 3
[[rows.more]]
[deep.er]
[deep]
"""
VALUE = {
    "title": 'Größe 😀 " #',
    "quoted key": {"bä": {"bare": "a\\b"}},
    "date": "2026-11-22",
    "moment": "2026-11-22T10:00:00+01:00",
    "time": "10:00:00",
    "list": [1, [2.5, "]"], {"a": "}", "b": {"c": True}}],
    "long": 'one "" twothree""',
    "raw": "[no table]\nit's''",
    "table": {"a": 0x1F, "in.ner": {"b": {}}},
    "rows": [{"c": 1, "sub": {"d": 2}}, {"c": 3, "more": [{}]}],
    "deep": {"er": {}},
}
PLACES: dict[tuple[str | int, ...], str] = {
    ("title",): '2:9 "Größe 😀 \\" #"',
    ("quoted key", "bä", "bare"): "3:33 'a\\b'",
    ("date",): "4:8 2026-11-22",
    ("moment",): "5:8 2026-11-22 10:00:00+01:00",
    ("time",): "6:8 10:00:00",
    ("list", 0): "8:3 1",
    ("list", 1): '8:6 [ 2.5 , "]" ]',
    ("list", 1, 1): '8:14 "]"',
    ("list", 2): "9:3 { a = '}', b.c = true }",
    ("list", 2, "b", "c"): "9:20 true",
    ("list",): "7:8 [ # first\n  1, [ 2.5 , \"]\" ],   # second ]\n  { a = '}', b.c = true },\n]",
    ("long",): '11:8 """\none "" two\\\n  three"""""',
    ("raw",): "14:7 '''\n[no table]\nit's'''''",
    ("table",): "18:1 [table]",
    ("table", "a"): "19:5 0x1F",
    ("table", "in.ner"): '21:3 [ table . "in.ner" ]',
    ("table", "in.ner", "b"): "22:5 {}",
    ("rows",): "24:1 [[rows]]",
    ("rows", 0): "24:1 [[rows]]",
    ("rows", 0, "c"): "25:5 1",
    ("rows", 0, "sub", "d"): "27:5 2",
    ("rows", 1): "28:1 [[rows]]",
    ("rows", 1, "c"): "29:5 3",
    ("rows", 1, "more", 0): "30:1 [[rows.more]]",
    ("deep", "er"): "31:1 [deep.er]",
    ("deep",): "32:1 [deep]",
    ("table", "missing"): "18:1 [table]",
}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_values_are_those_of_toml(ending: str) -> None:
    data, findings = parse_toml(TEXT.replace("\n", ending))
    assert findings == []
    assert data.value == VALUE


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", PLACES)
def test_a_value_has_its_place(path: tuple[str | int, ...], ending: str) -> None:
    text = TEXT.replace("\n", ending)
    data, _ = parse_toml(text)
    assert f"{at(data.span(path))} {piece(text, data.span(path))}" == PLACES[path]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), "2:1 title"),
        (("quoted key",), "3:1 'quoted key'"),
        (("quoted key", "bä"), '3:16 "b\\u00e4"'),
        (("quoted key", "bä", "bare"), "3:26 bare"),
        (("list", 2, "b", "c"), "9:16 c"),
        (("table",), "18:2 table"),
        (("table", "in.ner"), '21:13 "in.ner"'),
        (("rows",), "24:3 rows"),
        (("rows", 0, "sub"), "26:7 sub"),
        (("rows", 1, "c"), "29:1 c"),
        (("deep", "er"), "31:7 er"),
    ],
)
def test_a_key_has_its_place(path: tuple[str | int, ...], expected: str) -> None:
    data, _ = parse_toml(TEXT)
    assert f"{at(data.key(path))} {piece(TEXT, data.key(path))}" == expected


def test_lines_are_those_of_the_file() -> None:
    assert at(parse_toml("\na = 1", first_line=7)[0].span(("a",))) == "8:5"
    assert at(parse_toml("\na = x", first_line=7)[1][0].span) == "8:5"
    assert at(parse_toml("a = 1\na = 2", first_line=7)[1][0].span) == "8:1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title = Foo bar", '1:9 "Foo" is not a value; put text in quotes'),
        ("a = yes", '1:5 "yes" is not a value; put text in quotes'),
        ("a = ", "1:4 a value is missing here; write it; text stands in quotes"),
        ("title: Foo", '1:6 "=" is missing here; write name = value'),
        ("@", "1:1 a line cannot begin like this; write name = value, or [table]"),
        ("a = 1 b = 2", "1:7 something follows the value on its line; put text in quotes"),
        ('a = "b\nc = 1', "1:7 the quotation mark is not closed on its line; close it"),
        ("a = 'b\nc = 1", "1:5 the quotation mark that opens here is never closed; close it"),
        ("a = 'b\nc = '1'", "1:7 the quotation mark is not closed on its line; close it"),
        ("a = '''b", "1:5 the quotation mark that opens here is never closed; close it with the same"),
        ('a = """b', "1:5 the quotation mark that opens here is never closed; close it with the same"),
        ('a = "\\q"', "1:8 a backslash in double quotes begins an escape, and this is none; use single quotes"),
        ("a = [1\nb = 2", '2:1 "," or "]" is missing before this; separate the items by commas'),
        ("a = [1\n\n", '1:7 "," or "]" is missing before this; separate the items by commas'),
        ("a = { b = 1", '1:12 "," or "}" is missing before this; separate the members by commas'),
        ("[a\nb = 1", '1:3 "]" is missing here; write [table]'),
        ("[[a]\n", '1:4 "]]" is missing here; write [[table]]'),
        ("a = 2026-02-30", '1:5 "2026-02-30" is not a calendar date; write YYYY-MM-DD'),
        ("a = 1\r\r\na = 2", '3:1 "a" is there twice; remove one of the two; the first is in line 1'),
        ("a = 1\nb = 2\na = { c = 1, d = [\n] }", '3:1 "a" is there twice; remove one of the two; the first is in line 1'),
        ("[a]\n[b]\n[ a ]\n[c]", '3:3 "a" is there twice; remove one of the two; the first is in line 1'),
        ("a.b = 1\na.b = 2", '2:3 "a.b" is there twice; remove one of the two; the first is in line 1'),
        ("a = { b = {c = 1}, b = {c = 2} }", '1:20 "a.b" is there twice; remove one of the two'),
        ("a = 1\n[a.b]", '2:4 "a.b" conflicts with a value that is set above; give it another name'),
        ("[[a]]\n[a]", '2:2 "a" is there twice'),
        ("a = nan", "1:5 this is not a number; put it in quotes"),
        ("a = [-inf]", "1:6 the number is too large; put it in quotes"),
        ("a = 9223372036854775808", "1:5 the number is too large; put it in quotes"),
        (f"a = {'9' * 5000}", "1:5 the number is too long; put it in quotes"),
        ("a = 1 # \x07", "1:9 the invisible character U+0007 stands here; remove it"),
        ('a = "\\u0007"', "1:5 the invisible character U+0007 stands here; remove it"),
        ("a = " + "[" * 100_000, "1:55 this is nested more than 50 levels deep; write it with fewer levels"),
        ("a = " + "{a=" * 100_000, "1:153 this is nested more than 50 levels deep"),
        ("a." * 100_000 + "a = 1", "1:101 this is nested more than 50 levels deep"),
        ("[" + "a." * 100_000 + "a]", "1:102 this is nested more than 50 levels deep"),
    ],
)
def test_a_mistake_is_found_at_its_place(text: str, expected: str) -> None:
    data, findings = parse_toml(text)
    assert data.value == {}
    assert len(findings) == 1
    assert brief(findings[0]).startswith(expected)


def test_fifty_levels_are_not_too_deep() -> None:
    assert parse_toml("a = " + "[" * 49 + "]" * 49)[1] == []
    assert parse_toml(".".join("a" * 50) + " = 1")[1] == []


_BLANK = st.sampled_from(["", " ", "\t "])
_BREAK = st.sampled_from(["", " ", "\n", " # ] } \" '\n  ", "\r\n"])
_BARE = st.sampled_from(["a", "b-1", "C_d", "0"])
_NAME = _BARE | st.sampled_from(['"a b"', "'x.y'", '"\\u00e4\\""', "''"])
_SCALAR = st.sampled_from(
    [
        *("1", "-2", "0xF", "1_000", "0b1", "1.5", "-1e-3", "true", "false"),
        *("2026-11-22", "2026-11-22T10:00:00Z", "2026-11-22 10:00:00.5-01:00", "10:00:00"),
        *(
            '""',
            '"a"',
            '"#\\"\\\\"',
            "''",
            "'\\'",
            "'\"#'",
            '"""a"""',
            '"""\n"a""b"""""',
            "'''\n'a''\n'''",
            '"""\\\n  x"""',
            '"é😀"',
        ),
    ]
)


def _within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(st.tuples(_BREAK, inner, _BREAK).map("".join), max_size=3).map(",".join)
    pair = st.tuples(_BLANK, _NAME, _BLANK, st.just("="), _BLANK, inner, _BLANK).map("".join)
    return items.map("[{}]".format) | st.lists(pair, min_size=1, max_size=3).map(",".join).map("{{{}}}".format)


_VALUE = st.recursive(_SCALAR, _within, max_leaves=6)
_KEY = st.lists(_NAME, min_size=1, max_size=3).flatmap(lambda names: st.sampled_from([".".join(names), " . ".join(names)]))
_PAIR = st.tuples(_BLANK, _KEY, _BLANK, st.just("="), _BLANK, _VALUE, st.sampled_from(["", " # x = [", "\t"])).map("".join)
_HEADER = st.tuples(_BLANK, _KEY, _BLANK).map("".join).flatmap(lambda key: st.sampled_from([f"[{key}]", f"[[{key}]]"]))
_DOCUMENT = st.lists(_PAIR | _HEADER | st.sampled_from(["", "# [a]"]), max_size=8).map("\n".join)


@given(_DOCUMENT)
def test_the_text_at_a_place_is_the_value(text: str) -> None:
    data, findings = parse_toml(text)
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert len(findings) == 1
        return
    assert findings == []
    for path, value in _members(expected):
        if not isinstance(value, dict | list):
            assert tomllib.loads(f"x = {piece(text, data.spans[path])}") == {"x": value}
        if isinstance(path[-1], str):
            assert tomllib.loads(f"{piece(text, data.keys[path])} = 1") == {path[-1]: 1}
        piece(text, data.spans[path])


def _members(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    for part, member in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, part), member
        yield from _members(member, (*path, part))


@given(st.text(st.sampled_from("ab=.[]{},'\"#1 \n\r\\😀"), max_size=30))
def test_any_text_gets_data_or_findings_that_stand_in_it(text: str) -> None:
    data, findings = parse_toml(text)
    for span in [found.span for found in findings] or [*data.spans.values(), *data.keys.values()]:
        assert span.start <= span.end
        piece(text, span)
