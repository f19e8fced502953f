"""Floor 2: the catalogue. One rule a file: its docstring is its page in the documentation and its first test."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.model import Corpus, Diagnostic, Document, Finding, Rule, Scope, Severity, Site
from pipeline.rules._catalogue import catalogue, documentation
from pipeline.rules._ids import with_distinct_ids
from pipeline.rules._levels import Levels, diagnostics
from pipeline.rules._suppressions import without_suppressed

__all__ = ["catalogue", "check_corpus", "check_document", "documentation", "to_diagnostics", "with_distinct_ids"]


def check_document(document: Document, site: Site) -> list[Diagnostic]:
    """Return what parsing found in *document* and what its rules find, without what it suppresses, in report order.

    Of a document that lies in no collection, and so is not published, only FL007 speaks.
    """
    levels = Levels(site, document.source.path, document.type, document.front.value.get("draft") is True)
    findings = list(document.findings) if document.collection else []
    for rule in catalogue().values() if document.collection else [catalogue()["FL007"]]:
        if rule.document and levels.of(rule) is not Severity.OFF:
            findings += _coded(rule, rule.document(document, site))
    found = diagnostics(findings, levels)
    return without_suppressed(found, document.suppressions if document.collection else (), Scope.DOCUMENT, levels)


def check_corpus(corpus: Corpus) -> list[Diagnostic]:
    """Return what the corpus rules find, without what the documents suppress, in report order.

    What is found in a document that lies in no collection does not count.
    """
    findings: list[Finding] = []
    for rule in catalogue().values():
        if rule.corpus:
            findings += _coded(rule, rule.corpus(corpus))
    by_path: dict[str, list[Finding]] = {compiled.path: [] for compiled in corpus.documents if compiled.suppressions}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    silent = [] if corpus.ledger else [code for code, rule in catalogue().items() if rule.ledger]
    kept: list[Diagnostic] = []
    for path in sorted(by_path):
        compiled = corpus.by_path.get(path)
        if not compiled:
            kept += diagnostics(by_path[path], Levels(corpus.site, path))
        elif compiled.collection:
            draft = bool(compiled.localised) and all(localised.draft for localised in compiled.localised)
            levels = Levels(corpus.site, path, compiled.type, draft)
            found = diagnostics(by_path[path], levels)
            kept += without_suppressed(found, compiled.suppressions, Scope.CORPUS, levels, silent)
    return kept


def to_diagnostics(findings: Iterable[Finding], site: Site | None) -> list[Diagnostic]:
    """Return *findings*, each of which names its code and its path, at the levels of *site* (or the rules' own).

    They are in report order; what is off is left out, and so is what was found twice.
    """
    found: list[Diagnostic] = []
    for finding in findings:
        found += diagnostics([finding], Levels(site, finding.path))
    return sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.order)


def _coded(rule: Rule, findings: Iterator[Finding]) -> Iterator[Finding]:
    return (replace(finding, code=finding.code or rule.code) for finding in findings)
