"""Floor 2: the catalogue. One rule a file: its docstring is its page in the documentation and its first test."""

import inspect
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import groupby
from types import MappingProxyType

from msgspec.structs import replace

from pipeline.model import Corpus, Diagnostic, Document, Finding, Rule, Scope, Severity, Site, Suppression
from pipeline.plugins import exported

__all__ = ["catalogue", "check_corpus", "check_document", "documentation", "to_diagnostics"]


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return every rule by its code, in the order of the codes."""
    rules = exported(sys.modules[__name__], "RULE", Rule)
    return MappingProxyType({rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)})


def documentation(code: str) -> str:
    """Return what the rule *code*, which must exist, is for: a sentence, the reason, and examples of bad and good."""
    name = catalogue()[code].name.replace("-", "_")
    return inspect.getdoc(import_module(f"{__name__}.{code.lower()}_{name}")) or ""


def check_document(document: Document, site: Site) -> list[Diagnostic]:
    """Return what parsing found in *document* and what its rules find, without what it suppresses, in report order.

    Of a document that lies in no collection, and so is not published, only FL007 speaks.
    """
    findings = list(document.findings) if document.collection else []
    for rule in catalogue().values() if document.collection else [catalogue()["FL007"]]:
        if rule.document and _level(rule, site) is not Severity.OFF:
            findings += _coded(rule, rule.document(document, site))
    found = to_diagnostics(findings, site, document.source.path)
    return list(_unsuppressed(found, document.suppressions))


def check_corpus(corpus: Corpus) -> list[Diagnostic]:
    """Return what the corpus rules find, without what the documents suppress, in report order.

    What is found in a document that lies in no collection does not count.
    """
    findings: list[Finding] = []
    for rule in catalogue().values():
        if rule.corpus and _level(rule, corpus.site) is not Severity.OFF:
            findings += _coded(rule, rule.corpus(corpus))
    kept: list[Diagnostic] = []
    for path, found in groupby(to_diagnostics(findings, corpus.site), key=lambda diagnostic: diagnostic.path):
        compiled = corpus.by_path.get(path)
        if not compiled or compiled.collection:
            kept += _unsuppressed(found, compiled.suppressions if compiled else ())
    return kept


def to_diagnostics(findings: Iterable[Finding], site: Site | None, path: str = "") -> list[Diagnostic]:
    """Return *findings*, each of which names its code, at the levels of *site* (or the rules' own), in report order.

    *path* is the file of those that name none. What is off is left out, and so is what was found twice.
    """
    found: dict[Diagnostic, None] = {}
    for finding in findings:
        level = _level(catalogue()[finding.code], site)
        if level is not Severity.OFF:
            where = finding.path or path
            found[Diagnostic(finding.code, level, where, finding.span, finding.message, finding.hint, finding.fix)] = None
    return sorted(found, key=lambda diagnostic: diagnostic.order)


def _level(rule: Rule, site: Site | None) -> Severity:
    settings = site.rules.get(rule.code) if site and not rule.always else None
    return Severity(settings.level) if settings and settings.level else rule.severity


def _can_be_hidden(code: str) -> bool:
    rule = catalogue().get(code)
    return bool(rule and not rule.always and rule.scope is not Scope.STAGE)


def _coded(rule: Rule, findings: Iterator[Finding]) -> Iterator[Finding]:
    return (replace(finding, code=finding.code or rule.code) for finding in findings)


def _unsuppressed(found: Iterable[Diagnostic], suppressions: Collection[Suppression]) -> Iterator[Diagnostic]:
    """What no suppression with a reason speaks of: it hides its codes on its line, but not what would break outputs."""
    hidden = {(code, each.line) for each in suppressions if each.reason.strip() for code in each.codes if _can_be_hidden(code)}
    return (diagnostic for diagnostic in found if (diagnostic.code, diagnostic.span.start.line) not in hidden)
