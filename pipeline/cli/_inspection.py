"""The content, looked at once or again and again, and what is reported of it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from pipeline import ledger, store
from pipeline.baseline import Baseline
from pipeline.check import Checked, Reading, examine, read
from pipeline.cli import _options, _terminal
from pipeline.cli._baseline import without_known
from pipeline.cli._findings import of, within
from pipeline.cli._paths import below
from pipeline.model import Ledger, Trouble
from pipeline.report import visible


class Inspection:
    """Every look after the first compiles only what has changed."""

    def __init__(self, content: Path, paths: Sequence[str], codes: Sequence[str], output: Path, known: Baseline | None) -> None:
        """*paths*, *codes* and *known* choose what is reported; *output* holds what was published before."""
        self.content = content
        self._codes = codes
        self.known = known
        self._below = [below(content, path) for path in paths] or ["."]
        self._before = _published(output)
        self._previous: Checked | None = None

    def read(self) -> Reading:
        """Return the content as it stands. Raises Trouble."""
        with _terminal.progress() as progress:
            return read(self.content, progress)

    def judge(self, reading: Reading, now: datetime) -> Checked:
        """Return what is to be reported of *reading* at *now*."""
        with _terminal.progress() as progress:
            checked = examine(
                reading,
                now=now,
                jobs=_options.processors(),
                progress=progress,
                before=self._before,
                previous=self._previous,
            )
        if checked.corpus:  # while the settings are broken, what was compiled before them is worth keeping
            self._previous = checked
        checked = of(within(checked, self._below), self._codes)
        return without_known(checked, self.known, self.content) if self.known else checked


def _published(output: Path) -> Ledger | None:
    """What was published before; where that is damaged, this is said, and a check goes on without it."""
    try:
        return ledger.read(partial(store.load, output))
    except Trouble as trouble:
        _terminal.say(f"checked without what was published before: {visible(str(trouble))}\n", err=True)
        return None
