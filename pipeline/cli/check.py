"""`pipeline check`."""

import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import _options, _terminal
from pipeline.report import formats
from pipeline.words import count, quote

if TYPE_CHECKING:
    from pipeline.build import Checked
    from pipeline.model import Edit

_ROUNDS = 10
"""How often edits that overlapped others are tried again: rules that undo each other's work come to an end."""


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_options.content
@click.option("--format", type=click.Choice(formats()), default="text", show_default=True, help="Who reads the report.")
@click.option("--fix", is_flag=True, help="Make the edits of all findings marked [fixable]; report what remains.")
@_options.strict
@_options.now
def command(paths: tuple[str, ...], content: Path, format: str, fix: bool, strict: bool, now: datetime) -> int:
    """Report every mistake in the content, with its place and what to do.

    PATH is a file or a folder, as seen from here or from the content folder; without one everything is reported. The
    whole content is read in any case, because a mistake may lie between two files.

    \b
    Example:
      pipeline check
      pipeline check content/news/open-day.en.md
      pipeline check news --fix
      pipeline check --strict --format json > findings.json
    """
    from pipeline.build import check
    from pipeline.cli._findings import report, within

    below = [_below(content, path) for path in paths] or ["."]

    def look() -> "Checked":
        with _terminal.progress() as progress:
            return within(check(content, now=now, jobs=_options.processors(), progress=progress), below)

    checked = look()
    if fix:
        checked = _fix(checked, content, look)
    _terminal.show(report(checked, content), format)
    if strict and checked.failed(strict) and not checked.failed(strict=False):
        _terminal.say("--strict counts warnings as errors\n", err=True)
    return int(checked.failed(strict))


def _below(content: Path, path: str) -> str:
    """Return *path*, which exists as seen from here or from *content*, as seen from *content*."""
    root = content.resolve()
    there = [place for place in (Path(path), content / path) if os.path.lexists(place)]
    for place in there:
        # A link is checked under its own name, the folders on the way to it under their real ones.
        real = place.resolve() if place.name in ("", "..") else place.parent.resolve() / place.name
        if real.is_relative_to(root):
            return unicodedata.normalize("NFC", real.relative_to(root).as_posix())
    if there:
        raise click.UsageError(f"{quote(path)} does not lie in the content folder {quote(str(content))}")
    raise click.UsageError(f"there is no {quote(path)}, neither here nor in the content folder {quote(str(content))}")


def _fix(checked: "Checked", content: Path, look: Callable[[], "Checked"]) -> "Checked":
    """Make the edits of all findings, say how many, and return what is found afterwards."""
    from pipeline.fix import apply
    from pipeline.store.sources import replace

    made: Counter[str] = Counter()
    changed_meanwhile: dict[str, None] = {}
    for _ in range(_ROUNDS):
        edits: defaultdict[str, list[Edit]] = defaultdict(list)
        for diagnostic in checked.diagnostics:
            if diagnostic.fix and diagnostic.path not in changed_meanwhile:
                edits[diagnostic.path].append(diagnostic.fix)
        tried = False
        for path, wanted in edits.items():
            old = checked.sources[path]
            new, number = apply(old, wanted)
            if not number:
                continue
            tried = True
            if replace(content, path, old, new):
                made[path] += number
            else:
                changed_meanwhile[path] = None
        if not tried:
            break
        checked = look()
    _terminal.say(f"{count(made.total(), 'edit')} made in {count(len(made), 'file')}\n", err=True)
    for path in changed_meanwhile:
        _terminal.say(f"{content / path} was left alone: it changed while it was being checked\n", err=True)
    return checked
