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
    return replace(the_site(), rules={**the_site().rules, code: RuleSettings(level)})


def test_a_rule_has_its_own_level() -> None:
    assert [found.severity for found in found_in("# Fees")] == [Severity.ERROR]


def test_site_toml_sets_another_level() -> None:
    assert [found.severity for found in found_in("# Fees", at("info", "HD001"))] == [Severity.INFO]


def test_an_empty_level_keeps_the_rules_own() -> None:
    assert [found.severity for found in found_in("# Fees", at("", "HD001"))] == [Severity.ERROR]


# By folder and by type


def severities(path: str, settings: RuleSettings, code: str = "HD001", body: str = "# Fees") -> list[Severity]:
    """How much what *code* finds in *body* at *path* matters."""
    place = replace(the_site(), rules={**the_site().rules, code: settings})
    return [found.severity for found in check({path: complete(path, body)[0]}, place) if found.code == code]


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        (RuleSettings(folders={"pages": "info"}), Severity.INFO),
        (RuleSettings(folders={"pages/old": "info"}), Severity.INFO),
        (RuleSettings(folders={"pages": "off", "pages/old": "warning"}), Severity.WARNING),
        (RuleSettings(folders={"pages/old": "warning", "pages": "off"}), Severity.WARNING),
        (RuleSettings("info", folders={"pages/old": "warning"}), Severity.WARNING),
        (RuleSettings("info", folders={"pages/ol": "warning", "page": "warning", "old": "warning"}), Severity.INFO),
        (RuleSettings(types={"page": "info"}), Severity.INFO),
        (RuleSettings("off", types={"page": "info"}), Severity.INFO),
        (RuleSettings("info", types={"event": "off"}), Severity.INFO),
        (RuleSettings(folders={"pages": "warning"}, types={"page": "info"}), Severity.WARNING),
        (RuleSettings(folders={"events": "warning"}, types={"page": "info"}), Severity.INFO),
    ],
)
def test_the_innermost_folder_sets_the_level_else_the_type_else_the_rule(settings: RuleSettings, severity: Severity) -> None:
    assert severities("pages/old/example.en.md", settings) == [severity]


def test_a_folder_may_be_the_only_one_with_a_rule_or_the_only_one_without() -> None:
    only, without = RuleSettings("off", folders={"pages": "error"}), RuleSettings(folders={"pages": "off"})
    assert [len(severities("pages/example.en.md", settings)) for settings in (only, without)] == [1, 0]
    assert [len(severities("policies/example.en.md", settings)) for settings in (only, without)] == [0, 1]


@pytest.mark.parametrize(("code", "body"), [("LK004", "[the fees](#fees)"), ("MD008", "::: note\nText.")])
def test_rules_on_the_whole_corpus_and_stages_heed_folders_and_types_too(code: str, body: str) -> None:
    settings = RuleSettings("off", types={"page": "info"}, folders={"pages/old": "off"})
    assert severities("pages/example.en.md", settings, code, body) == [Severity.INFO]
    assert severities("pages/old/example.en.md", settings, code, body) == []


# Drafts

DRAFT = "---\nid: example\ntitle: Example\nsummary: S.\ndraft: {}\n---\n"


def in_draft(body: str, place: Site | None = None, draft: str = "true") -> list[tuple[str, Severity]]:
    return [(found.code, found.severity) for found in check({PATH: DRAFT.format(draft) + body}, place)]


@pytest.mark.parametrize(
    ("code", "body"),
    [("HD001", "# Fees"), ("LK004", "[the fees](#fees)"), ("LK003", "[the fees](fees.md)"), ("MD008", "::: note\nText.")],
)
def test_what_is_found_in_a_draft_stops_nobody(code: str, body: str) -> None:
    assert in_draft(body) == [(code, Severity.INFO)]


