"""DT002: what comes later is dated later.

Why: an entry that was changed before it was written confuses feed readers, and one that expires before it is
published is never seen.

Bad:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    date: 2026-10-01
    lastmod: 2026-09-01
    ---
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    date: 2026-09-01
    lastmod: 2026-10-01
    ---
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.dates import DateProblem, parse
from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.words import quote

_ORDER = (("date", "lastmod"), ("start", "end"), ("startDate", "endDate"))
"""The second may be as early as the first, but not earlier."""
_DAY = len("YYYY-MM-DD")
"""The length of a date that says no time."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    zone = ZoneInfo(site.timezone)
    front = document.front.value if document.front_read else {}
    published = "publishDate" if "publishDate" in front else "date"
    for earlier, later in _ORDER:
        begins, ends = _local(front.get(earlier), zone), _local(front.get(later), zone)
        if begins and ends:
            only_days = _DAY in (len(front[earlier]), len(front[later]))
            if ends.date() < begins.date() if only_days else ends < begins:
                yield _finding(document, later, "is before", earlier)
    begins, ends = _local(front.get(published), zone), _local(front.get("expiryDate"), zone)
    if begins and ends and ends <= begins:
        yield _finding(document, "expiryDate", "is not after", published)


def _local(value: object, zone: ZoneInfo) -> datetime | None:
    try:
        return parse(value, zone).astimezone(zone) if isinstance(value, str) else None
    except DateProblem:  # DT001 reports it
        return None


def _finding(document: Document, later: str, relation: str, earlier: str) -> Finding:
    front = document.front
    message = f"{later} {quote(front.value[later])} {relation} {earlier} {quote(front.value[earlier])}"
    return Finding(front.span((later,)), message, "correct one of them")


RULE = Rule("DT002", "date-order", Severity.ERROR, check)
