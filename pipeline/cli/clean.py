"""`pipeline clean`."""

import os
from pathlib import Path

import click

from pipeline.cli import _options, _terminal
from pipeline.cli.notify import MEMORY
from pipeline.model import Trouble
from pipeline.words import count

_NAMED = 5


@click.command("clean")
@_options.output
def command(output: Path) -> int:
    """Remove every file that a build wrote, and nothing else.

    The next build begins a new epoch: importers then read everything again.

    \b
    Example:
      pipeline clean
      pipeline clean --output /srv/feeds
    """
    from pipeline.build import clean

    cleaned = clean(output)
    if cleaned.removed and _is_memory(output / MEMORY):
        (output / MEMORY).unlink()
    _terminal.say(f"removed {count(len(cleaned.removed), 'file')} from {output}\n")
    if kept := [path for path in cleaned.kept if path != MEMORY or (output / MEMORY).exists()]:
        named = ", ".join(kept[:_NAMED]) + (", …" if kept[_NAMED:] else "")
        _terminal.say(f"kept {count(len(kept), 'file')} that no build wrote or someone has changed: {named}\n")
    return 0


def _is_memory(file: Path) -> bool:
    """Whether *file* is what `notify` has written, in a folder that we may write to."""
    from pipeline.notify import Memory

    try:
        Memory.read(file.read_bytes(), file.name)
    except (OSError, Trouble):
        return False
    return not file.is_symlink() and os.access(file.parent, os.W_OK)
