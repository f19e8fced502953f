"""`pipeline check`."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from pipeline.cli import _options, _terminal
from pipeline.model import Trouble
from pipeline.report import formats, visible

if TYPE_CHECKING:
    from pipeline.check import Checked
    from pipeline.cli._inspection import Inspection

_APART = [
    ("diff", "format"),
    ("diff", "statistics"),
    ("diff", "update_baseline"),
    ("diff", "watch"),
    ("statistics", "format"),
    ("update_baseline", "only"),
    ("update_baseline", "paths"),
    ("update_baseline", "watch"),
    ("watch", "fix"),
    ("watch", "format"),
]
"""What cannot be asked for at once."""


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_options.content
@click.option("--format", type=click.Choice(formats()), default="text", show_default=True, help="Who reads the report.")
@click.option("--statistics", is_flag=True, help="Report only how much there is of what, and where.")
@click.option(
    "--only",
    metavar="CODE",
    multiple=True,
    callback=lambda _context, _parameter, said: tuple(_options.rule(each).code for each in said),
    help="Report, or fix, only what this rule finds; may be given for several.",
)
@click.option("--fix", is_flag=True, help="Make the edits of all findings marked [fixable]; report what remains.")
@click.option("--diff", is_flag=True, help="Show what --fix would do, and write nothing.")
@_options.baseline
@click.option("--update-baseline", is_flag=True, help="Record all present findings in the baseline.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
@_options.output
@_options.strict
@_options.now
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    content: Path,
    format: str,
    statistics: bool,
    only: tuple[str, ...],
    fix: bool,
    diff: bool,
    baseline: Path | None,
    update_baseline: bool,
    watch: bool,
    output: Path,
    strict: bool,
    now: datetime,
) -> int:
    """Report every mistake, with its place and what to do.

    PATH is a file or a folder, as seen from here or from the content folder; without one everything is reported. The
    whole content is read in any case, because a mistake may lie between two files.

    \b
    Example:
      pipeline check
      pipeline check content/news/open-day.en.md
      pipeline check news --fix
      pipeline check --only LK007 --fix
      pipeline check --strict --format json > findings.json
    """
    _refuse_contradictions(context)
    from pipeline.cli import _baseline
    from pipeline.cli._inspection import Inspection

    known = _baseline.read(baseline) if baseline and not update_baseline else None
    inspection = Inspection(content, paths, only, output, known)

    def show(checked: "Checked") -> int:
        from pipeline.cli._findings import report

        if statistics:
            _terminal.show_statistics(report(checked, content))
        else:
            _terminal.show(report(checked, content), format)
        _baseline.say_known(checked, baseline, err=format != "text")
        if strict and checked.failed(strict) and not checked.failed(strict=False):
            _terminal.say("--strict counts warnings as errors\n", err=True)
        return int(checked.failed(strict))

    if watch:
        is_given = context.get_parameter_source("now") is not ParameterSource.DEFAULT
        return _watch(inspection, (lambda: now) if is_given else _options.clock, show)
    reading = inspection.read()
    judge = partial(inspection.judge, now=now)
    if diff or fix:
        from pipeline.cli._fix import Mended

        mended = Mended(reading, judge)
        if diff:
            return int(mended.show())
        mended.write()
        reading = inspection.read()
    checked = judge(reading)
    if baseline and update_baseline and checked.corpus:  # broken settings hide what is known
        inspection.known = _baseline.update(baseline, checked, content)
        checked = judge(reading)
    return show(checked)


def _watch(inspection: "Inspection", clock: Callable[[], datetime], show: Callable[["Checked"], int]) -> int:
    """Show what is found, and again whenever it may have changed. What stands in the way is said, and waited for to go."""
    from pipeline.cli._watch import changes, named, noticed

    reading = None
    with suppress(KeyboardInterrupt):
        for paths in changes(inspection.content):
            changed = noticed(paths, inspection.content, reading)
            if paths and not changed:
                continue
            if changed:
                _terminal.say(f"\n── {visible(named(changed))} ──\n")
            try:
                reading = inspection.read()
                show(inspection.judge(reading, clock()))
            except Trouble as trouble:
                _terminal.say(f"{visible(str(trouble))}\n", err=True)
            _terminal.say("waiting for changes; Ctrl-C ends this\n", err=True)
    return 0


def _refuse_contradictions(context: click.Context) -> None:
    """Raise UsageError for options that cannot be meant together."""
    given = {
        parameter.name: parameter.opts[0] if isinstance(parameter, click.Option) else "PATH"
        for parameter in context.command.params
        if context.params[parameter.name] not in (None, False, (), parameter.default)
    }
    for one, other in _APART:
        if one in given and other in given:
            raise click.UsageError(f"{given[one]} and {given[other]} cannot go together")
    if "update_baseline" in given and "baseline" not in given:
        raise click.UsageError("--update-baseline needs --baseline FILE, the file to write")
