"""Dates as authors write them, and as RFC 3339 does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import DateProblem, parse, rfc3339

BERLIN = ZoneInfo("Europe/Berlin")

ZONES = st.deferred(lambda: st.sampled_from(sorted(available_timezones()))).map(ZoneInfo)
# Liberia's clocks were 44 minutes and 30 seconds slow until 1972, which RFC 3339 cannot write.
FIRST, LAST = (datetime(year, month, 1, tzinfo=UTC) for year, month in ((1972, 2), (2999, 12)))
INSTANTS = st.integers(int(FIRST.timestamp()), int(LAST.timestamp())).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-31", "2026-01-30T23:00:00Z"),
        ("2026-07-01", "2026-06-30T22:00:00Z"),
        ("2026-07-01 09:30", "2026-07-01T07:30:00Z"),
        ("2026-07-01T09:30", "2026-07-01T07:30:00Z"),
        ("2026-07-01t09:30:15", "2026-07-01T07:30:15Z"),
        ("2026-07-01T09:30:15.999999999", "2026-07-01T07:30:15Z"),
        ("2026-07-01T09:30Z", "2026-07-01T09:30:00Z"),
        ("2026-07-01T09:30:00z", "2026-07-01T09:30:00Z"),
        ("2026-07-01 09:30 +05:30", "2026-07-01T04:00:00Z"),
        ("2026-07-01T09:30:00-0700", "2026-07-01T16:30:00Z"),
        ("2026-12-31T23:59:60Z", "2026-12-31T23:59:59Z"),
        ("2024-02-29", "2024-02-28T23:00:00Z"),
        ("1970-01-01T00:00Z", "1970-01-01T00:00:00Z"),
        ("2999-12-31T23:59:59Z", "2999-12-31T23:59:59Z"),
        ("2026-01-01T12:00+23:59", "2025-12-31T12:01:00Z"),
        ("2026-10-25 02:30", "2026-10-25T00:30:00Z"),  # shown twice: this is the first
    ],
)
def test_a_date_is_an_instant_in_the_sites_zone_unless_it_names_its_own(text: str, instant: str) -> None:
    assert rfc3339(parse(text, BERLIN)) == instant


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("31/02/2026", "is not a calendar date", "write YYYY-MM-DD"),
        ("2026-02-30", "is not a calendar date", "write YYYY-MM-DD"),
        ("2025-02-29", "is not a calendar date", "write YYYY-MM-DD"),
        ("2026-2-3", "is not a calendar date", "write YYYY-MM-DD"),
        ("0000-01-01", "is not a calendar date", "write YYYY-MM-DD"),
        ("2026-01-01 24:00", "is not a calendar date", "write YYYY-MM-DD"),
        ("2026-01-01 10:00:61", "is not a calendar date", "write YYYY-MM-DD"),
        ("2026-01-01 9:00", "is not a calendar date", "write YYYY-MM-DD"),
        ("2026-01-01Z", "is not a calendar date", "write YYYY-MM-DD"),
        ("2026-01-01\n", "is not a calendar date", "write YYYY-MM-DD"),
        (" 2026-01-01", "is not a calendar date", "write YYYY-MM-DD"),
        ("٢٠٢٦-٠١-٠١", "is not a calendar date", "write YYYY-MM-DD"),
        ("", "is not a calendar date", "write YYYY-MM-DD"),
        ("1969-12-31", "is out of range", "write a year between 1970 and 2999"),
        ("3000-01-01", "is out of range", "write a year between 1970 and 2999"),
        ("0001-01-01T00:00:00+23:59", "is out of range", "write a year between 1970 and 2999"),
        ("2026-01-01T10:00+24:00", "has an impossible time zone", "write the offset as +01:00"),
        ("2026-01-01T10:00+01:60", "has an impossible time zone", "write the offset as +01:00"),
        (
            "2026-03-29 02:30",
            "does not exist in Europe/Berlin: the clock skips it",
            "write a time after the change to summer time",
        ),
    ],
)
def test_what_is_no_date_says_what_to_write(text: str, problem: str, hint: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse(text, BERLIN)
    assert (str(caught.value), caught.value.hint) == (problem, hint)


def test_a_day_whose_midnight_the_clock_skips_begins_when_it_begins() -> None:
    cairo = ZoneInfo("Africa/Cairo")
    assert rfc3339(parse("2026-04-24", cairo).astimezone(cairo)) == "2026-04-24T01:00:00+03:00"
    with pytest.raises(DateProblem, match="the clock skips it"):
        parse("2026-04-24 00:00", cairo)


def test_an_instant_is_written_in_its_own_zone_to_the_second() -> None:
    instant = datetime(2026, 7, 1, 9, 30, 15, 999_999, tzinfo=UTC)
    assert rfc3339(instant) == "2026-07-01T09:30:15Z"
    assert rfc3339(instant.astimezone(BERLIN)) == "2026-07-01T11:30:15+02:00"
    assert rfc3339(instant.astimezone(ZoneInfo("America/St_Johns"))) == "2026-07-01T07:00:15-02:30"


@given(INSTANTS, ZONES, ZONES)
def test_what_is_written_in_any_zone_is_read_in_any_other(instant: datetime, written: ZoneInfo, read: ZoneInfo) -> None:
    assert parse(rfc3339(instant.astimezone(written)), read) == instant


@given(INSTANTS, ZONES)
def test_a_time_on_the_wall_is_the_first_instant_at_which_the_clock_shows_it(instant: datetime, zone: ZoneInfo) -> None:
    shown = instant.astimezone(zone).replace(tzinfo=None)
    read = parse(shown.isoformat(" "), zone)
    assert read.astimezone(zone).replace(tzinfo=None) == shown
    assert instant - timedelta(days=1) <= read <= instant
