"""How much there is of what, and where."""

import pytest

from pipeline.model import Severity
from pipeline.report import Report, statistics
from tests.expected import expect
from tests.report.samples import CASES, SEVERAL, finding, thousands


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "coloured"])
def test_statistics_read_as_expected(colour: bool) -> None:
    text = statistics(SEVERAL, colour=colour, width=80)
    expect(CASES / f"statistics.{'coloured' if colour else 'plain'}.txt", text)


def test_every_code_and_every_top_folder_is_counted() -> None:
    report = thousands()
    text = statistics(report, colour=False, width=80)
    assert all(f"\n{code}  " in text for code in report.rules)
    assert all(f"  content/folder-{number}/\n" in text for number in range(9))


def test_tables_fit_the_terminal_and_only_names_are_shortened() -> None:
    lines = statistics(thousands(), colour=False, width=80).splitlines()
    assert max(map(len, lines)) == 80
    assert [line.split()[0] for line in lines if "…" in line] == [line.split()[0] for line in lines if line.startswith("XX")]
    assert any(line.startswith("XX000  a-rule-with-an-uncommonly-long-name-a-rule") for line in lines)


def test_files_that_lie_in_no_folder_are_counted_for_the_content_folder() -> None:
    report = Report((finding(path="a.md"), finding(path="news/2019/b.md"), finding(path="news/c.md")), 3, content="content")
    lines = statistics(report, colour=False, width=80).splitlines()
    assert [line.split() for line in lines[4:6]] == [["2", "2", "0", "content/news/"], ["1", "1", "0", "content/"]]


def test_clean_content_has_its_summary_alone() -> None:
    assert statistics(Report((), 40), colour=True, width=80) == "40 files, nothing to report\n"


@pytest.mark.parametrize(
    ("paths", "files", "summary"),
    [
        (["a.md"], 1, "1 error in 1 file"),
        (["a.md", "a.md"], 1, "2 errors in 1 file"),
        (["a.md", "a.md", "b.md"], 8, "3 errors in 2 of 8 files"),
        (["a.md", "b.md"], 2, "2 errors in 2 files"),
        (["a.md"], 0, "1 error in 1 file"),
    ],
)
def test_summary_says_how_many_of_the_files_are_affected(paths: list[str], files: int, summary: str) -> None:
    assert Report(tuple(finding(path=path) for path in paths), files).summary() == summary


def test_summary_counts_each_level() -> None:
    levels = [Severity.INFO, Severity.ERROR, Severity.WARNING, Severity.WARNING]
    report = Report(tuple(finding(severity=level) for level in levels), 9)
    assert report.summary() == "1 error, 2 warnings, 1 note in 1 of 9 files"
