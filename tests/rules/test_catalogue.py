"""Every rule is named by its file, documented, and does what its documentation shows."""

import re
import textwrap

import pytest

import pipeline.rules
from pipeline import parse, plugins, site
from pipeline.model import Finding, Scope
from pipeline.rules import catalogue, documentation, to_diagnostics
from tests.rules.checking import check_example, codes, split

IN_NO_TEXT = {"FL001", "FL002", "FL003", "FL004", "FL005", "FL008", "FD001"} | {"DT003", "ID004", "IM004", "IM005"}
"""What is found in a folder, in other files or in what was published before: no text can show it."""
IN_SETTINGS = {"CF001", "CF002"}
_SHOWN = sorted(catalogue().keys() - IN_NO_TEXT - IN_SETTINGS)


def examples(code: str) -> dict[str, str]:
    """Return what stands under `Bad:` and `Good:` in the documentation of *code*."""
    _, *parts = re.split(r"^(Bad|Good):\n", documentation(code), flags=re.MULTILINE)
    return {name: textwrap.dedent(text).strip("\n") + "\n" for name, text in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize("code", _SHOWN)
def test_what_the_documentation_calls_bad_is_found(code: str) -> None:
    assert set(codes(check_example(examples(code)["Bad"]))) == {code}


@pytest.mark.parametrize("code", _SHOWN)
def test_what_the_documentation_calls_good_is_good(code: str) -> None:
    assert check_example(examples(code)["Good"]) == []


@pytest.mark.parametrize("code", sorted(IN_SETTINGS))
def test_the_settings_that_the_documentation_shows_are_bad_and_good(code: str) -> None:
    assert {finding.code for finding in _settings(examples(code)["Bad"])} == {code}
    assert _settings(examples(code)["Good"]) == []


def _settings(text: str) -> list[Finding]:
    data, findings = parse.parse_toml(split(text)["site.toml"])
    _, found = site.interpret(data, {}, {}, feed_formats=["atom"], rules=catalogue(), folders=["news"])
    return [*findings, *found]


def test_a_rule_is_in_the_file_of_its_code_and_name() -> None:
    assert sorted(plugins.names(pipeline.rules)) == [
        f"{code.lower()}_{rule.name.replace('-', '_')}" for code, rule in catalogue().items()
    ]


def test_a_code_is_two_letters_and_three_digits() -> None:
    assert all(re.fullmatch(r"[A-Z]{2}\d{3}", code) for code in catalogue())


def test_codes_are_in_order() -> None:
    assert list(catalogue()) == sorted(catalogue())


@pytest.mark.parametrize("code", catalogue())
def test_a_rule_is_documented(code: str) -> None:
    first, _, rest = documentation(code).partition("\n\n")
    assert re.fullmatch(rf"{code}: [^\n]+\.", first)
    assert rest.startswith("Why: ")
    assert set(examples(code)) == (set() if code in IN_NO_TEXT else {"Bad", "Good"})


def test_only_what_a_stage_finds_is_without_a_check() -> None:
    without = {code for code, rule in catalogue().items() if rule.scope is Scope.STAGE}
    assert without == {code for code in catalogue() if code.startswith(("FL", "CF"))} - {"FL007"} | {
        "FM001",
        "FM002",
        "MD008",
        "MD009",
        "TB003",
    }


def test_a_finding_under_an_unknown_code_is_not_swallowed() -> None:
    with pytest.raises(KeyError, match="XX999"):
        to_diagnostics([Finding(pipeline.model.NOWHERE, "what", code="XX999")], None)