def test_the_id_of_a_draft_must_be_right_from_the_first_day() -> None:
    other = PATH.replace("example", "other")
    draft = DRAFT.format("true")
    found = check({PATH: draft, other: draft})
    assert {(each.code, each.severity) for each in found} >= {("ID003", Severity.ERROR)}
    assert [each.code for each in check({PATH: draft.replace("id: example\n", "")}) if each.severity is Severity.ERROR] == [
        "ID001"
    ]


def test_what_is_off_stays_off_in_a_draft() -> None:
    assert in_draft("# Fees", at("off", "HD001")) == []
    assert in_draft("# Fees", at("warning", "HD001")) == [("HD001", Severity.INFO)]


def test_what_may_not_be_meant_as_a_draft_is_none() -> None:
    found = in_draft("# Fees", draft="maybe")
    assert ("HD001", Severity.ERROR) in found
    assert ("FM005", Severity.ERROR) in found
    assert in_draft("# Fees", draft="false") == [("HD001", Severity.ERROR)]


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
    assert [(each.code, each.severity) for each in found if each.code != "CF003"] == [(code, Severity.ERROR)]


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
    assert [found.code for found in found_in(f"{suppression}\n\n[here](https://example.org)")] == ["CF003", "LK001"]


LONG = "x" * 130


@pytest.mark.parametrize(
    "front",
    [
        f"---\nid: example\n# allow FM007: as on the poster\ntitle: {LONG}\nsummary: S.\n---\n",
        f"---\r\nid: example\r\n# allow FM007: as on the poster\r\n\r\ntitle: {LONG}\r\nsummary: S.\r\n---\r\n",
        f'+++\nid = "example"\n# allow FM007: as on the poster\ntitle = "{LONG}"\nsummary = "S."\n+++\n',
    ],
)
def test_a_suppression_may_be_a_comment_in_the_front_matter(front: str) -> None:
    assert check({PATH: front}) == []
    assert [found.code for found in check({PATH: front.replace("# allow FM007: as on the poster", "#")})] == ["FM007"]
    assert [found.code for found in check({PATH: front.replace("allow FM007", "allow FM006")})] == ["CF003", "FM007"]


def test_what_only_the_whole_site_shows_may_be_allowed_in_the_front_matter() -> None:
    path = "policies/example.en.md"
    front = "---\n# allow TR001: only for guests from abroad\nid: example\ntitle: Example\nsummary: S.\n---\n"
    assert check({path: front}) == []
    assert [found.code for found in check({path: front, path.replace(".en", ".de"): front})] == ["CF003", "CF003"]


def test_a_document_that_lies_in_no_collection_allows_nothing_in_vain() -> None:
    place = replace(the_site(), collections=the_site().collections[1:])
    assert [found.code for found in found_in("<!-- allow LK001: the button -->\nText.", place)] == ["FL007"]


def test_an_unused_suppression_has_a_level_of_its_own() -> None:
    body = "<!-- allow LK001: the button -->\nText."
    assert [found.severity for found in found_in(body)] == [Severity.WARNING]
    assert found_in(body, at("off", "CF003")) == []
    assert in_draft(body) == [("CF003", Severity.INFO)]


def test_a_suppression_speaks_of_its_own_file_only() -> None:
    other = "pages/other.en.md"
    files = {
        PATH: complete(PATH, "<!-- allow LK004: for the test -->\n\n[the fees](#fees)")[0],
        other: complete(other, "Text\n\n[the fees](#fees)")[0],
    }
    assert [(found.code, found.path) for found in check(files)] == [("LK004", other)]


def test_diagnostics_come_by_path_and_position_and_each_once() -> None:
    findings = [
        Finding(Span.at(2), "second", code="HD001", path="b.md"),
        Finding(Span.at(1, 5), "first", code="HD002", path="b.md"),
        Finding(Span.at(2), "second", code="HD001", path="b.md"),
        Finding(Span.at(9), "elsewhere", code="HD001", path="a.md"),
    ]
    assert [found.message for found in to_diagnostics(findings, None)] == ["elsewhere", "first", "second"]


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
