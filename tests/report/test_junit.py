"""JUnit's XML, against the schema of Jenkins' xUnit plugin."""

import pytest
from hypothesis import example, given
from lxml import etree

from pipeline.model import Diagnostic, Severity, Span
from pipeline.report import Report, render
from tests.expected import expect
from tests.report.samples import CASES, GRAMMARS, SEVERAL, finding, reports

SCHEMA = etree.XMLSchema(etree.parse(GRAMMARS / "junit-10.xsd"))


def rendered(report: Report) -> etree._Element:
    """The root of the report, which must be valid."""
    root = etree.fromstring(render(report, "junit").encode())
    SCHEMA.assertValid(root)
    return root


def test_report_reads_as_expected() -> None:
    expect(CASES / "several-findings.junit.xml", render(SEVERAL, "junit"))


@pytest.mark.parametrize("sources", [{}, {"a.md": ""}, {"a.md": "", "b.md": ""}])
def test_clean_content_passes_at_least_one_test(sources: dict[str, str]) -> None:
    root = rendered(Report((), len(sources), sources, "content"))
    assert root.get("tests") == str(len(sources) or 1)
    assert root.get("failures") == "0"


def test_errors_and_warnings_fail_and_notes_pass() -> None:
    levels = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    root = rendered(Report(tuple(finding(severity=level) for level in levels), 1))
    assert [(case[0].tag, case[0].get("type")) for case in root.iter("testcase")] == [
        ("failure", "error"),
        ("failure", "warning"),
        ("system-out", None),
    ]
    assert (root.get("tests"), root.get("failures")) == ("3", "2")


def test_each_file_is_a_suite_with_its_own_numbers() -> None:
    root = rendered(Report((finding(path="a.md"), finding(path="b.md"), finding(path="b.md", line=2)), 2, content="content"))
    numbers = [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root]
    assert numbers == [("content/a.md", "1", "1"), ("content/b.md", "2", "2")]


def test_findings_of_a_file_have_names_of_their_own() -> None:
    root = rendered(Report((finding("LK001"), finding("LK002"), finding("LK001", line=2)), 1))
    assert len({(case.get("classname"), case.get("name")) for case in root.iter("testcase")}) == 3


def test_what_xml_forbids_is_shown() -> None:
    [case] = rendered(Report((Diagnostic("MD006", Severity.ERROR, "a.md", Span.at(1), "there is \x00 and \uffff"),), 1)).iter(
        "testcase"
    )
    assert case[0].get("message") == "there is \\u0000 and \\uffff"


@given(reports())
@example(Report((Diagnostic("MD006", Severity.ERROR, "not UTF-8 \udcff.md", Span.at(1), "\x0b\u202e]]>&<\ud800"),), 1))
def test_any_report_is_valid_and_in_ascii(report: Report) -> None:
    text = render(report, "junit")
    assert text.isascii()
    root = rendered(report)
    failing = [each for each in report.diagnostics if each.severity is not Severity.INFO]
    assert root.get("failures") == str(len(failing)) == str(len(list(root.iter("failure"))))
