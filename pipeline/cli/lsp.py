"""`pipeline lsp`."""

import os
import signal
import sys
from pathlib import Path

import click

from pipeline.cli import _options
from pipeline.model import Trouble


@click.command("lsp")
@click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of sources; else the one with site.toml in or around what the editor has open.",
)
def command(content: Path | None) -> int:
    """Help an editor show mistakes while somebody types.

    Besides: their fixes, completion, explanations, and links that can be followed.

    An editor starts it and speaks the Language Server Protocol with it over standard input and output; docs/editor-setup.md
    says how. It needs the package pygls.

    \b
    Example:
      pipeline lsp
      pipeline lsp --content content
    """
    try:
        from pipeline.server.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise Trouble("the language server needs the package pygls; install it with `pip install pygls`") from None
    from pipeline.cli._defect import describe

    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        raise Trouble("an editor starts this and speaks with it over standard input and output, which are closed here")
    _options.clock()  # a wrong SOURCE_DATE_EPOCH is said at once
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # there is nothing to put away
    # Whatever is printed by accident must not get between the messages.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as sink:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        return serve(sys.stdin.buffer, sink, content, _options.clock, describe)
