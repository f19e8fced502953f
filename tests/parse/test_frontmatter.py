"""Front matter between its fences, and where the body begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.frontmatter import split
from tests.parse.places import at, piece


def lines_from(text: str, line: int) -> list[str]:
    """Return the lines of *text* from *line* on."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[line - 1 :]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "syntax", "value", "body"),
    [
        ("---\ntitle: x\n---\nbody\n", "yaml", {"title": "x"}, ["body", ""]),
        ('+++\ntitle = "x"\n+++\nbody\n', "toml", {"title": "x"}, ["body", ""]),
        ("---\ntitle: x\n---", "yaml", {"title": "x"}, []),
        ("---\n---\nbody", "yaml", {}, ["body"]),
        ("---\n# nothing yet\n\n---\n", "yaml", {}, [""]),
        ("+++\n+++\n", "toml", {}, [""]),
        ("\n \t\n---\ntitle: x\n---\n", "yaml", {"title": "x"}, [""]),
        ("--- \t\ntitle: x\n---  \nbody", "yaml", {"title": "x"}, ["body"]),
        ("---\ntitle: |\n  a\n  ---\n---\nbody\n---\nmore", "yaml", {"title": "a\n---\n"}, ["body", "---", "more"]),
        ("---\ntitle: x\n----: y\n---\n", "yaml", {"title": "x", "----": "y"}, [""]),
        ("---\na: +++\n---\n+++\n", "yaml", {"a": "+++"}, ["+++", ""]),
    ],
)
def test_front_matter_is_read(text: str, syntax: str, value: object, body: list[str], ending: str) -> None:
    front = split(text.replace("\n", ending))
    assert front.findings == ()
    assert (front.read, front.syntax, front.data.value) == (True, syntax, value)
    assert lines_from(text, front.body_line) == body


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_places_are_those_of_the_file(ending: str) -> None:
    text = ending.join(["", "---", "", "title: x", "tags: [a, b]", "---", "body"])
    data = split(text).data
    assert {".".join(map(str, path)): at(span) for path, span in data.spans.items()} == {
        "": "4:1",
        "title": "4:8",
        "tags": "5:7",
        "tags.0": "5:8",
        "tags.1": "5:11",
    }
    assert at(split(ending.join(["+++", "", "a = 'b'", "+++"])).data.span(("a",))) == "3:5"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# A title\n", "body\n---\ntitle: x\n---\n", " ---\ntitle: x\n---\n", "----\n----\n"]
)
def test_without_front_matter_all_is_body(text: str) -> None:
    front = split(text)
    assert [(found.code, at(found.span)) for found in front.findings] == [("FM001", "1:1")]
    assert (front.read, front.syntax, front.data.value, front.body_line) == (False, "", {}, 1)


@pytest.mark.parametrize(
    ("text", "fence"),
    [
        ("---", "1:1 ---"),
        ("---\ntitle: x\n", "1:1 ---"),
        ("\n---\ntitle: x\n+++\n", "2:1 ---"),
        ("+++\ntitle = 1\n---\nbody", "1:1 +++"),
        ("---\ntitle: x\n ---\nbody", "1:1 ---"),
        ("---\r\n----\r\nbody\r\n", "1:1 ---"),
    ],
)
def test_behind_a_fence_that_is_never_closed_there_is_no_body(text: str, fence: str) -> None:
    front = split(text)
    assert [(found.code, f"{at(found.span)} {piece(text, found.span)}") for found in front.findings] == [("FM001", fence)]
    assert (front.read, front.data.value, lines_from(text, front.body_line)) == (False, {}, [])


@pytest.mark.parametrize(
    ("text", "places", "message"),
    [
        ("---\ntitle: Foo: bar\n---\nbody", ["2:11"], '"Foo: bar" has a colon and a space in it'),
        ("---\na: 1\na: 2\na: 3\n---\nbody", ["3:1", "4:1"], '"a" is there twice'),
        ("+++\na = 1\na = 2\n+++\nbody", ["3:1"], '"a" is there twice'),
        ("---\n- a\n---\nbody", ["2:1"], "the front matter is not made of fields"),
        ("\n---\njust text\n---\nbody", ["3:1"], "the front matter is not made of fields"),
        ("+++\na = b\n+++\nbody", ["2:5"], '"b" is not a value'),
        ("---\na: \0\n---\nbody", ["2:4"], "the invisible character U+0000 stands here"),
        ("---\n" + "a: b\n" * 20_000 + "---\nbody", ["1:1"], "the front matter has more than 65,536 characters"),
    ],
)
def test_broken_front_matter_leaves_the_body_where_it_is(text: str, places: list[str], message: str) -> None:
    front = split(text)
    assert [(found.code, at(found.span)) for found in front.findings] == [("FM002", place) for place in places]
    assert front.findings[0].message == message
    assert (front.read, front.data.value, lines_from(text, front.body_line)) == (False, {}, ["body"])


@given(st.text(st.sampled_from("-+a:=[ \n\r'"), max_size=30))
def test_every_finding_stands_in_the_text(text: str) -> None:
    front = split(text)
    assert front.read == (not front.findings)
    for found in front.findings:
        assert found.code in ("FM001", "FM002")
        piece(text, found.span)
