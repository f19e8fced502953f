"""`pipeline rules`."""

import click

from pipeline.cli import _options, _terminal


@click.command("rules")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Say what is looked for: every rule, or all about one. CODE may also be its name.

    \b
    Example:
      pipeline rules
      pipeline rules LK001
      pipeline rules link-text-generic
    """
    from pipeline.rules import catalogue, documentation

    rules = catalogue()
    if code is None:
        first_lines = {each: documentation(each).partition("\n")[0].removeprefix(f"{each}: ") for each in rules}
        rows = [[each, rule.name, rule.severity, "fix" * rule.fixable, first_lines[each]] for each, rule in rules.items()]
        _terminal.say_table(["code", "name", "level", "fix", "rule"], rows, cut=(4, 1))
        return 0
    rule = _options.rule(code)
    lowered = ", always: it would break what is published." if rule.always else ", unless [rules] in site.toml sets another."
    fix = " `pipeline check --fix` mends it." if rule.fixable else ""
    _terminal.say(f"{documentation(rule.code)}\n\nName: {rule.name}. Level: {rule.severity}{lowered}{fix}\n")
    return 0
