"""SARIF 2.1.0, against its schema."""

import json
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import msgspec
from hypothesis import given

from pipeline.model import Diagnostic, Edit, Severity, Span
from pipeline.report import Described, Report, render
from pipeline.rules import catalogue, documentation
from tests.expected import expect
from tests.report.samples import CASES, GRAMMARS, RULES, SEVERAL, finding, reports

SCHEMA = jsonschema_rs.validator_for(
    json.loads((GRAMMARS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")), validate_formats=True
)


def run(report: Report) -> Any:
    """The one run of the log, which must be valid."""
    log = json.loads(render(report, "sarif"))
    SCHEMA.validate(log)
    [one] = log["runs"]
    return one


def location(report: Report) -> Any:
    [result] = run(report)["results"]
    return result["locations"][0]["physicalLocation"]


def test_report_reads_as_expected() -> None:
    expect(CASES / "several-findings.sarif.json", render(SEVERAL, "sarif"))


def test_clean_content_is_a_run_without_results() -> None:
    assert run(Report((), 40))["results"] == []


def test_rules_are_those_that_found_something() -> None:
    found = run(Report((finding("LK001"), finding("DT001"), finding("LK001", line=2)), 1, rules=RULES))
    assert [rule["id"] for rule in found["tool"]["driver"]["rules"]] == ["DT001", "LK001"]
    assert [result["ruleIndex"] for result in found["results"]] == [1, 0, 1]


def test_rule_is_described_from_its_documentation() -> None:
    [rule] = run(Report((finding("LK001"),), 1, rules=RULES))["tool"]["driver"]["rules"]
    assert rule["name"] == "LinkTextGeneric"
    assert rule["shortDescription"]["text"] == "A link's text says where it leads."
    assert rule["fullDescription"]["text"].startswith(
        "Screen readers list the links of a page without the text around them; ten"
    )
    assert rule["properties"]["tags"] == ["accessibility", "wcag244", "fixable"]
    assert "Options:\n\n- words: further texts" in rule["help"]["markdown"]
    assert "Bad:\n\n````markdown\nAll dates are [here](entry:dates).\n````\n\nGood:" in rule["help"]["markdown"]


def test_every_rule_of_the_catalogue_has_all_that_github_asks_for() -> None:
    described = {
        code: Described(rule.name, rule.severity, documentation(code), rule.fixable) for code, rule in catalogue().items()
    }
    for rule in run(Report(tuple(map(finding, described)), 1, rules=described))["tool"]["driver"]["rules"]:
        texts = [
            rule["shortDescription"]["text"],
            rule["fullDescription"]["text"],
            rule["help"]["text"],
            rule["help"]["markdown"],
        ]
        assert all(texts)
        assert max(map(len, texts[:2])) <= 1024


def test_region_is_in_code_points_and_ends_after_its_last() -> None:
    report = Report((Diagnostic("LK001", Severity.ERROR, "a.md", Span.at(2, 3, 4), "wrong"),), 1)
    assert run(report)["columnKind"] == "unicodeCodePoints"
    assert location(report)["region"] == {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 7}


def test_path_begins_with_the_content_folder_as_it_was_named() -> None:
    there = location(Report((finding(path="news/Tür 1 #:%.md"),), 1, content="content"))
    assert there["artifactLocation"]["uri"] == "content/news/T%C3%BCr%201%20%23%3A%25.md"


def test_no_path_of_this_machine_is_told() -> None:
    report = Report((finding(path="news/a.md"),), 1, content="/home/ada/content")
    assert location(report)["artifactLocation"]["uri"] == "news/a.md"
    assert "ada" not in render(report, "sarif")


def test_edit_is_a_fix() -> None:
    edit = Edit(Span.at(1, 10, 4), "the fees")
    [result] = run(Report((Diagnostic("LK001", Severity.ERROR, "a.md", Span.at(1), "wrong", "say it", edit),), 1))["results"]
    [fix] = result["fixes"]
    assert fix["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 10, "endLine": 1, "endColumn": 14},
            "insertedContent": {"text": "the fees"},
        }
    ]


def test_finding_without_an_edit_of_text_has_no_fix() -> None:
    class Scrub(msgspec.Struct, frozen=True):
        """What mends a file that is no text."""

    scrubbed = Diagnostic("IM005", Severity.WARNING, "a.jpg", Span.at(1), "wrong", fix=Scrub())  # type: ignore[arg-type]
    assert [result.keys() & {"fixes"} for result in run(Report((scrubbed, finding()), 2))["results"]] == [set(), set()]


@given(reports())
def test_any_report_is_valid_and_in_ascii(report: Report) -> None:
    text = render(report, "sarif")
    assert text.isascii()
    assert text == render(report, "sarif", colour=True, width=20)
    results = run(report)["results"]
    assert len({result["partialFingerprints"]["finding/v1"] for result in results}) == len(report.diagnostics)
    for result, diagnostic in zip(results, report.diagnostics, strict=True):
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(uri).endswith(diagnostic.path.rpartition("/")[2])
