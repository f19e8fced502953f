"""`pipeline pull`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import _terminal
from pipeline.words import count

if TYPE_CHECKING:
    from pipeline.consume import Pulled, Spool

_SPOOL = ".pull"
"""The file in the folder that holds what a pull that was cut short has fetched."""


def _parts(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.strip() for names in value for name in names.split(",")) - {""}


@click.command("pull")
@click.argument("url")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--only",
    "parts",
    multiple=True,
    callback=_parts,
    metavar="PART,…",
    show_default="changes,entries,fragments,media,redirects",
    help="What the copy gets besides the indexes: folders such as entries or feeds.",
)
@click.option("--all", "everything", is_flag=True, help="Copy everything that is published.")
@click.option("--verify", is_flag=True, help="Look at every file of the copy, and mend it.")
@click.option("--allow-removals", is_flag=True, help="Go on even if more than a fifth of the entries would be removed.")
@click.option("--allow-older", is_flag=True, help="Go on even if what is published is older than the copy.")
@click.option("--new-url", is_flag=True, help="Go on even if the copy came from another address.")
@click.option(
    "--largest",
    type=click.IntRange(min=1),
    default=256,
    show_default=True,
    metavar="MB",
    help="The largest file that is fetched.",
)
@click.option(
    "--connections",
    type=click.IntRange(min=1, max=16),
    default=4,
    show_default=True,
    help="How many files are fetched at a time.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=3600),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long an answer may take; a large file gets more.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0, max=10),
    default=3,
    show_default=True,
    help="How often to try again when the server is away or busy.",
)
def command(
    url: str,
    folder: Path,
    parts: frozenset[str],
    everything: bool,
    verify: bool,
    allow_removals: bool,
    allow_older: bool,
    new_url: bool,
    largest: int,
    connections: int,
    timeout: float,
    retries: int,
) -> int:
    """Keep DIR equal to what is published at URL.

    URL is that of a manifest.json, or of its folder. Every file is checked against the digest that the manifest gives it, and
    DIR changes only once everything is there: it always holds one whole build. Run it as often as you like: what has not
    changed is not fetched. Files that it did not write stay untouched.

    \b
    Example:
      pipeline pull https://international.example.edu/feeds copy
      pipeline pull https://international.example.edu/feeds copy --only entries,media
      pipeline pull https://international.example.edu/feeds previous --all
    """
    from pipeline.consume import USUAL, Options, Patience, Server, pull
    from pipeline.store import Outputs

    if parts and everything:
        raise click.UsageError("--only and --all exclude each other; leave one of them out")
    options = Options(
        parts=None if everything else parts or USUAL,
        largest=largest * 1_000_000,
        verify=verify,
        allow_removals=allow_removals,
        allow_older=allow_older,
        new_url=new_url,
    )
    server = Server(url, Patience(timeout=timeout, retries=retries), connections)
    with Outputs.open(folder) as target, _spool(folder) as spool, _terminal.progress() as progress:
        pulled = pull(server, target, spool, str(folder), options, progress)
        (folder / _SPOOL).unlink()
    for path in pulled.kept:
        _terminal.say(f"{folder / path} is no longer published, and stays because someone has changed it\n", err=True)
    _terminal.say(f"{_summary(pulled)}\n")
    return 0


@contextmanager
def _spool(folder: Path) -> "Iterator[Spool]":
    """What a pull that was cut short has left in *folder*; nothing of what was proved is lost when this one is."""
    from pipeline.consume import Spool
    from pipeline.store import files

    path = folder / _SPOOL
    with files.in_trouble(f"write {path}"):
        path.touch()
        try:
            with path.open("r+b") as file:
                yield Spool(file)
        finally:
            if path.exists() and not path.stat().st_size:
                path.unlink()


def _summary(pulled: "Pulled") -> str:
    """What became of the copy, in one line."""
    entries = f"build {pulled.sequence}: {count(pulled.entries, 'entry', 'entries')}"
    if not (pulled.written or pulled.removed):
        return f"{entries}; nothing changed"
    return f"{entries}; {count(pulled.written, 'file')} written, {pulled.removed:,} removed"
