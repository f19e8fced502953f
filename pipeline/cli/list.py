"""`pipeline list`."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from pipeline.cli import _options, _terminal
from pipeline.model import State, Target


@click.command("list")
@click.option("--drafts", is_flag=True, help="Only those not to be published yet.")
@click.option("--scheduled", is_flag=True, help="Only those to be published later, with the date.")
@click.option("--expired", is_flag=True, help="Only those published no more, with the date.")
@_options.content
def command(drafts: bool, scheduled: bool, expired: bool, content: Path) -> int:
    """List the entries with state, language, id, date and title.

    \b
    Example:
      pipeline list
      pipeline list --drafts --scheduled
    """
    from pipeline.check import check
    from pipeline.cli._findings import report

    now = _options.clock()
    with _terminal.progress() as progress:
        checked = check(content, now=now, jobs=_options.processors(), progress=progress)
    if not checked.corpus:
        _terminal.show(report(checked, content), err=True)
        return 1
    asked = {State.DRAFT: drafts, State.SCHEDULED: scheduled, State.EXPIRED: expired}
    states = [state for state in State if asked.get(state)] or [*State]
    zone = ZoneInfo(checked.corpus.site.timezone)
    rows = [_row(target, now, zone) for target in checked.corpus.targets() if target.localised.state(now) in states]
    _terminal.say_table(["state", "language", "collection", "id", "date", "title"], sorted(rows), cut=(5, 2), drop=(5, 2))
    if checked.failed(strict=False):
        _terminal.say("The content has errors, so entries may be missing here; `pipeline check` names them.\n", err=True)
        return 1
    return 0


def _row(target: Target, now: datetime, zone: ZoneInfo) -> list[str]:
    """One line of the table; the date is the one that made or will make the entry's state."""
    entry = target.localised
    state = entry.state(now)
    dates = {State.SCHEDULED: entry.publish_date, State.EXPIRED: entry.expiry_date}
    date = dates.get(state) or entry.date or entry.publish_date
    day = date.astimezone(zone).date().isoformat() if date else ""
    return [state, entry.language, target.compiled.collection, target.compiled.id, day, entry.title]
