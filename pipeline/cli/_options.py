"""Options that several commands share, and the clock, which nothing else reads."""

import os
import re
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from pipeline import dates
from pipeline.model import Rule, Trouble
from pipeline.words import did_you_mean, quote


def unknown(what: str, name: str, known: Collection[str], otherwise: str = "") -> click.UsageError:
    """Return the error that there is no *what* called *name*, with the nearest of *known* or else *otherwise* (all of them)."""
    hint = did_you_mean(name, known, otherwise or f"known are {', '.join(known)}")
    return click.UsageError(f"there is no {what} {quote(name)}; {hint}")


def rule(written: str) -> Rule:
    """Return the rule that *written*, a code or a name, means. Raises UsageError."""
    from pipeline.rules import catalogue

    known = {name: rule for rule in catalogue().values() for name in (rule.code, rule.name)}
    if found := known.get(written.upper()) or known.get(written.lower()):
        return found
    raise unknown("rule", written, known, "`pipeline rules` lists all")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def clock() -> datetime:
    """Return the time at which this command runs, in UTC to the second; SOURCE_DATE_EPOCH replaces it. Raises Trouble.

    The variable is a whole number of seconds since 1970 (reproducible-builds.org/specs/source-date-epoch).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    if not re.fullmatch(r"[0-9]{1,11}", epoch):
        raise Trouble(f"SOURCE_DATE_EPOCH is {quote(epoch)}; set it to whole seconds since 1970, or unset it")
    return datetime.fromtimestamp(int(epoch), UTC)


def _time(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime:
    if value is None:
        return clock()
    try:
        return dates.parse(value, ZoneInfo("UTC"))
    except dates.DateProblem as problem:
        hint = f"{problem.hint}, or a time such as 2026-12-01T08:00:00+01:00"
        raise click.BadParameter(f"{quote(value)} {problem}; {hint}", context, parameter) from None


CONTENT = "content"
"""Where the sources are, unless --content names another folder."""
OUTPUT = "outputs"
"""Where builds publish, unless --output names another folder."""


class _Sources(click.Path):
    """A folder that exists; where it is the usual one that does not, the error says what to do."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == CONTENT and not Path(value).exists():
            said = f"there is no folder {quote(value)} here; start this in the folder that holds it, or name it with --content"
            self.fail(said, param, ctx)
        return super().convert(value, param, ctx)


content = click.option(
    "--content",
    type=_Sources(exists=True, file_okay=False, path_type=Path),
    default=CONTENT,
    show_default=True,
    help="The folder of sources.",
)
output = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=OUTPUT,
    show_default=True,
    help="The folder that is published.",
)
now = click.option(
    "--now",
    callback=_time,
    metavar="TIME",
    help="Do as if it were this time: RFC 3339, or YYYY-MM-DD for midnight UTC; else SOURCE_DATE_EPOCH or the clock.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=processors,
    show_default="the number of processors",
    help="How many workers compile.",
)
baseline = click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep out of the way what this file knows, until the files that hold it change.",
)
strict = click.option("--strict", is_flag=True, help="Count warnings as errors.")
