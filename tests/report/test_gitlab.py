"""GitLab's Code Quality report."""

import json
from typing import Any

from hypothesis import given
from msgspec.structs import replace

from pipeline.model import Diagnostic, Severity, Span
from pipeline.report import Report, render
from tests.expected import expect
from tests.report.samples import CASES, SEVERAL, finding, reports


def rendered(report: Report) -> Any:
    return json.loads(render(report, "gitlab"))


def test_report_reads_as_expected() -> None:
    expect(CASES / "several-findings.gitlab.json", render(SEVERAL, "gitlab"))


def test_clean_content_is_an_empty_list() -> None:
    assert rendered(Report((), 40)) == []


def test_levels_are_those_that_gitlab_knows() -> None:
    levels = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    report = Report(tuple(finding(severity=level) for level in levels), 1)
    assert [issue["severity"] for issue in rendered(report)] == ["blocker", "minor", "info"]


def fingerprint(text: str, diagnostic: Diagnostic) -> str:
    [issue] = rendered(Report((diagnostic,), 1, {"a.md": text}))
    return str(issue["fingerprint"])


def test_fingerprint_stays_while_a_finding_moves_in_its_file() -> None:
    there = Diagnostic("LK001", Severity.ERROR, "a.md", Span.at(1, 2, 4), "wrong; the first is in line 1")
    moved = replace(there, span=Span.at(3, 5, 4), message="wrong; the first is in line 3")
    assert fingerprint("[here](x)\n", there) == fingerprint("More\n\nis [here](x)\n", moved)


def test_fingerprint_tells_code_path_message_and_words_apart() -> None:
    one = Diagnostic("LK001", Severity.ERROR, "a.md", Span.at(1, 1, 3), "wrong")
    others = [
        replace(one, code="LK002"),
        replace(one, path="b.md"),
        replace(one, message="odd"),
        replace(one, span=Span.at(1, 5, 3)),
    ]
    assert len({fingerprint("one two", each) for each in [one, *others]}) == 5


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    report = Report(tuple(Diagnostic("LK001", Severity.ERROR, "a.md", Span.at(line), "wrong") for line in (1, 2, 3)), 1)
    assert len({issue["fingerprint"] for issue in rendered(report)}) == 3


@given(reports())
def test_any_report_is_a_list_that_gitlab_takes(report: Report) -> None:
    text = render(report, "gitlab")
    assert text.isascii()
    issues = json.loads(text)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(report.diagnostics)
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["location"]["lines"]["begin"] >= 1
