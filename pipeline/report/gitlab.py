"""For GitLab: a Code Quality report, in ASCII (docs.gitlab.com/ci/testing/code_quality)."""

import json

from pipeline.model import Severity
from pipeline.report._fingerprints import fingerprints
from pipeline.report._report import Report, said

_SEVERITIES = {
    Severity.ERROR: "blocker",  # nothing is published until it is mended
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def render(report: Report, *, colour: bool, width: int) -> str:  # noqa: ARG001 - the same for every format
    """Return one JSON array, an object a finding.

    Paths begin with the content folder as it was named; GitLab takes them from the repository's root.
    """
    issues = [
        {
            "description": f"{diagnostic.code}: {said(diagnostic)}",
            "check_name": report.title(diagnostic.code),
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": report.place(diagnostic.path), "lines": {"begin": diagnostic.span.start.line}},
        }
        for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"
