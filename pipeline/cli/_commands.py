"""The group of all commands, each imported when it is asked for."""

from importlib import import_module
from pathlib import Path

import click

import pipeline
from pipeline import cli, plugins
from pipeline.cli import _options


class _Commands(click.Group):
    """A module of this package that is not its own affair (`_name`) is a command."""

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(plugins.names(cli))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        known = self.list_commands(context)
        if name not in known:
            raise _options.unknown("command", name, known)
        command: click.Command = import_module(f"{cli.__name__}.{name}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(pipeline.__version__, prog_name="pipeline")
def commands() -> None:
    """Compile a university's content: Markdown goes in; HTML fragments, JSON and feeds come out.

    \b
    Example:
      pipeline check                   every mistake in content/, with its place and what to do
      pipeline build                   compile content/ into outputs/
      pipeline new news "Open day"     begin a new entry

    Exit status: 0 clean, 1 the content has errors, 2 a wrong option or something in the surroundings, 3 a defect
    of the pipeline itself.
    """
    output = Path(_options.OUTPUT)
    if (output / ".pipeline").exists():  # left by a command that was killed: whichever comes next finishes its work
        from pipeline.store import recover

        recover(output)
