"""A unified diff, as patch would read it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli._diff import for_eyes, unified

TEXTS = st.lists(st.sampled_from(["a", "b", "\n", "\n", "\r\n", "\r", "\u2028", "\\", "-"]), max_size=60).map("".join)


def lines(text: str) -> list[str]:
    return re.findall("[^\n]*\n|[^\n]+", text)


def patched(old: str, diff: str) -> str:
    """What patch makes of *old*."""
    before = lines(old)
    after: list[str] = []
    done = 0
    for hunk in re.split(r"^@@ ", diff, flags=re.MULTILINE)[1:]:
        head, *body = lines(hunk)
        found = re.match(r"-(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n", head)
        assert found
        start, removed, _, added = (1 if number is None else int(number) for number in found.groups())
        at = start - 1 if removed else start
        after += before[done:at]
        old_lines: list[str] = []
        new_lines: list[str] = []
        mark = ""
        for line in body:
            if line == "\\ No newline at end of file\n":
                for side in {" ": (old_lines, new_lines), "-": (old_lines,), "+": (new_lines,)}[mark]:
                    side[-1] = side[-1].removesuffix("\n")
                continue
            mark = line[0]
            old_lines += [line[1:]] if mark in " -" else []
            new_lines += [line[1:]] if mark in " +" else []
        assert before[at : at + len(old_lines)] == old_lines
        assert (len(old_lines), len(new_lines)) == (removed, added)
        done = at + len(old_lines)
        after += new_lines
    return "".join(after + before[done:])


@given(TEXTS, TEXTS)
def test_patch_makes_the_new_text_of_the_old_one(old: str, new: str) -> None:
    diff = unified("a.md", old, new)
    assert patched(old, diff) == new
    assert bool(diff) == (old != new)


@given(
    st.lists(st.sampled_from("abcdefghijkl").map("{}\n".format), min_size=1, unique=True),
    st.integers(0, 50),
    st.sampled_from(["", "x\n", "x\ny\n"]),
)
def test_one_place_that_changed_is_one_hunk(old: list[str], at: int, instead: str) -> None:
    at %= len(old)
    new = [*old[:at], instead, *old[at + 1 :]]
    assert unified("a.md", "".join(old), "".join(new)).count("\n@@ ") == 1


def test_only_what_changed_and_three_lines_around_it_are_shown() -> None:
    old = "".join(f"{number}\n" for number in range(1, 21))
    assert unified("a.md", old, old.replace("10\n", "ten\n")) == (
        "--- a.md\n+++ a.md\n@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n"
    )


def test_a_new_line_is_one_addition() -> None:
    assert unified("a.md", "---\ntitle: A\n", "---\nid: a\ntitle: A\n").endswith("@@ -1,2 +1,3 @@\n ---\n+id: a\n title: A\n")


def test_a_missing_end_of_line_is_said() -> None:
    assert unified("a.md", "a", "b").endswith(
        "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
    )


def test_a_text_of_nothing_begins_before_its_first_line() -> None:
    assert unified("a.md", "", "a\n").endswith("@@ -0,0 +1 @@\n+a\n")


def test_name_with_spaces_ends_with_a_tab() -> None:
    assert unified("a b.md", "a\n", "b\n").startswith("--- a b.md\t\n+++ a b.md\t\n")


def test_many_lines_that_are_alike_take_no_longer_than_others() -> None:
    old = "same\n" * 50_000
    assert unified("a.md", old, old.replace("same", "other")).count("\n") == 100_003


def test_nothing_in_a_diff_steers_a_terminal() -> None:
    assert for_eyes("-\ta\x1b[2J\r\n+\ta\n", colour=False) == "-\ta\\u001b[2J\n+\ta\n"


@pytest.mark.parametrize(
    ("line", "style"), [("--- a.md", "1"), ("+++ a.md", "1"), ("@@ -1 +1 @@", "36"), ("-a", "31"), ("+a", "32")]
)
def test_each_kind_of_line_has_its_colour(line: str, style: str) -> None:
    assert for_eyes(f"{line}\n", colour=True) == f"\x1b[{style}m{line}\x1b[0m\n"
    assert for_eyes(" a\n", colour=True) == " a\n"
