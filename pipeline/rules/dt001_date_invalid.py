"""DT001: a date is a day of the calendar, written YYYY-MM-DD; a time of day is one that the clock shows.

Why: 03/04/2026 is two different days on two sides of the Atlantic. A time without a zone is in the site's own, where
the hour that the change to summer time skips does not exist.

Bad:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    date: 31/02/2026
    ---
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    date: 2026-02-28 09:30
    ---
"""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from pipeline.dates import DateProblem, parse
from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._front import date_fields, values
from pipeline.words import quote

_UNMISTAKABLE = (
    re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})", re.ASCII),  # as in German
    re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})", re.ASCII),
)


def check(document: Document, site: Site) -> Iterator[Finding]:
    zone = ZoneInfo(site.timezone)
    for field in date_fields(document, site):
        for path, value in values(document, site, field):
            where = document.front.span(path)
            if value is None:
                yield Finding(where, f"{field} is empty", "write YYYY-MM-DD, or leave the line out")
            elif not isinstance(value, str):
                yield Finding(where, f"{quote(value)} is not a calendar date", "write YYYY-MM-DD")
            else:
                try:
                    parse(value, zone)
                except DateProblem as problem:
                    yield Finding(where, f"{quote(value)} {problem}", _rewritten(value, zone) or problem.hint)


def _rewritten(value: str, zone: ZoneInfo) -> str:
    """What to write where *value* says a day in another way that has one meaning; else ""."""
    for pattern in _UNMISTAKABLE:
        if match := pattern.fullmatch(value.strip()):
            day = f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}"
            try:
                parse(day, zone)
            except DateProblem:
                return ""
            return f"write {day}"
    return ""


RULE = Rule("DT001", "date-invalid", Severity.ERROR, check, always=True)
