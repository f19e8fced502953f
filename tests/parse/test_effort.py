"""Reading takes time that grows no faster than the text, whatever stands in it; what takes too long is left unread."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from pipeline.model import Document, Source
from pipeline.parse import parse

UNITS = r"""
[ ![ []( [a](b [a](<b [a](b·" [a](b) [a][b]· [a][r]· [[a]] ][ [a]{ [a]{.b [a]{.b} [a](b){.c} ![a](b){ `a`{.b}·
* *_ *a· a*· a**b *a_· **a*· *a*· ***a· ~~a ~~a~~· a*in* <b>· <b· <b·a=" <b·'"· a·<!-- a·<?· a·<!A· <a@ <http:
` `a`` `a· &amp; &#1 & \* \¶ [^ [^n [^n]· [^m]· ^[ ^[a]·
a¶ a¶¶ a··¶ >·a¶ >·a¶¶ -·a¶ -·a¶¶ 1.·a¶¶ -·a¶1.·b¶ >-·a¶ -·>·a¶ :::·a¶ :::·a¶b¶:::¶ -·:::·a¶ a¶:·b¶ a¶:·b¶¶ :·a¶
#·a¶ ##·a·{#a}¶ ##·a·{{{¶ a¶---¶ ===¶ ---¶ ```¶ ```a¶~~~¶ -·```¶ ····a¶¶ <div>¶ <div>¶¶ <b·a="¶¶ <!--¶¶ -·<!--¶ <ul><li>¶¶
[a]:·/x¶ [a]:·/x·"t¶ [a]:·/x·(t¶ [a]:¶ [¶ >·[a]:·/x¶ [^a]:·b¶ [^a]:·b¶¶ [^a]:· [^a]:·^[b]¶ a[^n]¶¶ b^[a]¶¶
|a|¶|-|¶ |a|¶|-|¶|b|¶¶ a|b¶ |¶ |-|¶ {.a}¶ {.a}¶b¶¶ {a¶ {%¶ >> -·-· ::: : <!--·allow·LK001:·x·-->¶
""".split()
"""What is repeated; `·` is a space and `¶` the end of a line."""
GROWING: dict[str, Callable[[int], str]] = {
    "spaces before a brace": lambda n: "## a" + " " * n + "}",
    "escaped pipes in a cell": lambda n: "|a|\n|-|\n|" + "\\|" * (n // 2) + "|",
    "escapes in a paragraph": lambda n: "a" + "\\*" * (n // 2),
    "attributes of many names": lambda n: "".join(f"{{k{i}=v}}\n" for i in range(n // 7)),
    "attributes in one line": lambda n: "{" + ".a " * (n // 3) + "}\na",
    "many tags in one": lambda n: "<div>\n<b " + " ".join(f"a{i}=b" for i in range(n // 6)) + ">",
    "backticks": lambda n: " ".join("`" * i for i in range(1, int(n**0.5))),
    "labels of definitions": lambda n: "".join(f"[a{i}]: /x\n" for i in range(n // 10)),
    "footnotes": lambda n: "".join(f"a[^{i}]\n\n[^{i}]: n\n\n" for i in range(n // 15)),
    "footnotes of footnotes": lambda n: "".join(f"[^{i}]: [^{i + 1}]\n\n" for i in range(n // 12)) + "[^0]",
    "emphasis closed at the end": lambda n: "*a _b " * (n // 12) + "c* " * (n // 6),
    "headings that want one anchor": lambda n: "".join(f"## a\n## a-{i}\n" for i in range(n // 12)),
    "a title that never ends": lambda n: '[a]: /x "t\n' * (n // 11),
    "lazy lines of a quote": lambda n: "> > > > a\n" + "a\n" * (n // 2),
    "a fence in quotes": lambda n: "> > > > ```\n" + "a\n" * (n // 2),
    "steps of a list": lambda n: "".join("  " * (i % 20) + "- a\n" for i in range(n // 24)),
    "empty cells": lambda n: "|" + "a|" * (n // 10) + "\n|" + "-|" * (n // 10) + "\n|\n|\n",
}


def repeated(unit: str) -> Callable[[int], str]:
    text = unit.replace("·", " ").replace("¶", "\n")
    return lambda n: text * (n // len(text))


CASES = {unit: repeated(unit) for unit in UNITS} | GROWING


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_twice_the_text_takes_twice_the_lines_of_code(text: Callable[[int], str]) -> None:
    assert lines_run(text(2_000)) < 2.4 * lines_run(text(1_000))


REFUSED = {
    "brackets": "[" * 20_000,
    "notes in notes": "^[" * 20_000,
    "links in one paragraph": "[a](b) " * 50_000,
    "comments without end": "a <!-- " * 50_000 + "--->",
    "lines of a letter": "a\n" * 300_000,
    "lazy lines": "> " * 40 + "a\n" + "a\n" * 100_000,
    "items": "- a\n" * 100_000,
    "blocks": "::: a\n" * 40 + "a\n\n" * 20_000,
    "columns": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000,
    "cells": "|a|b|\n|-|-|\n" + "|c|d|\n" * 100_000,
    "cells that nobody wrote": ("|" + "a|" * 250 + "\n|" + "-|" * 250 + "\n" + "|\n" * 250 + "\n") * 3,
    "a long address used often": "[l]: /" + "x" * 100_000 + "\n\n" + "[l]\n\n" * 1_000,
    "ampersands": "&" * 100_000,
    "ampersands in HTML": "<div>\n" + "&" * 200_000,
    "ampersands in code": "```\n" + "a & b\n" * 50_000 + "```",
    "ampersands in an address used often": "[l]: /?" + "&a" * 50_000 + "\n\n" + "[l]\n\n" * 1_000,
    "attributes": "<div>\n<b " + " ".join(f"a{i}=b" for i in range(20_000)) + ">",
    "tags in tags": "<ul><li>\n\n" * 60,
    "tags of a kind in each other": "a" + "".join(f"<b c{i}=d>" for i in range(60)),
    "tags of a kind that nothing closes": "<div>\n" + "<rt>" * 20_000,
    "tags closed in another order": "<div>\n" + "<span><p></span></p>\n" * 5_000,
    "tags behind a stray quote": '<div>\n<p a"b>' + "<b>" * 20_000 + '<p a"b>',
    "stars around stars": "*" * 200 + "a" + "*" * 200,
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_would_take_too_long_is_left_unread_from_its_block_on(body: str) -> None:
    document = read(f"## Before\n\n{body}\n\n## After\n")
    [finding] = [finding for finding in document.findings if finding.code == "FL006"]
    assert finding.span.start.line >= 6
    assert [heading.text for heading in document.headings] == ["Before"]


READ = {
    "a long FAQ": "## Why?\n\nBecause [it](https://example.org/is) is *so*, says **everyone**[^n].\n\n- one\n- two\n\n" * 2_000,
    "a table of 2,000 rows": "|" + " head |" * 12 + "\n|" + "---|" * 12 + "\n" + ("|" + " cell |" * 12 + "\n") * 2_000,
    "500 footnotes": "".join(f"Said[^{i}].\n\n[^{i}]: By *somebody*, [here](https://example.org/{i}).\n\n" for i in range(500)),
    "a bibliography in one paragraph": "A. Author: *A title*, [10.1000/1](https://doi.org/10.1000/1), pp. 1–9 & 12.  \n" * 500,
    "a list of 5,000 names": "- Name, Given (*Somewhere*)\n" * 5_000,
    "a definition used 1,000 times": "[l]: https://example.org/somewhere?a=b&c=d 'Somewhere'\n\n" + "See [l].\n\n" * 1_000,
    "a table of 3,000 rows in HTML": "<table>\n" + "<tr><td>a<br>b</td><td>c</td></tr>\n" * 3_000 + "</table>",
    "a list of 1,000 items that nobody closed": "<ul>\n" + "<li>a\n" * 1_000 + "</ul>",
    "a comment on each of 5,000 lines": "<div>\n" + "a <!-- b -->\n" * 5_000 + "</div>",
    "a listing of code": "```c\n" + "if (a && b) c(&d);\n" * 3_000 + "```",
    "words": "Words that follow other words, as they do. " * 100_000,
    "quotes in lists in quotes": "> - > - > 1. deep\n\n" * 1_000,
}


@pytest.mark.parametrize("body", READ.values(), ids=READ)
def test_what_people_write_is_read_to_its_end(body: str) -> None:
    document = read(f"{body}\n\n## After\n")
    assert [finding.code for finding in document.findings] == []
    assert document.headings[-1].text == "After"


def test_a_line_of_attributes_adds_its_classes_to_the_block_below() -> None:
    [paragraph] = [
        token for token in read("{.a #i lang=de}\n{.b lang=en onclick=x}\nText.\n").tokens if token.type == "paragraph_open"
    ]
    assert paragraph.attrs == {"class": "a b", "id": "i", "lang": "en"}
    assert paragraph.meta["insecure_attrs"] == {"onclick": "x"}


def lines_run(body: str) -> int:
    """How many lines of Python run while *body* is read, which is the same number every time."""
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(body)
    finally:
        sys.settrace(before)
    return count


def read(body: str) -> Document:
    return parse(Source("news/case.en.md", f"---\nid: case\n---\n{body}\n\n[r]: /r\n\n[^n]: n\n", "0" * 64))
