"""For Jenkins, GitLab and others that show tests: JUnit's XML, in ASCII (as Jenkins' xUnit plugin describes it, junit-10.xsd).

Each file is a test suite and each finding in it a test case: errors and warnings fail, notes pass and are only said. A file
without findings is one case that passes, because a report without any case counts as a failure.
"""

from xml.etree import ElementTree as ET

from pipeline.model import Diagnostic, Severity
from pipeline.report._cells import visible
from pipeline.report._report import Report, said


def render(report: Report, *, colour: bool, width: int) -> str:  # noqa: ARG001 - the same for every format
    """Return one XML document; what XML forbids, and what nobody would see, stands there as `\\u0000`."""
    found: dict[str, list[Diagnostic]] = {path: [] for path in report.sources}
    for diagnostic in report.diagnostics:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    root = ET.Element("testsuites", name="pipeline check")
    for path, diagnostics in sorted(found.items()) or [("", [])]:
        root.append(_suite(visible(report.place(path)), diagnostics))
    _count(root)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return f"{document.decode()}\n"


def _suite(file: str, diagnostics: list[Diagnostic]) -> ET.Element:
    suite = ET.Element("testsuite", name=file)
    for diagnostic in diagnostics:
        suite.append(_case(file, diagnostic))
    if not diagnostics:
        ET.SubElement(suite, "testcase", classname=file, name="nothing to report")
    _count(suite)
    return suite


def _case(file: str, diagnostic: Diagnostic) -> ET.Element:
    start = diagnostic.span.start
    place, text = f"{start.line}:{start.column}", visible(said(diagnostic))
    case = ET.Element("testcase", classname=file, name=f"{place} {diagnostic.code}: {visible(diagnostic.message)}")
    if diagnostic.severity is Severity.INFO:
        told = ET.SubElement(case, "system-out")
    else:
        told = ET.SubElement(case, "failure", type=diagnostic.severity, message=text)
    told.text = f"{file}:{place}: {diagnostic.severity} {diagnostic.code}: {text}"
    return case


def _count(suites: ET.Element) -> None:
    """Say how many test cases stand in *suites*, and how many of them fail."""
    suites.set("tests", str(sum(1 for _ in suites.iter("testcase"))))
    suites.set("failures", str(sum(1 for _ in suites.iter("failure"))))
    suites.set("errors", "0")
