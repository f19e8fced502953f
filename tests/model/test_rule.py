"""What a rule looks at."""

import pytest

from pipeline.model import Rule, Scope, Severity


@pytest.mark.parametrize(
    ("rule", "scope"),
    [
        (Rule("XX001", "x", Severity.ERROR), Scope.STAGE),
        (Rule("XX001", "x", Severity.ERROR, lambda document, site: iter(())), Scope.DOCUMENT),
        (Rule("XX001", "x", Severity.ERROR, corpus=lambda corpus: iter(())), Scope.CORPUS),
    ],
)
def test_a_rule_looks_at_what_its_check_takes(rule: Rule, scope: Scope) -> None:
    assert rule.scope is scope
