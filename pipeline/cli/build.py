"""`pipeline build`."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import _options, _terminal
from pipeline.dates import rfc3339
from pipeline.words import count

if TYPE_CHECKING:
    from pipeline.build import Built


@click.command("build")
@_options.content
@_options.output
@_options.jobs
@_options.now
@click.option(
    "--previous",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read what was published before from this folder instead of from --output.",
)
@_options.baseline
@_options.strict
@click.option("--explain", is_flag=True, help="Say of each file why it was added, changed or removed.")
@click.option("--verify", is_flag=True, help="Build a second time, in one process, and compare every byte before publishing.")
@click.option("--allow-removals", is_flag=True, help="Go on even if more than a fifth of the entries would be removed.")
def command(
    content: Path,
    output: Path,
    jobs: int,
    now: datetime,
    previous: Path | None,
    baseline: Path | None,
    strict: bool,
    explain: bool,
    verify: bool,
    allow_removals: bool,
) -> int:
    """Compile the content into fragments, JSON and feeds.

    What was published stays as it is, byte for byte, unless the content is free of errors.

    \b
    Example:
      pipeline build
      pipeline build --strict --explain
      pipeline build --content content --output /srv/feeds --now 2026-12-01
    """
    from pipeline.build import build
    from pipeline.cli import _baseline
    from pipeline.cli._findings import report

    known = _baseline.read(baseline) if baseline else None

    with _terminal.progress() as progress:
        built = build(
            content,
            output,
            now=now,
            jobs=jobs,
            previous=previous,
            strict=strict,
            verify=verify,
            allow_removals=allow_removals,
            overlook=lambda checked: _baseline.without_known(checked, known, content) if known else checked,
            progress=progress,
        )
    if built.checked.diagnostics:
        _terminal.show(report(built.checked, content), err=True)
    _baseline.say_known(built.checked, baseline, err=True)
    if built.failed:
        why = "the content has errors" if built.checked.failed(strict=False) else "--strict counts warnings as errors"
        _terminal.say(f"{output} stays as it was: {why}\n", err=True)
        return 1
    for path in built.changes.kept if built.changes else ():
        _terminal.say(f"{output / path} is no longer published, and stays because someone has changed it\n", err=True)
    if explain:
        _terminal.say("".join(f"{line}\n" for line in _explained(built)))
    _terminal.say(f"{_summary(built)}\n")
    return 0


def _summary(built: "Built") -> str:
    """What was published, in one line."""
    changes = built.changes
    if changes and (changes.added or changes.changed or changes.removed):
        added = f"{count(len(changes.added), 'file')} added"
        rest = f"{len(changes.changed):,} changed, {len(changes.removed):,} removed, {len(changes.unchanged):,} as before"
        happened = f"{added}, {rest}"
    else:
        happened = "nothing changed"
    due = f"; time alone will change it at {rfc3339(built.next_due)}" if built.next_due else ""
    return f"build {built.sequence}: {count(built.entries, 'entry', 'entries')}; {happened}{due}"


def _explained(built: "Built") -> Iterator[str]:
    """What happened to each file and why, by path."""
    if built.changes:
        happened = {"added": built.changes.added, "changed": built.changes.changed, "removed": built.changes.removed}
        for path, what in sorted((path, what) for what, paths in happened.items() for path in paths):
            yield f"{what:7}  {path}: {built.reasons.get(path, '')}"
