"""CF003: a comment that allows something does so.

Why: a comment that outlived its reason hides the next mistake in its block. One without a reason, or for a rule that cannot be
allowed to be broken, hides nothing at all.

Bad:
    <!-- allow LK001: the button's own text -->
    We publish [the list of all fees](https://example.org/fees).
Good:
    <!-- allow LK001: the button's own text -->
    The fees are listed [here](https://example.org/fees).
"""

from collections.abc import Collection

from pipeline.model import Edit, Finding, Rule, Scope, Severity, Suppression
from pipeline.words import nearest, quote


def unused_suppression(suppression: Suppression, code: str, rule: Rule | None, names: Collection[str]) -> Finding:
    """Return the finding that *suppression* hides nothing of *code*, as its author wrote it.

    *code* means *rule*, or else no rule; *names* are those of all rules.
    """

    def found(message: str, hint: str, fix: Edit | None) -> Finding:
        return Finding(suppression.span, message, hint, fix, code="CF003")

    away = _without(suppression, code)
    if not rule:
        if meant := nearest(code, names):
            return found(f"there is no rule {quote(code)}", f"did you mean {quote(meant)}?", None)
        return found(f"there is no rule {quote(code)}", "`pipeline rules` lists them; correct it, or remove it here", away)
    if rule.always or rule.scope is Scope.STAGE:
        return found(f"no comment can allow {code}", "mend what it finds, and remove it here", away)
    if not suppression.reason:
        # Only its author knows why.
        return found(f"{code} is allowed without a reason, so it is not", f"write it as allow {code}: and why", None)
    first, last = suppression.line, suppression.last_line
    where = f"on line {first}" if first == last else f"on the lines {first} to {last}"
    return found(f"{code} finds nothing {where}", "remove it here", away)


def _without(suppression: Suppression, code: str) -> Edit | None:
    """The edit that takes *code* away, and with the last one the comment; None where that is better done by hand."""
    others = ", ".join(other for other in suppression.codes if other != code)
    span = suppression.codes_span if others else suppression.whole
    return Edit(span, others) if span else None


RULE = Rule("CF003", "suppression-unused", Severity.WARNING, fixable=True)
