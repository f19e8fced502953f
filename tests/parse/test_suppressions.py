"""Comments that allow something: which they are, what they speak of, and what goes with them."""

from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.fix import apply
from pipeline.model import Edit, Source, Suppression
from pipeline.parse import parse

FRONT = "---\nid: a\n---\n"


def found(text: str) -> list[Suppression]:
    return list(parse(Source("a.md", text, sha256(text.encode()).hexdigest())).suppressions)


def in_body(body: str) -> list[Suppression]:
    return found(FRONT + body)


def one(body: str) -> Suppression:
    [suppression] = in_body(body)
    return suppression


# Which they are


@pytest.mark.parametrize(
    ("comment", "codes", "reason"),
    [
        ("<!-- allow LK001: the button -->", ("LK001",), "the button"),
        ("<!--allow LK001:the button-->", ("LK001",), "the button"),
        ("<!--  allow  LK001 , LK002,HD001 :  both: a, b  -->", ("LK001", "LK002", "HD001"), "both: a, b"),
        ("<!-- allow LK001 -->", ("LK001",), ""),
        ("<!-- allow LK001: -->", ("LK001",), ""),
        ("<!-- allow\nLK001:\nthe button\n-->", ("LK001",), "the button"),
        ("<!-- allow LK001: over\ntwo lines -->", ("LK001",), "over\ntwo lines"),
        ("<!-- ALLOW lk001, Lk002: The Button -->", ("LK001", "LK002"), "The Button"),
        ("<!-- allow link-text-generic, HD001: the button -->", ("link-text-generic", "HD001"), "the button"),
        ("<!-- allow link-text-generic -->", ("link-text-generic",), ""),
        ("<!-- allow capitals: a name -->", ("capitals",), "a name"),
    ],
)
def test_a_comment_names_codes_and_a_reason(comment: str, codes: tuple[str, ...], reason: str) -> None:
    suppression = one(f"{comment}\n[here](x)\n")
    assert (suppression.codes, suppression.reason) == (codes, reason)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- we allow LK001 here -->",
        "<!-- allow -->",
        "<!-- allow link texts: the button -->",
        "<!-- allow LK01: too short -->",
        "<!-- allow capitals -->",
        "<!-- allow capitals, -->",
        "<!-- allow re-entry of students -->",
        "<!-- disallow LK001: no -->",
        f"<!-- allow {'LK001, ' * 50}LK001: too many -->",
        "<!-- allow LK001 the colon is missing -->",
        "`<!-- allow LK001: in code -->`",
        "```\n<!-- allow LK001: in code -->\n```",
        "    <!-- allow LK001: in code -->",
        "\\<!-- allow LK001: escaped -->",
        "# allow LK001: a heading",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert in_body(f"{text}\n") == []


@pytest.mark.parametrize(
    ("front", "allowed"),
    [
        ("---\n# allow FM007: as it is\nid: a\n---\n", [("FM007", 2, 3)]),
        ("---\nid: a\n  # allow FM007, FM006: as it is\n\ntitle: T\n---\n", [("FM007", 3, 5)]),
        ("+++\n# allow FM007: as it is\nid = 'a'\n+++\n", [("FM007", 2, 3)]),
        ("---\nid: a\nimage:\n  # allow IM002: as it is\n  alt: Foto\n---\n", [("IM002", 4, 5)]),
        ("---\r\n# allow FM007: as it is\r\nid: a\r\n---\r\n", [("FM007", 2, 3)]),
        ("\n\n---\n# allow FM007: as it is\nid: a\n---\n", [("FM007", 4, 5)]),
        ("---\nid: a # allow FM007: beside it\n---\n", []),
        ("---\nid: a\nsummary: |\n  # allow FM007: in a text\n  T\n---\n", []),
        ("---\nid: a\nsummary: |\n  T\n  # allow FM007: in a text\ntitle: T\n---\n", []),
        ("---\nid: a\nsummary: |\n  T\n# allow FM007: behind a text\ntitle: T\n---\n", [("FM007", 5, 6)]),
        ('+++\nid = "a"\nsummary = """\n# allow FM007: in a text\n"""\n+++\n', []),
        ("---\nid: [\n# allow FM007: in what cannot be read\n---\n", [("FM007", 3, 4)]),
        ("# allow FM007: in the text\n", []),
    ],
)
def test_in_front_matter_they_are_comments_on_lines_of_their_own(front: str, allowed: list[tuple[str, int, int]]) -> None:
    assert [(each.codes[0], each.span.start.line, each.line) for each in found(front)] == allowed


# What they speak of


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<!-- allow LK001: x -->\n[here](x)\n", 5),
        ("<!-- allow LK001: x -->\n\n\n[here](x)\n", 7),
        ("<!-- allow\nLK001: x -->\n[here](x)\n", 6),
        ("Text <!-- allow LK001: x -->\n[here](x)\n", 5),
        ("> <!-- allow LK001: x -->\n> [here](x)\n", 5),
        ("<!-- allow LK001: x -->" + "\n" * 11 + "[here](x)\n", 5),
        ("<!-- allow LK001: x -->", 5),
    ],
)
def test_they_speak_of_the_next_line_that_is_not_blank_and_near(body: str, line: int) -> None:
    assert one(body).line == line


