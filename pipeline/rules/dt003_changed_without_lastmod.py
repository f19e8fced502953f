"""DT003: what was changed after it was published says when.

Why: feed readers and importers show what is new by `lastmod`. Without it readers never learn that a deadline or a fee is
another one now; a slip of the pen may be mended without. What comes back after it was withdrawn needs it most, because the
news of its withdrawal is newer. This is found wherever the outputs of the last build are at hand.
`check --fix` sets `lastmod` to the present day.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.model import Compiled, Corpus, Edit, Finding, Published, Rule, Severity, State, Target


def check(corpus: Corpus) -> Iterator[Finding]:
    if not corpus.ledger:
        return
    zone = ZoneInfo(corpus.site.timezone)
    today = corpus.now.astimezone(zone).date()
    for target in corpus.targets():
        uid = corpus.site.uid(*target.key)
        stone = corpus.ledger.tombstones.get(uid)
        if stone and target.localised.state(corpus.now) is State.PUBLISHED and corpus.modified(target) <= stone.removed_at:
            removed = stone.removed_at.astimezone(zone)
            said = f"it comes back, and its last change is older than {removed:%Y-%m-%d}, when it was taken from its readers"
            yield _finding(target.compiled, said, str(today))
        before = corpus.ledger.entries.get(uid)
        if not before or not _changed(target, before) or target.localised.state(corpus.now) is not State.PUBLISHED:
            continue
        modified = _modified(target, before)
        # A date says the day alone: on the same day it cannot say more.
        if before.date_modified and modified <= before.date_modified and modified.astimezone(zone).date() < today:
            said = "the text has changed since it was published, and its last change is dated "
            yield _finding(target.compiled, f"{said}{before.date_modified.astimezone(zone):%Y-%m-%d}", str(today))


def _changed(target: Target, before: Published) -> bool:
    return bool(before.text) and before.text != target.localised.text_digest


def _modified(target: Target, before: Published) -> datetime:
    """What a build would say of it: `lastmod`, or else its first publication."""
    first = target.localised.publish_date or before.date_published
    return max(target.localised.lastmod or first, first)


def _finding(compiled: Compiled, message: str, today: str) -> Finding:
    where = compiled.field_spans.get("lastmod")
    alone = len(compiled.localised) == 1  # else there may be a date for each language
    return Finding(
        where or compiled.id_span,
        message,
        f"if readers should know of the change, write lastmod: {today}",
        (Edit(where, today) if alone else None) if where else _insertion(compiled, today),
        path=compiled.path,
    )


def _insertion(compiled: Compiled, today: str) -> Edit | None:
    field = f"lastmod = {today}\n" if compiled.front_syntax == "toml" else f"lastmod: {today}\n"
    return Edit(compiled.new_field, field) if compiled.new_field else None


RULE = Rule("DT003", "changed-without-lastmod", Severity.INFO, corpus=check, fixable=True, ledger=True)
