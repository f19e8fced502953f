"""For programs: one JSON object, in ASCII, so that no encoding or terminal can spoil it."""

import json
from typing import Any

from pipeline.model import Diagnostic, Severity
from pipeline.report import Report


def render(report: Report, *, colour: bool, width: int) -> str:  # noqa: ARG001 - the same for every format
    """Return `{"diagnostics": […], "summary": {…}}`; paths are relative to the content folder."""
    whole = {
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
        "summary": {
            "files": report.files,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "fixable": report.fixable,
            "codes": [
                {
                    "code": group.code,
                    "name": group.name,
                    "severity": group.severity,
                    "count": group.count,
                    "files": group.files,
                }
                for group in report.groups()
            ],
        },
    }
    return json.dumps(whole, indent=2) + "\n"


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "path": diagnostic.path,
        "line": diagnostic.span.start.line,
        "column": diagnostic.span.start.column,
        "end_line": diagnostic.span.end.line,
        "end_column": diagnostic.span.end.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "fixable": diagnostic.fix is not None,
    }