def test_several_may_follow_each_other() -> None:
    assert [each.line for each in in_body("<!-- allow LK001: x -->\n<!-- allow LK002: y -->\n[here](x)\n")] == [5, 6]


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("One\ntwo\n[here](x)\n\nThree\n", 7),
        ("\nOne\ntwo\n", 7),
        ("Heading\n=======\nText\n", 6),
        ("## Heading\nText\n", 5),
        ("| A | B |\n|---|---|\n| 1 | 2 |\n\nText\n", 7),
        ("> One\n> two\n>\n> three\n\nText\n", 8),
        ("- One\n  two\n  - three\n- four\n", 7),
        ("::: note\nText\n:::\n", 5),
    ],
)
def test_they_speak_of_the_whole_block_that_begins_there(body: str, last: int) -> None:
    assert one(f"<!-- allow LK001: x -->\n{body}").last_line == last


def test_within_a_paragraph_they_speak_of_one_line() -> None:
    suppression = one("Text <!-- allow LK001: x -->\n[here](x)\nmore\n")
    assert (suppression.line, suppression.last_line) == (5, 5)


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        ("summary: |\n  One\n  two\nid: a", 5),
        ("summary: One\n  two\nid: a", 4),
        ("image:\n  src: a.jpg\n  alt: Foto\nid: a", 5),
        ("id: a\ntitle: T", 3),
        ("topics:\n  - a\n  - b\nid: a", 5),
    ],
)
def test_in_front_matter_they_speak_of_the_whole_field(fields: str, last: int) -> None:
    [suppression] = found(f"---\n# allow FM007: x\n{fields}\n---\n")
    assert (suppression.line, suppression.last_line) == (3, last)


# What goes with them


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- allow LK001: x -->\nText.\n", "Text.\n"),
        ("Text.\n\n<!-- allow LK001: x -->\nText.\n", "Text.\n\nText.\n"),
        ("Text.\n\n  <!-- allow\nLK001: x -->  \n\nText.\n", "Text.\n\n\nText.\n"),
        ("Text.\n<!-- allow LK001: x -->", "Text.\n"),
        ("<!-- allow LK001: x -->\n## A heading\n", "## A heading\n"),
        # Two paragraphs stay two, and two items one list
        ("One.\n<!-- allow LK001: x -->\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n<!-- allow LK001: x -->\n---\n", "One.\n\n---\n"),
        ("- one\n<!-- allow LK001: x -->\n- two\n", "- one\n- two\n"),
        # Within a sentence, and at the end of its line
        ("One <!-- allow LK001: x --> two.\n", "One  two.\n"),
        ("One  <!-- allow LK001: x -->\ntwo.\n", "One\ntwo.\n"),
        # In quotes and lists
        ("> <!-- allow LK001: x -->\n> Text.\n", ">\n> Text.\n"),
        ("> One.\n> <!-- allow\n> LK001: x -->\n> Two.\n", "> One.\n>\n> Two.\n"),
        ("- one\n\n  <!-- allow LK001: x -->\n  two\n", "- one\n\n  two\n"),
        ("- <!-- allow LK001: x -->\n  Text.\n", "- Text.\n"),
        ("1. <!-- allow LK001: x -->\n   Text.\n", "1. Text.\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_without_them_all_around_stays_what_it_is(before: str, after: str, newline: str) -> None:
    text = (FRONT + before).replace("\n", newline)
    [suppression] = found(text)
    assert suppression.whole
    assert apply(text, [Edit(suppression.whole, "")])[0] == (FRONT + after).replace("\n", newline)


@pytest.mark.parametrize(
    "body",
    [
        "One.\n- <!-- allow LK001: x -->\n",
        "- <!-- allow LK001: x -->\n\n  Text.\n",
        "<!-- allow LK001: x --> ## Text\n",
        "> - <!-- allow LK001: x --> Text\n",
        "Text\n---<!-- allow LK001: x -->\n",
        "Text\n--<!-- allow LK001: x -->--\n",
    ],
)
def test_where_something_would_become_another_block_nothing_goes(body: str) -> None:
    assert one(body).whole is None


PARTS = ["<!-- allow LK001: x -->", "Text", "- ", "> ", "1. ", "  ", "\n", "\n\n", "## H", "---"]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
@example("- Text\n<!-- allow LK001: x -->\nText")
@settings(max_examples=300)
def test_no_other_headings_are_there_once_they_are_gone(body: str) -> None:
    text = FRONT + body
    for suppression in found(text):
        if suppression.whole:
            after, made = apply(text, [Edit(suppression.whole, "")])
            headings = [
                [heading.text.rstrip() for heading in parse(Source("a.md", each, "")).headings] for each in (text, after)
            ]
            assert (made, headings[1]) == (1, headings[0])


@given(st.text("#-+=|>\"'\n ax: {}[]&*!", max_size=60), st.sampled_from(["---", "+++"]))
def test_any_front_matter_is_looked_through(text: str, fence: str) -> None:
    comments = f"{fence}\n# allow FM007: x\n{text}\n# allow FM007: x\n{fence}\n"
    assert all(suppression.codes == ("FM007",) for suppression in found(comments))


def test_many_comments_on_one_line_cost_no_more_than_their_length() -> None:
    assert len(found(f"{FRONT}{'<!-- allow LK001: x -->' * 20_000}\n{' ' * 1_000_000}x\n")) == 20_000


@pytest.mark.parametrize("gap", [" ", "\n", "LK001, ", ":", "-"])
def test_a_long_comment_costs_no_more_than_its_length(gap: str) -> None:
    assert found(f"{FRONT}<!-- allow LK001: a{gap * 200_000}b -->\n")[0].codes == ("LK001",)
    assert found(f"---\n# allow LK001: a{' ' * 60_000}b\n---\n")[0].codes == ("LK001",)
