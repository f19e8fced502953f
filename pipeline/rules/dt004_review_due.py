"""DT004: what is to be read again by a certain day was.

Why: on pages of an office deadlines, fees and names grow wrong unnoticed. `reviewDate` is the day from which somebody should
have read the page again, and then set the next one. Drafts and what is scheduled or expired do not count.

Bad:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    reviewDate: 2026-10-01
    ---
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    reviewDate: 2030-10-01
    ---
"""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from pipeline.model import Corpus, Finding, Rule, Severity, State
from pipeline.words import count


def check(corpus: Corpus) -> Iterator[Finding]:
    zone = ZoneInfo(corpus.site.timezone)
    today = corpus.now.astimezone(zone).date()
    for target in corpus.targets():
        due = target.localised.review_date
        if due and due <= corpus.now and target.localised.state(corpus.now) is State.PUBLISHED:
            day = due.astimezone(zone).date()
            yield Finding(
                target.compiled.field_spans.get("reviewDate", target.compiled.id_span),
                f"it was to be read again by {day}, {_ago(today - day)}",
                "read it, correct what is no longer so, and set reviewDate to the next day",
                path=target.compiled.path,
            )


def _ago(overdue: timedelta) -> str:
    """In the unit that one would say."""
    for days, unit in ((730, "year"), (60, "month"), (14, "week"), (1, "day")):
        if overdue.days >= days:
            return f"{count(overdue.days // _DAYS[unit], unit)} ago"
    return "today"


_DAYS = {"year": 365, "month": 30, "week": 7, "day": 1}

RULE = Rule("DT004", "review-due", Severity.WARNING, corpus=check)
