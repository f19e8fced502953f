"""What authors allow, and whether they had to."""

from collections.abc import Collection, Sequence

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

    A suppression with a reason hides its codes on its line, but not what would break outputs. What stages find, and what is no
    rule, is in the documents' scope. Nothing is said of *silent* codes, whose rules had nothing to look at.
    """
    if not suppressions:
        return list(found)
    hidden = {(code, each.line) for each in suppressions if each.reason for code in each.codes if _can_be_hidden(code)}
    kept, used = [], set()
    for diagnostic in found:
        place = (diagnostic.code, diagnostic.span.start.line)
        if place in hidden:
            used.add(place)
        else:
            kept.append(diagnostic)
    vain = (
        unused_suppression(each, code, catalogue().get(code))
        for each in suppressions
        for code in each.codes
        if code not in silent and (code, each.line) not in used and (_scope(code) is Scope.CORPUS) == (scope is Scope.CORPUS)
    )
    return sorted([*kept, *diagnostics(vain, levels)], key=lambda diagnostic: diagnostic.order)


def _scope(code: str) -> Scope:
    rule = catalogue().get(code)
    return rule.scope if rule else Scope.STAGE


def _can_be_hidden(code: str) -> bool:
    rule = catalogue().get(code)
    return bool(rule and not rule.always and rule.scope is not Scope.STAGE)
