"""`pipeline clean`."""

from pathlib import Path

import click

from pipeline.cli import _options, _terminal
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
    _terminal.say(f"removed {count(len(cleaned.removed), 'file')} from {output}\n")
    if cleaned.kept:
        named = ", ".join(cleaned.kept[:_NAMED]) + (", …" if cleaned.kept[_NAMED:] else "")
        _terminal.say(f"kept {count(len(cleaned.kept), 'file')} that no build wrote or someone has changed: {named}\n")
    return 0
