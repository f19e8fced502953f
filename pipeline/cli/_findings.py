"""From what the pipeline found to what is reported."""

from collections.abc import Collection
from pathlib import Path

from msgspec.structs import replace

from pipeline.check import Checked
from pipeline.report import Described, Report
from pipeline.rules import catalogue, documentation
from pipeline.store.settings import SETTINGS


def report(checked: Checked, content: Path) -> Report:
    """Return the report on *checked*, which was read from *content*."""
    rules = {code: _described(code) for code in sorted({diagnostic.code for diagnostic in checked.diagnostics})}
    return Report(checked.diagnostics, checked.count, checked.sources, str(content), rules)


def _described(code: str) -> Described:
    rule = catalogue()[code]
    return Described(rule.name, rule.severity, documentation(code), rule.fixable)


def within(checked: Checked, paths: Collection[str]) -> Checked:
    """Return what *checked* says of *paths* and of all that lies below them; "." is everything.

    What it says of the settings stays, because every file depends on them.
    """
    if "." in paths or not checked.corpus:
        return checked
    diagnostics = tuple(each for each in checked.diagnostics if _is_within(each.path, (*paths, *SETTINGS)))
    chosen = {path for path in checked.sources if _is_within(path, paths)}
    named = chosen.union(diagnostic.path for diagnostic in diagnostics)
    sources = {path: text for path, text in checked.sources.items() if path in named}
    return replace(checked, diagnostics=diagnostics, sources=sources, count=len(chosen))


def of(checked: Checked, codes: Collection[str]) -> Checked:
    """Return what *checked* says by *codes*; no codes are all. What it says of settings that are too broken stays."""
    if not codes or not checked.corpus:
        return checked
    return replace(checked, diagnostics=tuple(each for each in checked.diagnostics if each.code in codes))


def _is_within(path: str, paths: Collection[str]) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in paths)
