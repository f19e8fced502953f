"""What authors allow, and whether they had to."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import cache

from pipeline.model import Diagnostic, Scope, Suppression
from pipeline.rules._catalogue import catalogue
from pipeline.rules._levels import Levels, diagnostics
from pipeline.rules.cf003_suppression_unused import unused_suppression


def without_suppressed(
    found: Sequence[Diagnostic],
    suppressions: Collection[Suppression],
    scope: Scope,
    levels: Levels,
    silent: Collection[str] = (),
) -> list[Diagnostic]:
    """Return *found* without what *suppressions* hide, and CF003 for what they say in vain about rules of *scope*.

    A suppression with a reason hides its codes on its lines, but not what would break outputs. What stages find, and what is no
    rule, is in the documents' scope. Nothing is said of *silent* codes, whose rules had nothing to look at.
    """
    if not suppressions:
        return list(found)
    lines: dict[str, list[int]] = {}
    for diagnostic in sorted(found, key=lambda diagnostic: diagnostic.span.start.line):
        lines.setdefault(diagnostic.code, []).append(diagnostic.span.start.line)
    said = {(_code(written), each.line, each.last_line) for each in suppressions if each.reason for written in each.codes}
    hidden: set[tuple[str, int]] = set()
    used: set[tuple[str, int, int]] = set()
    for code, first, last in said:
        there = lines.get(code, [])
        there = there[bisect_left(there, first) : bisect_right(there, last)]
        if there and _can_be_hidden(code):
            used.add((code, first, last))
            hidden.update((code, line) for line in there)
    kept = [diagnostic for diagnostic in found if (diagnostic.code, diagnostic.span.start.line) not in hidden]
    vain = (
        unused_suppression(each, written, catalogue().get(code), _codes())
        for each in suppressions
        for written in each.codes
        if (code := _code(written)) not in silent
        and (code, each.line, each.last_line) not in used
        and (_scope(code) is Scope.CORPUS) == (scope is Scope.CORPUS)
    )
    return sorted([*kept, *diagnostics(vain, levels)], key=lambda diagnostic: diagnostic.order)


@cache
def _codes() -> dict[str, str]:
    """The code of each rule, by its name."""
    return {rule.name: code for code, rule in catalogue().items()}


def _code(written: str) -> str:
    """The code of the rule that *written*, a code or a name, means; *written* where it means none."""
    return _codes().get(written.lower(), written)


def _scope(code: str) -> Scope:
    rule = catalogue().get(code)
    return rule.scope if rule else Scope.STAGE


def _can_be_hidden(code: str) -> bool:
    rule = catalogue().get(code)
    return bool(rule and not rule.always and rule.scope is not Scope.STAGE)
