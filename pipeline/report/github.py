"""For GitHub Actions: workflow commands, which become annotations (docs.github.com, workflow commands).

Of one step GitHub shows ten errors, ten warnings and ten notices and drops the rest unsaid, so the rest is counted in a notice.
"""

from collections import Counter

from pipeline.model import Diagnostic, Severity
from pipeline.report._report import Report, said
from pipeline.words import count

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHOWN = 10


def render(report: Report, *, colour: bool, width: int) -> str:  # noqa: ARG001 - the same for every format
    """Return a command a finding, errors first, and the summary; files are named as *report* names the content folder."""
    found = {level: [each for each in report.diagnostics if each.severity is level] for level in _COMMANDS}
    shown = {level: each[:_SHOWN] for level, each in found.items()}
    if any(each[_SHOWN:] for each in found.values()):
        shown[Severity.INFO] = shown[Severity.INFO][: _SHOWN - 1]
    rest = Counter(each.code for level in found for each in found[level][len(shown[level]) :])
    lines = [_annotation(report, each) for level in shown for each in shown[level]]
    if rest:
        lines.append(_rest(report, rest))
    return "\n".join([*lines, report.summary()]) + "\n"


def _annotation(report: Report, diagnostic: Diagnostic) -> str:
    start, end = diagnostic.span.start, diagnostic.span.end
    properties = {"file": report.place(diagnostic.path), "line": start.line, "endLine": end.line}
    if start.line == end.line:  # else GitHub takes no columns
        properties |= {"col": start.column, "endColumn": end.column}
    return _command(_COMMANDS[diagnostic.severity], properties | {"title": report.title(diagnostic.code)}, said(diagnostic))


def _rest(report: Report, rest: Counter[str]) -> str:
    """The notice that counts what GitHub would not show."""
    counted = [
        f"{number:,} {report.title(code)}" for code, number in sorted(rest.items(), key=lambda item: (-item[1], item[0]))
    ]
    message = "\n".join(["GitHub shows no more of one step; `pipeline check` shows all:", *counted])
    return _command("notice", {"title": count(rest.total(), "more finding")}, message)


def _command(name: str, properties: dict[str, object], message: str) -> str:
    given = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    return f"::{name} {given}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """*text* with percent signs and line breaks, and the characters in *more*, as GitHub's runner decodes them."""
    return "".join(f"%{ord(each):02X}" if each in f"%\r\n{more}" else each for each in text)
