"""The report that people read; the expected ones are in tests/cases/report."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import NOWHERE, Diagnostic, Position, Severity, Span
from pipeline.report import Report, render
from tests.expected import expect
from tests.report.samples import CASES, NEWS, NEWS_FINDINGS, RULES, SEVERAL, finding, many, thousands

REPORTS = {
    "clean": Report((), 40, content="content"),
    "one-finding": Report(NEWS_FINDINGS[:1], 40, {"news/open-day.en.md": NEWS}, "content", RULES),
    "several-findings": SEVERAL,
    "many-findings": many(30),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("colour", [False, True], ids=["plain", "coloured"])
def test_report_reads_as_expected(name: str, colour: bool) -> None:
    text = render(REPORTS[name], "text", colour=colour, width=80)
    expect(CASES / f"{name}.{'coloured' if colour else 'plain'}.txt", text)


def excerpt(line: str, span: Span, width: int = 80) -> tuple[str, str]:
    """The source line and the carets that the report shows, both without their margin of four cells and the line number."""
    report = Report((Diagnostic("DT001", Severity.ERROR, "a.md", span, "wrong"),), 1, {"a.md": line})
    lines = render(report, "text", width=width).splitlines()
    return lines[1][6:], lines[2][6:]


def cells(text: str) -> int:
    """How many cells a terminal takes for *text*."""
    return sum(
        0 if unicodedata.category(each) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


@pytest.mark.parametrize(
    ("line", "span", "shown", "carets"),
    [
        ("a wrong word", Span.at(1, 3, 5), "a wrong word", "  ^^^^^"),
        ("\twrong", Span.at(1, 2, 5), "    wrong", "    ^^^^^"),
        ("ab\twrong", Span.at(1, 4, 5), "ab  wrong", "    ^^^^^"),
        ("東京 wrong", Span.at(1, 4, 5), "東京 wrong", "     ^^^^^"),
        ("wrong 東京", Span.at(1, 7, 2), "wrong 東京", "      ^^^^"),
        ("cafe\u0301 wrong", Span.at(1, 7, 5), "cafe\u0301 wrong", "     ^^^^^"),
        ("\u1112\u1161\u11ab wrong", Span.at(1, 5, 5), "\u1112\u1161\u11ab wrong", "   ^^^^^"),
        ("a\u202eb", Span.at(1, 2, 1), "a\\u202eb", " ^^^^^^"),
        ("a\x1b[31mb", Span.at(1, 7, 1), "a\\u001b[31mb", "           ^"),
        ("here", Span.at(1, 3, 0), "here", "  ^"),
        ("end", Span.at(1, 4, 0), "end", "   ^"),
        ("short", Span.at(1, 90, 5), "short", "     ^"),
        ("non\u00a0breaking", Span.at(1, 5, 8), "non\u00a0breaking", "    ^^^^^^^^"),
    ],
)
def test_carets_stand_under_the_span(line: str, span: Span, shown: str, carets: str) -> None:
    assert excerpt(line, span) == (shown, carets)


def test_span_over_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    assert excerpt("one two\nthree", Span(Position(1, 5), Position(2, 3))) == ("one two", "    ^^^")


def test_lines_end_with_line_feed_or_carriage_return_only() -> None:
    assert excerpt("a\u2028b\x0cc", Span.at(1, 3, 1)) == ("a\\u2028b\\u000cc", "       ^")
    report = Report(
        (Diagnostic("DT001", Severity.ERROR, "a.md", Span.at(3, 1, 5), "wrong"),), 1, {"a.md": "one\r\ntwo\rthree\n"}
    )
    assert "  3 | three\n" in render(report, "text")


def test_long_line_is_cut_around_the_span() -> None:
    line = "a" * 5000 + "wrong" + "b" * 5000
    shown, carets = excerpt(line, Span.at(1, 5001, 5), width=60)
    assert cells(shown) <= 54
    assert re.fullmatch("…a+wrongb+…", shown)
    assert shown.index("wrong") == carets.index("^")
    assert carets.strip() == "^^^^^"


def test_span_longer_than_the_terminal_is_cut_too() -> None:
    shown, carets = excerpt("x" * 1000, Span.at(1, 1, 1000), width=60)
    assert shown == "x" * (len(shown) - 1) + "…"
    assert carets == "^" * (len(shown) - 1)


@given(
    st.text(st.sampled_from("ab \t東\u0301\u202e\x00"), max_size=300),
    st.integers(1, 310),
    st.integers(0, 310),
    st.integers(0, 90),
)
def test_excerpt_fits_the_terminal_and_its_carets_the_excerpt(line: str, column: int, length: int, width: int) -> None:
    line = f"x{line}x"
    shown, carets = excerpt(line, Span.at(1, column, length), width)
    assert cells(shown) <= max(width - 6, 20)
    assert carets.strip(" ").strip("^") == ""
    assert 1 <= len(carets) <= cells(shown) + 2 or column > len(line)


@given(st.text(), st.text(), st.text())
def test_nothing_in_content_can_steer_the_terminal(path: str, message: str, line: str) -> None:
    report = Report(
        (Diagnostic("DT001", Severity.ERROR, path.replace("\x00", "") or "a.md", Span.at(1, 1, 5), message, message),),
        1,
        {path: line},
    )
    text = render(report, "text")
    unsafe = [each for each in text if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") and each != "\n"]
    assert not unsafe


def test_every_finding_has_its_line_however_many_there_are() -> None:
    text = render(many(600), "text")
    assert all(f"content/page-{index:03}.md:1:1: error " in text for index in range(600))


def test_summary_of_thousands_of_findings_fits_one_screen() -> None:
    text = render(thousands(), "text", width=80)
    *_, last = (place for place, line in enumerate(text.splitlines()) if line.startswith(("content/", "  1 |", "    |")))
    summary = text.splitlines()[last + 1 :]
    assert len(summary) <= 24
    assert max(map(len, summary[:-3])) <= 80
    assert "and 20 more rows with 1,860 findings: `pipeline check --statistics` shows all" in summary
    assert summary[-1] == "3,000 errors in 1,000 files"


def test_folders_and_files_with_most_of_many_findings_are_named() -> None:
    worst = [finding(path="news/worst.md", line=line) for line in range(1, 20)]
    report = Report((*worst, finding(path="pages/a.md"), finding(path="pages/b.md")), 3, content="content")
    lines = render(report, "text").splitlines()
    table = [line.split() for line in lines[lines.index("count  files  fixable  most of them in") + 1 :][:3]]
    assert table == [
        ["19", "1", "0", "content/news/"],
        ["2", "2", "0", "content/pages/"],
        ["19", "1", "0", "content/news/worst.md"],
    ]


def test_of_many_findings_the_first_of_each_code_show_their_source() -> None:
    text = render(many(600), "text")
    assert text.count("| source line") == 9
    assert "The source lines of 591 findings are left out; `pipeline check FILE` shows all of one file." in text


def test_report_on_one_file_leaves_nothing_out() -> None:
    findings = tuple(Diagnostic("DT001", Severity.ERROR, "a.md", Span.at(line, 1, 1), "wrong") for line in range(1, 101))
    text = render(Report(findings, 1, {"a.md": "x\n" * 100}), "text")
    assert text.count("| x\n") == 100
    assert "left out" not in text


def test_finding_about_an_empty_file_shows_no_source() -> None:
    report = Report((Diagnostic("FM001", Severity.ERROR, "a.md", NOWHERE, "the file is empty"),), 1, {"a.md": "\n\n"})
    assert "|" not in render(report, "text")


def test_file_that_could_not_be_read_shows_no_source() -> None:
    report = Report((Diagnostic("FM001", Severity.ERROR, "a.md", Span.at(9, 1, 1), "it is not UTF-8"),), 1)
    assert render(report, "text") == "a.md:9:1: error FM001: it is not UTF-8\n\n1 error in 1 file\n"
