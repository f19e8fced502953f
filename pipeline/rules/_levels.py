"""From findings to diagnostics: how much each matters."""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Diagnostic, Finding, Rule, Severity, Site
from pipeline.rules._catalogue import catalogue


class Levels(NamedTuple):
    """How much what is found in one file matters."""

    site: Site | None
    path: str
    type: str = ""
    draft: bool = False
    """It is not published, so nothing that is said of it stops a build; but its id is already its own."""

    def of(self, rule: Rule) -> Severity:
        if self.draft and not rule.code.startswith(_IDENTITY):
            return Severity.OFF if self._set(rule) is Severity.OFF else Severity.INFO
        return self._set(rule)

    def _set(self, rule: Rule) -> Severity:
        settings = self.site.rules.get(rule.code) if self.site and not rule.always else None
        level = settings.level_for(self.path, self.type) if settings else ""
        return Severity(level) if level else rule.severity


_IDENTITY = "ID"
"""With it the codes of all rules on ids and URLs begin."""


def diagnostics(findings: Iterable[Finding], levels: Levels) -> list[Diagnostic]:
    """Return *findings* in the file of *levels*, once each and in report order."""
    found: dict[Diagnostic, None] = {}
    for finding in findings:
        level = levels.of(catalogue()[finding.code])
        if level is not Severity.OFF:
            where = finding.path or levels.path
            found[Diagnostic(finding.code, level, where, finding.span, finding.message, finding.hint, finding.fix)] = None
    return sorted(found, key=lambda diagnostic: diagnostic.order)
