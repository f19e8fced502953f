"""The report that programs read."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model import Diagnostic, Edit, Severity, Span
from pipeline.report import Report, render
from tests.report.samples import RULES


def rendered(report: Report) -> Any:
    return json.loads(render(report, "json"))


def test_object_has_exactly_the_promised_keys() -> None:
    edit = Edit(Span.at(3, 7, 10), "2026-02-28")
    finding = Diagnostic("DT001", Severity.ERROR, "news/a.md", Span.at(3, 7, 10), "wrong", "write YYYY-MM-DD", edit)
    assert rendered(Report((finding,), 40, content="content", rules=RULES)) == {
        "diagnostics": [
            {
                "code": "DT001",
                "severity": "error",
                "path": "news/a.md",
                "line": 3,
                "column": 7,
                "end_line": 3,
                "end_column": 17,
                "message": "wrong",
                "hint": "write YYYY-MM-DD",
                "fixable": True,
            }
        ],
        "summary": {
            "files": 40,
            "errors": 1,
            "warnings": 0,
            "infos": 0,
            "fixable": 1,
            "codes": [{"code": "DT001", "name": "date-invalid", "severity": "error", "count": 1, "files": 1}],
        },
    }


def test_clean_content_is_an_object_too() -> None:
    assert rendered(Report((), 2))["diagnostics"] == []


@given(st.text(st.characters()))
@example("a name that is not UTF-8: \udcff")
def test_any_text_survives_any_encoding_of_the_output(message: str) -> None:
    text = render(Report((Diagnostic("DT001", Severity.ERROR, "a.md", Span.at(1), message),), 1), "json")
    assert text.isascii()
    assert json.loads(text)["diagnostics"][0]["message"] == message


def test_colour_and_width_change_nothing() -> None:
    report = Report((Diagnostic("DT001", Severity.ERROR, "a.md", Span.at(1), "wrong"),), 1)
    assert render(report, "json", colour=True, width=20) == render(report, "json")
