"""The cases beside the rules: what each text gets, and where."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.rules import catalogue
from tests.rules.checking import CASES, FIRST, check, complete, split
from tests.rules.test_catalogue import IN_NO_TEXT, IN_SETTINGS


class Case(NamedTuple):
    name: str
    text: str
    expected: list[str]
    """`CODE line:column`, with the path where it is not `FIRST`; lines count from the first that is shown."""


def read(path: Path) -> list[Case]:
    """Return the cases in *path*: for each a title, the text, and what is found, each up to a line with a full stop."""
    titles, texts, expected = (
        re.split(r"^\.\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[at:-1:3] for at in range(3)
    )
    return [Case(title.strip(), text, wanted.splitlines()) for title, text, wanted in zip(titles, texts, expected, strict=True)]


_FILES = sorted(CASES.glob("*.txt"))
_CASES = [(path.stem, case) for path in _FILES for case in read(path)]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{code}: {case.name}") for code, case in _CASES])
def test_a_text_gets_exactly_these_findings(case: Case) -> None:
    shown = {path: complete(path, text) for path, text in split(case.text).items()}
    found = []
    for diagnostic in check({path: text for path, (text, _) in shown.items()}):
        start, path = diagnostic.span.start, diagnostic.path
        where = f"{diagnostic.code} {start.line - shown[path][1]}:{start.column}"
        found.append(where if path == FIRST else f"{where} {path}")
    assert sorted(found) == sorted(case.expected)


@pytest.mark.parametrize("code", [code for code in catalogue() if code not in IN_NO_TEXT | IN_SETTINGS])
def test_a_rule_has_three_cases_and_a_false_alarm_among_them(code: str) -> None:
    cases = [case for name, case in _CASES if name == code]
    assert len(cases) >= 3
    assert any(not case.expected for case in cases)
