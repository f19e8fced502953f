"""`pipeline rules`."""

import pytest

from pipeline.rules import catalogue, documentation
from tests.cli.place import Place


def test_every_rule_has_its_line(place: Place) -> None:
    status, out, err = place.run("rules")
    assert (status, err) == (0, "")
    head, *lines = out.splitlines()
    assert head.split() == ["code", "name", "level", "fix", "rule"]
    assert [line.split()[:3] for line in lines] == [[rule.code, rule.name, rule.severity] for rule in catalogue().values()]


def test_only_rules_that_mend_say_fix(place: Place) -> None:
    lines = place.run("rules").out.splitlines()[1:]
    assert {line.split()[0] for line in lines if line.split()[3] == "fix"} == {
        r.code for r in catalogue().values() if r.fixable
    }


@pytest.mark.parametrize("code", ["DT001", "dt001", "date-invalid", "Date-Invalid"])
def test_rule_is_documented_under_its_code_and_its_name_in_any_case(place: Place, code: str) -> None:
    status, out, _ = place.run("rules", code)
    assert status == 0
    assert out.startswith(documentation("DT001"))
    assert "date-invalid" in out


def test_unknown_code_ends_with_two_and_names_the_nearest(place: Place) -> None:
    status, out, err = place.run("rules", "DT01")
    assert (status, out) == (2, "")
    assert 'there is no rule "DT01"; did you mean "DT001"?' in err


def test_unknown_name_is_told_the_nearest(place: Place) -> None:
    assert 'there is no rule "date-invalide"; did you mean "date-invalid"?' in place.run("rules", "date-invalide").err


def test_rules_need_no_content(place: Place, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    assert place.run("rules").status == 0
