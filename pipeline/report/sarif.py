"""For GitHub code scanning, editors and other viewers: SARIF 2.1.0, in ASCII (docs.oasis-open.org/sarif/sarif/v2.1.0)."""

import json
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from pipeline import __version__
from pipeline.model import Diagnostic, Edit, Severity, Span
from pipeline.report._documentation import criteria, markdown, reason, sentence
from pipeline.report._fingerprints import fingerprints
from pipeline.report._report import Described, Report, said

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
"""What viewers call the folder that paths are relative to."""
_FINGERPRINT = "finding/v1"
"""Our own: GitHub's uploader makes `primaryLocationLineHash` from the files, and complains of any other value."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, *, colour: bool, width: int) -> str:  # noqa: ARG001 - the same for every format
    """Return a log of one run with the rules that found something.

    Paths begin with the content folder as it was named, since GitHub reads them from the repository's root; where it was named
    by an absolute path they are relative to it.
    """
    is_absolute = PurePosixPath(report.content).is_absolute()
    folder, root = ("", "The content folder") if is_absolute else (report.content, "The folder in which the check ran")
    codes = sorted({diagnostic.code for diagnostic in report.diagnostics})
    indexes = {code: index for index, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "knowledge-networks",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(code, report.rules.get(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_ROOT: {"description": {"text": root}}},
        "results": [
            _result(diagnostic, folder, indexes[diagnostic.code], fingerprint)
            for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, rule: Described | None) -> dict[str, Any]:
    if not rule:
        return {"id": code}
    short = sentence(rule.documentation)
    wcag = [f"wcag{criterion.replace('.', '')}" for criterion in criteria(rule.documentation)]  # as axe tags its rules
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": short},
        "fullDescription": {"text": reason(rule.documentation) or short},
        "help": {"text": rule.documentation, "markdown": markdown(rule.documentation)},
        "defaultConfiguration": {"enabled": False} if rule.severity is Severity.OFF else {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [*["accessibility"] * bool(wcag), *wcag, *["fixable"] * rule.fixable]},
    }


def _result(diagnostic: Diagnostic, folder: str, rule: int, fingerprint: str) -> dict[str, Any]:
    path = PurePosixPath(folder, diagnostic.path).as_posix()
    artifact = {"uri": quote(path, errors="surrogateescape"), "uriBaseId": _ROOT}
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": said(diagnostic)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(diagnostic.span)}}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if isinstance(diagnostic.fix, Edit):
        edit = {"deletedRegion": _region(diagnostic.fix.span), "insertedContent": {"text": diagnostic.fix.text}}
        change = {"artifactLocation": artifact, "replacements": [edit]}
        result["fixes"] = [{"description": {"text": diagnostic.hint or diagnostic.message}, "artifactChanges": [change]}]
    return result


def _region(span: Span) -> dict[str, int]:
    start, end = span.start, span.end
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
