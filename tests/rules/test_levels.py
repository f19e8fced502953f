"""From findings to diagnostics: levels, suppressions, order."""

import inspect
from pathlib import Path

import pytest
from msgspec.structs import replace

import pipeline.rules
from pipeline.model import Diagnostic, Finding, RuleSettings, Severity, Site, Source, Span
from pipeline.parse import parse
from pipeline.rules import check_document, documentation, to_diagnostics
from tests.rules.checking import check, complete, the_site

PATH = "pages/example.en.md"


def found_in(body: str, place: Site | None = None) -> list[Diagnostic]:
    return check({PATH: complete(PATH, body)[0]}, place)


def at(level: str, code: str) -> Site:
    return replace(the_site(), rules={code: RuleSettings(level)})


def test_a_rule_has_its_own_level() -> None:
    assert [found.severity for found in found_in("# Fees")] == [Severity.ERROR]


def test_site_toml_sets_another_level() -> None:
    assert [found.severity for found in found_in("# Fees", at("info", "HD001"))] == [Severity.INFO]


def test_an_empty_level_keeps_the_rules_own() -> None:
    assert [found.severity for found in found_in("# Fees", at("", "HD001"))] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("code", "body"),
    [("HD001", "# Fees"), ("LK004", "[the fees](#fees)")],
)
def test_a_rule_that_is_off_finds_nothing(code: str, body: str) -> None:
    assert [found.code for found in found_in(body)] == [code]
    assert found_in(body, at("off", code)) == []


@pytest.mark.parametrize(
    ("code", "body"),
    [("LK003", "[the fees](fees.md)"), ("FM001", "---\nid: example\n"), ("FL006", "- " * 70 + "a"), ("IM003", "![L](l.png)")],
)
def test_what_would_break_outputs_is_always_an_error(code: str, body: str) -> None:
    hidden = f"<!-- allow {code}: for the test -->\n\n{body}" if body[0] in "[!" else body
    found = found_in(hidden, at("off", code))
    assert [(each.code, each.severity) for each in found] == [(code, Severity.ERROR)]


@pytest.mark.parametrize(
    ("body", "code"),
    [("[here](https://example.org)", "LK001"), ("[the fees](#fees)", "LK004")],
)
def test_a_suppression_hides_its_code_on_its_line(body: str, code: str) -> None:
    assert found_in(f"<!-- allow {code}: for the test -->\n\n{body}") == []


@pytest.mark.parametrize(
    "suppression",
    [
        "<!-- allow LK002: another code -->",
        "<!-- allow LK001 -->",
        "<!-- allow LK001:  -->",
        "<!-- allow LK001: another line -->\n\nText.",
    ],
)
def test_a_suppression_hides_nothing_else(suppression: str) -> None:
    assert [found.code for found in found_in(f"{suppression}\n\n[here](https://example.org)")] == ["LK001"]


def test_a_suppression_speaks_of_its_own_file_only() -> None:
    other = "pages/other.en.md"
    files = {
        PATH: complete(PATH, "<!-- allow LK004: for the test -->\n\n[the fees](#fees)")[0],
        other: complete(other, "Text\n\n[the fees](#fees)")[0],
    }
    assert [(found.code, found.path) for found in check(files)] == [("LK004", other)]


def test_diagnostics_come_by_path_and_position_and_each_once() -> None:
    findings = [
        Finding(Span.at(2), "second", code="HD001"),
        Finding(Span.at(1, 5), "first", code="HD002"),
        Finding(Span.at(2), "second", code="HD001"),
        Finding(Span.at(9), "elsewhere", code="HD001", path="a.md"),
    ]
    assert [found.message for found in to_diagnostics(findings, None, "b.md")] == ["elsewhere", "first", "second"]


def test_findings_of_stages_bear_the_levels_of_the_site() -> None:
    finding = Finding(Span.at(3, 7), "what", "do", code="MD008", path="a.md")
    assert to_diagnostics([finding], None) == [Diagnostic("MD008", Severity.ERROR, "a.md", Span.at(3, 7), "what", "do")]
    assert to_diagnostics([finding], at("off", "MD008")) == []


def test_a_rule_that_breaks_is_not_swallowed() -> None:
    broken = replace(parse(Source(PATH, complete(PATH, "# Fees")[0], "")), collection="pages", headings=None)
    with pytest.raises(TypeError):
        check_document(broken, the_site())


def test_documentation_is_the_docstring_without_indent() -> None:
    assert documentation("HD002").startswith("HD002: a heading goes one level deeper at a time.\n\nWhy: ")
    with pytest.raises(KeyError):
        documentation("XX999")


def test_no_rule_is_longer_than_a_page() -> None:
    for path in Path(inspect.getfile(pipeline.rules)).parent.glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 120, path.name
