"""`pipeline push`: one command for each CMS."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import _options, _terminal
from pipeline.model import Trouble
from pipeline.words import count, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.consume import Copy, Patience
    from pipeline.consume.wordpress import Push, Site

PASSWORD = "WORDPRESS_APPLICATION_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable that holds it: whoever lists the processes of a machine sees their command lines."""


@click.group("push")
def command() -> None:
    """Make a CMS equal to what is published.

    \b
    Example:
      pipeline push wordpress outputs --site https://www.example.edu --user importer
    """


def _types(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for collection, sign, base in pairs:
        if not (collection and sign and base):
            given = quote(f"{collection}{sign}{base}")
            raise click.BadParameter(f"{given} says nothing; write COLLECTION=TYPE, as in news=posts")
    return {collection: base for collection, _, base in pairs}


def _show_plugin(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    from pipeline.consume import wordpress

    if asked:
        _terminal.say(wordpress.plugin())
        context.exit()


@command.command("wordpress")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--site", required=True, metavar="URL", help="The address of the site.")
@click.option("--user", required=True, metavar="NAME", help="Who works there; the role Editor is enough.")
@click.option(
    "--as",
    "types",
    multiple=True,
    callback=_types,
    metavar="COLLECTION=TYPE",
    help="Make the entries of a collection posts (posts) or of another post type, by its REST base, and not pages.",
)
@click.option("--below", default="", metavar="PATH", help="Put all pages below this page of the site.")
@click.option(
    "--withdrawn",
    type=click.Choice(["draft", "trash"]),
    default="draft",
    show_default=True,
    help="What becomes of the page of an entry that is published no more.",
)
@click.option("--repair", is_flag=True, help="Write again what somebody edited in WordPress.")
@click.option("--allow-removals", is_flag=True, help="Go on even if more than a fifth of the pages would be withdrawn.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and change nothing.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=3600),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long an answer may take.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0, max=10),
    default=3,
    show_default=True,
    help="How often to try again when the site is away or busy.",
)
@click.option(
    "--plugin",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_plugin,
    help="Show the plugin that the site needs, and do nothing else.",
)
def wordpress(
    folder: Path,
    site: str,
    user: str,
    types: dict[str, str],
    below: str,
    withdrawn: str,
    repair: bool,
    allow_removals: bool,
    dry_run: bool,
    timeout: float,
    retries: int,
) -> int:
    """Make the pages of a WordPress site equal to the entries in DIR, a copy that `pipeline pull` keeps, or outputs/.

    The application password of the user is read from WORDPRESS_APPLICATION_PASSWORD. Run the command as often as you like:
    what has not changed is not sent, and pages that it did not make stay untouched. It ends with 1 when somebody has to
    look at a page.

    \b
    Example:
      pipeline push wordpress --plugin > wp-content/mu-plugins/knowledge-networks.php
      pipeline push wordpress copy --site https://www.example.edu --user importer --dry-run
      pipeline push wordpress copy --site https://www.example.edu --user importer --as news=posts
    """
    from pipeline.consume import Copy, Patience
    from pipeline.consume.wordpress import Mapped, Push, Rules

    rules = Rules(repair=repair, trash=withdrawn == "trash", allow_removals=allow_removals)
    mapped = Mapped(types=types, below=tuple(part for part in below.split("/") if part))
    copy = Copy.open(folder)
    _known(types, copy)
    with _talking(site, user, Patience(timeout=timeout, retries=retries)) as there:
        return _report(Push(copy, there, mapped, rules), dry_run)


@contextmanager
def _talking(url: str, user: str, patience: "Patience") -> "Iterator[Site]":
    """The site *url*. Raises Trouble."""
    from pipeline.consume.wordpress import Conversation, Site

    password = os.environ.get(PASSWORD, "")
    if not password:
        raise Trouble(f"{PASSWORD} is not set; create an application password in the user's profile, and set it to that")
    conversation = Conversation(url, user, password, patience)
    try:
        yield Site(conversation)
    finally:
        conversation.close()


def _known(types: "Mapping[str, str]", copy: "Copy") -> None:
    """Raise UsageError where *types* names a collection that does not exist."""
    collections = sorted({Path(index.path).stem for index in copy.manifest.indexes if index.path.count("/") == 2})
    for name in types:
        if name not in collections:
            raise _options.unknown("collection", name, collections)


def _report(push: "Push", dry_run: bool) -> int:
    """Do it, or only say what would be done; return the status."""
    from pipeline.consume.wordpress import Deed
    from pipeline.report import visible

    said = {Deed.CREATE: "created", Deed.UPDATE: "updated", Deed.WITHDRAW: "withdrawn"}
    done: Counter[Deed] = Counter()
    for step in push.steps() if dry_run else push.run():
        done[step.deed] += 1
        if step.deed in said:
            _terminal.say(visible(f"{'would be ' if dry_run else ''}{said[step.deed]}: {step.name}") + "\n")
        if step.why:
            _terminal.say(visible(f"{step.name}: {step.why}") + "\n", err=True)
    changed = ", ".join(f"{done[deed]:,} {word}" for deed, word in said.items() if done[deed])
    _terminal.say(f"{changed or 'nothing to do'}; {count(push.kept, 'page')} as before{', nothing was sent' * dry_run}\n")
    return int(bool(done[Deed.LEAVE]))
