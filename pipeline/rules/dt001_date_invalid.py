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

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from pipeline.dates import DateProblem, parse
from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._front import date_fields, values
from pipeline.words import quote


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
                    yield Finding(where, f"{quote(value)} {problem}", problem.hint)


RULE = Rule("DT001", "date-invalid", Severity.ERROR, check, always=True)
