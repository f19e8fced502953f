"""GitHub's workflow commands, read as the runner reads them."""

import re
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given

from pipeline.model import Diagnostic, Position, Severity, Span
from pipeline.report import Report, render
from tests.expected import expect
from tests.report.samples import CASES, RULES, SEVERAL, finding, reports


class Annotation(NamedTuple):
    command: str
    properties: dict[str, str]
    message: str


def annotations(report: Report) -> list[Annotation]:
    """The commands of the report; its last line is none."""
    lines = re.split(r"\r\n|\r|\n", render(report, "github"))
    assert lines[-2:] == [report.summary(), ""]
    return [annotation(line) for line in lines[:-2]]


def annotation(line: str) -> Annotation:
    """As the runner does: ActionCommand.cs, TryParseV2."""
    empty, head, message = line.split("::", 2)
    command, _, given = head.partition(" ")
    assert not empty
    properties = dict(each.split("=", 1) for each in given.split(","))
    return Annotation(command, {key: decoded(value) for key, value in properties.items()}, decoded(message))


def decoded(text: str) -> str:
    for code, character in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(code, character)
    return text


def test_report_reads_as_expected() -> None:
    expect(CASES / "several-findings.github.txt", render(SEVERAL, "github"))


def test_clean_content_has_no_annotation() -> None:
    assert render(Report((), 40), "github") == "40 files, nothing to report\n"


def test_file_is_named_as_the_repository_s_root_sees_it() -> None:
    [one] = annotations(Report((finding(path="news/a, b: c.md"),), 1, content="site/content"))
    assert one.properties["file"] == "site/content/news/a, b: c.md"


def test_what_would_end_a_property_or_a_message_is_escaped() -> None:
    diagnostic = Diagnostic("LK001", Severity.ERROR, "50%,a:b.md", Span.at(1), "100 %\r\n::error::no", "do, this: now")
    text = render(Report((diagnostic,), 1, content="content"), "github")
    assert "file=content/50%25%2Ca%3Ab.md," in text
    assert "::100 %25%0D%0A::error::no; do, this: now\n" in text


def test_columns_are_given_for_one_line_only() -> None:
    one = finding()
    several = Diagnostic("LK001", Severity.ERROR, "b.md", Span(Position(2, 3), Position(4, 5)), "wrong")
    first, second = annotations(Report((one, several), 2))
    assert first.properties.items() >= {"line": "1", "endLine": "1", "col": "1", "endColumn": "5"}.items()
    assert second.properties.items() >= {"line": "2", "endLine": "4"}.items()
    assert "col" not in second.properties


def test_errors_come_first() -> None:
    levels = [Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.INFO]
    found = annotations(Report(tuple(finding(severity=level) for level in levels), 1))
    assert [each.command for each in found] == ["error", "warning", "notice", "notice"]


def test_as_many_as_github_shows_are_given_without_a_word() -> None:
    levels = [Severity.ERROR, Severity.WARNING, Severity.INFO] * 10
    found = annotations(Report(tuple(finding(severity=level) for level in levels), 1))
    assert Counter(each.command for each in found) == {"error": 10, "warning": 10, "notice": 10}


@pytest.mark.parametrize("level", [Severity.ERROR, Severity.WARNING, Severity.INFO])
def test_what_github_would_drop_is_counted_in_the_last_notice(level: Severity) -> None:
    infos = [finding("DT001", Severity.INFO) for _ in range(10)]
    found = annotations(Report((*infos, *(finding("LK001", level) for _ in range(1010))), 1, rules=RULES))
    assert max(Counter(each.command for each in found).values()) == 10
    left = found[-1].message.splitlines()
    assert found[-1].properties == {"title": f"{1020 - len(found) + 1:,} more findings"}
    assert left[0] == "GitHub shows no more of one step; `pipeline check` shows all:"
    assert left[1].endswith(" LK001 link-text-generic")


@given(reports())
def test_any_report_is_read_back(report: Report) -> None:
    found = annotations(report)
    assert sorted(each.message for each in found) == sorted(
        "; ".join(filter(None, [each.message, each.hint])) for each in report.diagnostics
    )
    assert {each.properties["file"] for each in found} == {report.place(each.path) for each in report.diagnostics}
