"""What the standard streams can show, and what is said on them."""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

import click

from pipeline.cli._diff import for_eyes
from pipeline.model import Trouble
from pipeline.report import Report, aligned, render, statistics

if TYPE_CHECKING:
    from pipeline.check import Progress

_WIDTH = 120
"""Cells of a line where nobody knows better."""


def say(text: str | bytes, *, err: bool = False) -> None:
    """Write *text*, which brings its own line breaks. Raises Trouble where the stream takes no more."""
    try:
        click.echo(text, err=err, nl=False, color=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Trouble(f"cannot write the output: {error.strerror}") from error


def say_table(head: list[str], rows: list[list[str]], cut: Sequence[int] = (), drop: Sequence[int] = ()) -> None:
    """Write *rows* with aligned columns below *head*, or to the standard error that there are none.

    On a terminal that is too narrow, the columns *cut* are shortened, the first of them first, and then the columns *drop* left
    out in the same way; in a pipe everything is whole.
    """
    if rows:
        width = _width(sys.stdout) if _is_terminal(sys.stdout) else None
        say("".join(f"{line}\n" for line in aligned([head, *rows], width=width, cut=cut, drop=drop)))
    else:
        say("nothing to list\n", err=True)


def show(report: Report, format: str = "text", *, err: bool = False) -> None:
    """Write *report* as its stream shows it best."""
    stream = sys.stderr if err else sys.stdout
    say(render(report, format, colour=in_colour(stream), width=_width(stream)), err=err)


def show_statistics(report: Report) -> None:
    """Write how much of what there is in *report*, as the terminal shows it best."""
    say(statistics(report, colour=in_colour(sys.stdout), width=_width(sys.stdout)))


def show_diff(diff: str) -> None:
    """Write *diff*: for people as a terminal shows it best, into a pipe byte for byte."""
    colour = in_colour(sys.stdout)
    say(for_eyes(diff, colour) if colour or _is_terminal(sys.stdout) else diff.encode())


def in_colour(stream: TextIO) -> bool:
    """Whether *stream* gets colours: on a terminal, unless NO_COLOR or else FORCE_COLOR says otherwise.

    The variables are those of no-color.org and force-color.org: any value counts, an empty one does not.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return _is_terminal(stream)


@contextlib.contextmanager
def progress() -> Iterator["Progress"]:
    """Show how far long work is, on one line of the terminal that is gone afterwards; nothing in a pipe or in CI."""
    if not _is_terminal(sys.stderr) or os.environ.get("CI"):
        yield _silent
        return
    last = ""

    def rewrite(stage: str, done: int, total: int) -> None:
        nonlocal last
        line = f"{stage} {done * 100 // total} %" if total else stage
        if line != last:
            last = line
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()

    try:
        yield rewrite
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def _is_terminal(stream: TextIO | None) -> bool:
    return bool(stream and stream.isatty()) and os.environ.get("TERM") != "dumb"


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or _WIDTH
    except (OSError, ValueError, AttributeError):
        return _WIDTH
