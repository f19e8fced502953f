"""`pipeline notify`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import _options, _terminal
from pipeline.model import Trouble
from pipeline.words import count

if TYPE_CHECKING:
    from pipeline.notify import Memory, Patience, Ping

MEMORY = ".notified.json"
"""The file in the published folder that holds what hubs were told, unless --memory names another."""
_LARGEST = 1 << 26
"""Bytes of it: a few hundred for each feed."""


@click.command("notify")
@_options.output
@click.option(
    "--memory",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    show_default=f"{MEMORY} in the folder of --output",
    help="Where it is remembered what hubs were told.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=300),
    default=10,
    show_default=True,
    metavar="SECONDS",
    help="How long a hub may take to answer.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0, max=5),
    default=3,
    show_default=True,
    help="How often to try again when a hub is away or busy.",
)
@click.option("--all", "everything", is_flag=True, help="Tell of every feed, also of those that hubs know as they are.")
@click.option("--dry-run", is_flag=True, help="Show what would be told, and send nothing.")
def command(output: Path, memory: Path | None, timeout: float, retries: int, everything: bool, dry_run: bool) -> int:
    """Tell WebSub hubs of the feeds that have changed.

    Each published feed names its hub, so that this needs neither the content nor its settings. Run it once the web server
    serves what was built: a hub fetches a feed as soon as it is told. What a hub has taken it is not told again.

    \b
    Example:
      pipeline notify
      pipeline notify --dry-run
      pipeline notify --output /srv/feeds --memory /var/lib/pipeline/notified.json
    """
    from pipeline.notify import Patience

    published = _published(output)
    file = memory or output / MEMORY
    if dry_run:
        for ping in _due(published, _known(file), everything):
            _terminal.say(f"would tell {_shown(ping)}\n")
        return 0
    with _alone(file):
        known = _known(file)
        _forget(known, published, file)
        due = _due(published, known, everything)
        failures = _tell(due, known, file, Patience(timeout=timeout, retries=retries))
    _terminal.say(f"{_summary(len(published), len(due), len(due) - len(failures))}\n")
    _complain(failures, len(due))
    return 0


def _published(output: Path) -> "list[Ping]":
    """What can be told of one whole generation of *output*. Raises Trouble."""
    from pipeline import ledger, notify, store

    store.recover(output)
    load = partial(store.load, output)
    try:
        generation = ledger.read(load)
        if not generation:
            raise Trouble(f"nothing is published in {output}; run `pipeline build` first, or name another folder with --output")
        return notify.pings(generation.feed_files.values(), load)
    except Trouble as trouble:
        if (output / ".pipeline").exists():  # a build that is at work: what is read is partly of the next generation
            raise Trouble(f"{output} is being written; wait until that has ended and run the command again") from trouble
        raise


def _known(file: Path) -> "Memory":
    from pipeline.notify import Memory
    from pipeline.store import named

    data = named.read(file, _LARGEST)
    return Memory() if data is None else Memory.read(data, str(file))


def _forget(known: "Memory", published: "Sequence[Ping]", file: Path) -> None:
    """Forget what is published no more."""
    from pipeline.store import named

    before = known.written()
    known.keep(published)
    if known.written() != before:
        named.write(file, known.written())


def _due(published: "Sequence[Ping]", known: "Memory", everything: bool) -> "list[Ping]":
    return [ping for ping in published if everything or not known.knows(ping)]


def _tell(due: "Sequence[Ping]", known: "Memory", file: Path, patience: "Patience") -> "list[tuple[Ping, str]]":
    """Tell what is *due*, and remember each at once in *file*; return what was not taken, and why."""
    from pipeline.notify import tell
    from pipeline.store import named

    failures = []
    for ping, problem in tell(due, patience):
        if problem:
            failures.append((ping, problem))
        else:
            known.add(ping)
            named.write(file, known.written())
            _terminal.say(f"told {_shown(ping)}\n")
    return failures


def _summary(published: int, due: int, told: int) -> str:
    if not published:
        return "no feed names a hub; set `hub` of a feed in site.toml"
    return f"{count(told, 'feed')} told, {published - due:,} as before" if due else "nothing to tell: no feed has changed"


def _complain(failures: "Sequence[tuple[Ping, str]]", due: int) -> None:
    """Say once of each hub and reason what was not told. Raises Trouble if there is any."""
    from pipeline.notify import without_password
    from pipeline.report import visible

    grouped = defaultdict(list)
    for ping, problem in failures:
        grouped[without_password(ping.hub), problem].append(ping.path)
    for (hub, problem), (path, *others) in grouped.items():
        rest = f" and {count(len(others), 'other')}" if others else ""
        _terminal.say(visible(f"could not tell {hub} of {path}{rest}: {problem}") + "\n", err=True)
    if failures:
        raise Trouble(f"{len(failures):,} of {count(due, 'feed')} not told; run the command again, which tells what is left")


def _shown(ping: "Ping") -> str:
    from pipeline.notify import without_password
    from pipeline.report import visible

    return visible(f"{without_password(ping.hub)} of {ping.path}")


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Hold a lock, so that no two commands tell the same. Raises Trouble."""
    from pipeline.store import files, lock

    with ExitStack() as stack:
        with files.in_trouble(f"write {file}"):
            stack.enter_context(lock.locked(file.with_name(f"{file.name}.lock"), str(file)))
        yield
