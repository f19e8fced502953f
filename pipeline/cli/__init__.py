"""Floor 5: the command line. One command a file, found by its name; each file calls it `command`.

A command returns its exit status: 0 clean, 1 the content has errors. The others are made here alone: 2 usage or environment,
3 a defect of ours, 130 interrupted, 141 nobody reads the output any more. Nobody ever sees a traceback.
"""

import contextlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command that *arguments* (else the process's own) name, and exit with its status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = _run([*(sys.argv[1:] if arguments is None else arguments)])
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C ends it at once
        status = _say("interrupted", 130)
    except BrokenPipeError:
        status = 141  # as a shell reports SIGPIPE
    except Exception as error:
        from pipeline.cli._defect import describe

        status = _say(describe(error), 3)
    _finish_output()
    sys.exit(status)


def _run(arguments: list[str]) -> int:
    """Run a command; what ends it early and is no defect becomes its status."""
    # Imported here, so that what happens during these imports is caught too.
    import click

    from pipeline.cli._commands import commands
    from pipeline.model import Trouble
    from pipeline.report import visible

    try:
        with commands.make_context("pipeline", arguments) as context:
            status: int = commands.invoke(context)
            return status
    except click.exceptions.Exit as exit:
        return exit.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except Trouble as trouble:
        return _say(visible(str(trouble)), 2)


def _say(sentence: str, status: int) -> int:
    with contextlib.suppress(OSError, AttributeError):  # there may be no standard error
        sys.stderr.write(f"pipeline: {sentence}\n")
        sys.stderr.flush()
    return status


def _finish_output() -> None:
    """Text that cannot be written is dropped: the interpreter would complain of it as it exits."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except AttributeError:
        pass  # there is no standard output
