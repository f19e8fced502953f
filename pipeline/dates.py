"""Floor 1: dates as authors write them, and as the standards want them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)


class DateProblem(ValueError):
    """What is wrong with a date; its hint says what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def parse(text: str, zone: ZoneInfo) -> datetime:
    """Return the instant that *text* names, in UTC, to the second.

    *text* is `YYYY-MM-DD` (the first instant of that day) or `YYYY-MM-DD HH:MM[:SS]` with an optional zone (RFC 3339);
    without one it is in *zone*.
    An hour that the end of summer time repeats is its first occurrence. Raises DateProblem, also for a time that *zone* skips.
    """
    match = _DATE.fullmatch(text)
    if not match:
        raise DateProblem("is not a calendar date", "write YYYY-MM-DD")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        # A leap second counts as the one before it.
        local = datetime(year, month, day, hour, minute, 59 if second == 60 else second)  # noqa: DTZ001 - its zone follows
    except ValueError:
        raise DateProblem("is not a calendar date", "write YYYY-MM-DD") from None
    if not 1970 <= year <= 2999:
        raise DateProblem("is out of range", "write a year between 1970 and 2999")
    offset = match[7]
    if offset:
        return (local - _offset(offset)).replace(tzinfo=UTC)
    instant = local.replace(tzinfo=zone).astimezone(UTC)
    if match[4] and instant.astimezone(zone).replace(tzinfo=None) != local:
        raise DateProblem(f"does not exist in {zone.key}: the clock skips it", "write a time after the change to summer time")
    return instant


def _offset(text: str) -> timedelta:
    if text in "Zz":
        return timedelta(0)
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 23 or minutes > 59:
        raise DateProblem("has an impossible time zone", "write the offset as +01:00")
    size = timedelta(hours=hours, minutes=minutes)
    return size if text[0] == "+" else -size


def rfc3339(instant: datetime) -> str:
    """Return *instant* in its own zone, to the second, with `Z` for UTC (RFC 3339)."""
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")
