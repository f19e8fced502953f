"""What a feed's window carries, and what becomes of the rest."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from pipeline.history import IDEAL, LARGEST, Candidate, Rules, advance, extended, known
from pipeline.model import Archive, History, Version
from tests.chronicle import FORMATS, Chronicle, day, notice, text


def texts(first: int, last: int, *, weight: int = 1000) -> list[Candidate]:
    """The entries *first* to *last*, each called after the day since which it has been there."""
    return [text(f"n{number:03}", since=number, weight=weight) for number in range(first, last + 1)]


def names(first: int, last: int) -> list[str]:
    return [f"n{number:03}" for number in range(first, last + 1)]


# The window


def test_the_first_window_holds_the_newest_and_what_is_not_too_old() -> None:
    feed = Chronicle(number=3, days=5, formats=()).build(day(20), *texts(1, 20))
    assert feed.window == names(16, 20)
    feed = Chronicle(number=10, days=5, formats=()).build(day(20), *texts(1, 20))
    assert feed.window == names(11, 20)


def test_the_order_of_the_candidates_does_not_show() -> None:
    given = [*texts(1, 20), *(text(uid, since=7) for uid in "bdac")]
    forward = Chronicle(number=3, days=7).build(day(20), *given)
    backward = Chronicle(number=3, days=7).build(day(20), *given[::-1])
    assert forward.advanced == backward.advanced


def test_an_entry_stays_its_days_however_many_come_after_it() -> None:
    feed = Chronicle(number=2, days=7, formats=()).build(day(0), text("a", since=0))
    new = texts(1, 30)
    assert "a" in feed.build(day(6.9), text("a", since=0), *new).window
    assert "a" not in feed.build(day(7), text("a", since=0), *new).window


def test_an_entry_stays_among_the_newest_however_old_it_is() -> None:
    feed = Chronicle(number=2, days=7).build(day(0), text("a"), text("b"))
    assert feed.build(day(5000), text("a"), text("b")).window == ["a", "b"]


def test_a_new_entry_stays_its_days_whatever_date_it_bears() -> None:
    feed = Chronicle(number=1, days=7).build(day(0), text("a", since=0))
    feed.build(day(1), text("a", since=0), text("late", since=-3000))
    assert feed.window == ["a", "late"]
    assert feed.advanced.window[-1].at == day(1)


def test_a_date_in_the_future_does_not_keep_an_entry_longer() -> None:
    feed = Chronicle(days=7).build(day(0), text("a", since=500))
    assert feed.advanced.window[0].at == day(0)


def test_of_what_came_at_once_the_newest_stay() -> None:
    feed = Chronicle(number=2, days=0, formats=()).build(day(0))
    feed.build(day(1), text("z", since=-900), text("b", since=-2), text("m", since=-1))
    assert feed.window == ["b", "m"]


def test_equal_times_are_settled_by_uid() -> None:
    feed = Chronicle(number=2, days=0, formats=()).build(day(0), *(text(uid) for uid in "bdac"))
    assert feed.window == ["c", "d"]


def test_two_builds_at_one_time_give_the_same() -> None:
    feed = Chronicle(number=2).build(day(0), *texts(1, 30))
    before = feed.history
    assert feed.build(day(0), *texts(1, 30)).history == before
    assert feed.closed == []


def test_the_window_is_kept_small_but_not_below_ten_entries() -> None:
    feed = Chronicle(number=50, days=0, formats=()).build(day(100), *texts(1, 60, weight=1000))
    assert len(feed.window) == 50
    feed = Chronicle(number=50, days=0, formats=()).build(day(100), *texts(1, 60, weight=2000))
    assert len(feed.window) == IDEAL / 2 / 2000
    feed = Chronicle(number=50, days=0, formats=()).build(day(100), *texts(1, 60, weight=15_000))
    assert len(feed.window) == 10


def test_the_window_is_never_larger_than_readers_accept() -> None:
    feed = Chronicle(number=50, days=90).build(day(20), *texts(1, 20, weight=30_000))
    assert len(feed.window) == LARGEST // 30_000
    assert feed.window == names(15, 20)
    assert [uid for archive in feed.archives.values() for uid in archive] == names(1, 14)


def test_one_entry_stays_however_large_it_is_and_alone() -> None:
    feed = Chronicle().build(day(0), text("small", since=0), text("large", since=0, weight=4_000_000))
    assert feed.window == ["small"]
    assert feed.walked() == {"small": "1", "large": "1"}
    feed.build(day(1), text("small", since=0), text("large", "2", weight=4_000_000))
    assert feed.window == ["large"]
    assert feed.walked() == {"small": "1", "large": "2"}


def test_nothing_larger_lets_older_and_smaller_ones_pass_by() -> None:
    feed = Chronicle(formats=()).build(day(9), text("c", since=1), text("b", since=2, weight=LARGEST), text("a", since=3))
    assert feed.window == ["a"]


# Corrections


def test_a_correction_comes_again_as_new() -> None:
    feed = Chronicle(number=1, days=7, formats=()).build(day(0), text("a"), text("b", since=0))
    assert feed.window == ["b"]
    feed.build(day(30), text("a", "2"), text("b", since=0))
    assert feed.window == ["a"]
    assert feed.build(day(36), text("a", "2"), text("b", since=0)).window == ["a"]


def test_what_is_in_the_window_already_moves_to_its_end_when_it_is_corrected() -> None:
    feed = Chronicle().build(day(0), text("a", since=-2), text("b", since=-1))
    assert feed.build(day(1), text("a", "2", since=-2), text("b", since=-1)).window == ["b", "a"]


def test_an_edit_that_is_taken_back_comes_again_too() -> None:
    feed = Chronicle(number=1, days=7).build(day(0), text("a"), *texts(-20, 0))
    assert "a" in next(iter(feed.archives.values()))
    feed.build(day(1), text("a", "2"), *texts(-20, 0))
    feed.build(day(2), text("a", "1"), *texts(-20, 0))
    assert (feed.window[-1], feed.advanced.window[-1].at) == ("a", day(2))
    assert feed.walked()["a"] == "1"
    feed.build(day(20), text("a", "1"), *texts(-20, 0), *texts(10, 20))
    assert feed.walked()["a"] == "1"


def test_what_left_and_stays_the_same_does_not_come_again() -> None:
    feed = Chronicle(number=1, days=7, formats=()).build(day(0), *texts(-50, -20))
    for later in (1, 50, 5000):
        assert feed.build(day(later), *texts(-50, -20)).window == ["n-20"]


def test_an_entry_that_the_feed_does_not_ask_for_any_more_leaves_without_a_trace() -> None:
    feed = Chronicle().build(day(0), text("a", since=-1), text("b", since=-1))
    feed.build(day(1), text("b", since=-1))
    assert (feed.window, feed.archives) == (["b"], {})
    assert feed.history
    assert "a" in known(feed.history)  # so that its readers hear of it when it is withdrawn elsewhere
    feed.build(day(2), text("a", since=-1), text("b", since=-1))
    assert feed.walked() == {"a": "1", "b": "1"}
    assert feed.left == []


@pytest.mark.parametrize("formats", [(), FORMATS])
def test_one_that_left_without_a_trace_before_anybody_may_have_seen_it_comes_again(formats: tuple[str, ...]) -> None:
    feed = Chronicle(number=1, days=7, formats=formats).build(day(0), text("a", since=0))
    feed.build(day(1), text("a", since=0), text("b", since=-50))
    feed.build(day(2), text("a", since=0))
    feed.build(day(30), text("a", since=0), text("b", since=-50))
    assert feed.advanced.window[-1] == Version("b", "1", day(30))


def test_one_that_said_something_else_before_it_left_without_a_trace_comes_again() -> None:
    feed = Chronicle(number=1, days=7).build(day(0), text("a"), *texts(-20, 0))
    feed.build(day(1), text("a", "2"), *texts(-20, 0))
    feed.build(day(2), *texts(-20, 0))
    feed.build(day(3), text("a", "1"), *texts(-20, 0))
    assert feed.window[-1] == "a"


# Archives


def test_what_leaves_waits_in_the_window_until_it_fills_an_archive() -> None:
    feed = Chronicle(number=10, days=0).build(day(0))
    for number in range(1, 20):
        feed.build(day(number), *texts(1, number))
        assert (feed.window, feed.archives) == (names(1, number), {})
    feed.build(day(20), *texts(1, 20))
    assert (feed.window, feed.archives) == (names(11, 20), {"2026-1": names(1, 10)})


def test_an_archive_is_closed_early_when_its_text_is_long_enough() -> None:
    feed = Chronicle(number=10, days=0).build(day(0))
    feed.build(day(12), *texts(1, 12, weight=10_000))
    assert feed.archives == {}
    feed.build(day(15), *texts(1, 15, weight=10_000))
    assert feed.archives == {"2026-1": names(1, 5)}


def test_an_archive_is_no_larger_than_ideal_unless_one_entry_is() -> None:
    feed = Chronicle(number=10, days=0).build(day(0), *texts(-9, 0), *texts(-300, -290, weight=30_000))
    assert [len(uids) for uids in feed.archives.values()] == [3, 3, 3, 2]
    feed = Chronicle(number=10, days=0).build(day(0), *texts(-9, 0), *texts(-300, -299, weight=130_000))
    assert [len(uids) for uids in feed.archives.values()] == [1, 1]


def test_a_window_of_one_entry_does_not_make_an_archive_of_each() -> None:
    feed = Chronicle(number=1, days=0).build(day(0), *texts(-100, 0))
    assert {len(uids) for uids in feed.archives.values()} == {10}
    assert len(feed.window) <= 10


def test_archives_are_called_by_year_and_number_oldest_first() -> None:
    feed = Chronicle(number=10, days=0).build(day(0), *texts(-24, 0))
    assert feed.archives == {"2025-1": names(-24, -15)}
    feed.build(day(40), *texts(-24, 0), *texts(21, 40))
    assert [*feed.archives] == ["2025-1", "2025-2", "2026-1"]
    assert feed.closed == ["2025-2", "2026-1"]


def test_a_year_is_that_of_utc_in_every_time_zone() -> None:
    at = datetime.fromisoformat("2027-01-01T00:30+01:00")
    [archive] = extended((), [(Version("a", "1", at),)], ["json"])
    assert archive.name == "2026-1"


def test_no_name_of_an_archive_is_given_twice() -> None:
    closed = [(Version("a", "1", day(0)),), (Version("b", "1", day(0)),), (Version("c", "1", day(400)),)]
    before = (Archive("2027-1", (), {}), Archive("2026-2", ("json",), {}))
    found = extended(before, closed, ["json"], taken={"2027-7", "2020-9"})
    assert [archive.name for archive in found] == ["2027-1", "2026-2", "2026-3", "2026-4", "2027-8"]


def test_a_clock_that_goes_back_loses_nothing() -> None:
    feed = Chronicle(number=10, days=3).build(day(100), *texts(60, 100))
    feed.build(day(20), *texts(60, 100), *texts(101, 110), text("n070", "2"))
    feed.build(day(10), *texts(60, 69), *texts(71, 110), text("n070", "3"))
    feed.build(day(200), *texts(60, 69), *texts(71, 110), text("n070", "3"))
    assert feed.walked() == {uid: "3" if uid == "n070" else "1" for uid in names(60, 110)}
    assert len({*feed.archives}) == len(feed.archives)


def test_five_thousand_entries_at_once_are_all_found() -> None:
    feed = Chronicle(number=50, days=90).build(day(0), *texts(-10, 0))
    imported = [text(f"i{number}", since=-number, weight=3000) for number in range(5000)]
    feed.build(day(1), *texts(-10, 0), *imported)
    assert sum(3000 if uid.startswith("i") else 1000 for uid in feed.window) <= LARGEST
    assert set(feed.walked()) == {*names(-10, 0), *(candidate.uid for candidate in imported)}
    assert "i0" in feed.window
    assert "i4999" not in feed.window


# Notices


def test_a_notice_takes_the_place_of_its_entry_and_comes_as_new() -> None:
    feed = Chronicle().build(day(0), *texts(-5, 0))
    feed.build(day(3), *texts(-4, 0), notice("n-05", since=3))
    assert feed.window == [*names(-4, 0), "n-05"]


def test_a_notice_goes_after_its_days_although_the_window_is_not_full() -> None:
    feed = Chronicle(days=30, formats=()).build(day(0), text("a"), text("b"))
    gone = notice("b", since=1)
    assert "b" in feed.build(day(1), text("a"), gone).window
    assert "b" in feed.build(day(30.9), text("a"), gone).window
    assert feed.build(day(31), text("a"), gone).window == ["a"]
    assert feed.build(day(300), text("a"), gone).window == ["a"]


def test_a_notice_stays_a_week_in_a_window_without_days() -> None:
    feed = Chronicle(number=1, days=0).build(day(0), text("a"), text("b"))
    gone = notice("b", since=1)
    assert "b" in feed.build(day(7.9), text("a"), gone).window
    assert "b" in feed.build(day(14.8), text("a"), gone).window
    assert "b" not in feed.build(day(14.9), text("a"), gone).window


def test_a_notice_does_not_take_the_place_of_another_entry() -> None:
    feed = Chronicle(number=2, days=30, formats=()).build(day(0), *texts(-2, 0))
    feed.build(day(40), *texts(-1, 0), notice("n-02", since=40))
    assert feed.window == ["n-01", "n000", "n-02"]
    feed.build(day(41), text("n000"), notice("n-01", since=41), notice("n-02", since=40))
    assert feed.window == ["n000", "n-02", "n-01"]


def test_a_notice_goes_into_an_archive_so_that_it_hides_the_text_in_an_older_one() -> None:
    feed = Chronicle(number=10, days=7).build(day(0), *texts(-30, 0))
    assert "n-30" in feed.archives["2025-1"]
    gone = notice("n-30", since=1)
    feed.build(day(1), *texts(-29, 0), gone)
    assert feed.window[-1] == "n-30"
    feed.build(day(8), *texts(-29, 0), gone)
    assert "n-30" not in feed.window
    for later in (300, 366, 1000):
        feed.build(day(later), *texts(-29, 0), *([gone] if later < 366 else []))
        assert feed.walked()["n-30"] == "gone 1"


@pytest.mark.parametrize("days", [30, 364, 366, 5000])
def test_a_notice_is_archived_at_the_latest_with_the_build_that_forgets_it(days: int) -> None:
    feed = Chronicle(days=days).build(day(0), *texts(-5, 0))
    gone = notice("n-05", since=2)
    feed.build(day(2), *texts(-4, 0), gone)
    feed.build(day(800), *texts(-4, 0), gone)  # nobody has built for two years; it comes for the last time
    assert "n-05" not in feed.window
    assert feed.walked()["n-05"] == "gone 2"
    assert feed.build(day(801), *texts(-4, 0)).walked()["n-05"] == "gone 2"


def test_what_is_published_again_replaces_its_notice() -> None:
    feed = Chronicle(number=2, days=30).build(day(0), text("a"), text("b"))
    feed.build(day(1), text("a"), notice("b", since=1))
    feed.build(day(40), text("a"), notice("b", since=1))
    feed.build(day(50), text("a"), text("b"))
    assert feed.window == ["a", "b"]
    assert feed.walked() == {"a": "1", "b": "1"}


def test_a_note_that_is_changed_comes_again() -> None:
    feed = Chronicle(days=30).build(day(0), text("a"), text("b"))
    feed.build(day(1), text("a"), notice("b", since=1))
    feed.build(day(40), text("a"), notice("b", since=1))
    other = notice("b", since=1)._replace(digest="another note")
    assert feed.build(day(50), text("a"), other).window == ["a", "b"]
    assert feed.walked()["b"] == "another note"


# Settings that change


def test_archives_that_are_switched_on_take_what_had_left_without_telling_it_again() -> None:
    feed = Chronicle(number=10, days=7, formats=()).build(day(0), *texts(-30, 0))
    assert len(feed.left) == 21
    feed.switch(formats=FORMATS).build(day(1), *texts(-30, 0))
    assert set(feed.window) <= {*names(-20, 0)}
    assert all(version.at <= day(0) for version in feed.advanced.window)
    assert set(feed.walked()) == {*names(-30, 0)}
    assert feed.left == []


def test_a_correction_on_the_day_on_which_archives_are_switched_on_is_told() -> None:
    feed = Chronicle(number=10, days=7, formats=()).build(day(0), *texts(-30, 0))
    feed.switch(formats=FORMATS).build(day(1), text("n-30", "2"), *texts(-29, 0))
    assert (feed.window[-1], feed.walked()["n-30"]) == ("n-30", "2")


def test_archives_that_are_switched_off_do_not_come_back_as_news() -> None:
    feed = Chronicle(number=10, days=7).build(day(0), *texts(-30, 0))
    window = feed.window
    feed.switch(formats=()).build(day(1), *texts(-30, 0))
    assert set(feed.window) <= {*window}
    assert feed.history
    assert {archive.formats for archive in feed.history.archives} == {()}
    assert known(feed.history) == {*names(-30, 0)}


def test_archives_that_are_switched_on_again_have_new_names_and_everything() -> None:
    feed = Chronicle(number=10, days=7).build(day(0), *texts(-30, 0))
    first = {*feed.archives}
    feed.switch(formats=()).build(day(1), *texts(-30, 1))
    feed.switch(formats=FORMATS).build(day(2), *texts(-30, 2))
    assert first.isdisjoint(feed.closed)
    assert set(feed.walked()) == {*names(-30, 2)}


def test_a_format_that_is_added_has_everything_and_the_others_hear_nothing_twice() -> None:
    feed = Chronicle(number=10, days=7, formats=["atom"]).build(day(0), *texts(-30, 0))
    window = feed.window
    feed.switch(formats=["atom", "json"]).build(day(1), *texts(-30, 0))
    assert set(feed.window) <= {*window}
    assert set(feed.walked("json")) == set(feed.walked("atom")) == {*names(-30, 0)}
    before = feed.history
    assert feed.build(day(2), *texts(-30, 0)).history == before


def test_a_format_that_is_taken_away_and_added_again_has_everything() -> None:
    feed = Chronicle(number=10, days=7).build(day(0), *texts(-30, 0))
    feed.switch(formats=["rss"]).build(day(1), *texts(-30, 0))
    feed.switch(formats=["json", "rss"]).build(day(2), *texts(-30, 0), text("new", since=2))
    assert set(feed.walked("json")) == set(feed.walked("rss")) == {*names(-30, 0), "new"}


def test_a_window_that_is_made_smaller_sends_the_rest_into_archives() -> None:
    feed = Chronicle(number=50).build(day(0), *texts(-400, -361))
    assert len(feed.window) == 40
    feed.switch(number=10, days=7).build(day(1), *texts(-400, -361))
    assert feed.window == names(-370, -361)
    assert set(feed.walked()) == {*names(-400, -361)}


# When time alone changes the window


def test_due_is_when_the_first_is_too_old() -> None:
    feed = Chronicle(number=2, days=7).build(day(20), *texts(15, 20))
    assert feed.advanced.due == day(15) + timedelta(days=7)
    assert feed.build(day(22), *texts(15, 20)).advanced.due == day(23)
    assert feed.build(day(30), *texts(15, 20)).advanced.due is None


def test_the_newest_are_never_due() -> None:
    assert Chronicle(number=5, days=7).build(day(20), *texts(16, 20)).advanced.due is None


def test_a_notice_is_due() -> None:
    feed = Chronicle(days=30).build(day(0), text("a"), text("b"))
    assert feed.build(day(1), text("a"), notice("b", since=1)).advanced.due == day(31)
    feed = Chronicle(days=1000).build(day(0), text("a"), text("b"))
    assert feed.build(day(1), text("a"), notice("b", since=1)).advanced.due == day(366)


@pytest.mark.parametrize("days", [0, 1, 7])
def test_nothing_changes_before_it_is_due(days: int) -> None:
    candidates = [*texts(-20, -1), *texts(0, 20, weight=5000), notice("gone", since=19)]
    feed = Chronicle(number=10, days=days).build(day(20), *candidates[:-1])
    feed.build(day(20), *candidates)
    while due := feed.advanced.due:
        before = feed.history
        assert feed.build(due - timedelta(seconds=1), *candidates).history == before
        assert feed.advanced.due == due
        feed.build(due, *candidates)
        assert feed.advanced.due != due
    before = feed.history
    assert feed.build(day(5000), *candidates).history == before


@pytest.mark.parametrize("days", [36_500, 3_000_000, 10**12])
def test_a_window_may_be_as_long_as_anybody_likes(days: int) -> None:
    feed = Chronicle(number=1, days=days).build(day(0), *texts(-100, 0))
    assert len(feed.window) == 101
    assert feed.advanced.due


# What is known


def test_what_a_feed_has_carried_is_known_wherever_it_is_now() -> None:
    assert known(None) == frozenset()
    archive = Archive("2026-1", ("json",), {"archived": "1"})
    history = History(
        name="news",
        language="en",
        settings="news",
        title="",
        home_url="",
        window=(Version("carried", "1", day(0)),),
        archives=(archive,),
        left={"left": "1"},
    )
    assert known(history) == {"archived", "carried", "left"}
    assert known(replace(history, archives=(replace(archive, formats=()),))) == {"archived", "carried", "left"}


def test_time_zones_do_not_show() -> None:
    berlin = ZoneInfo("Europe/Berlin")  # where summer time begins on day 87
    there = advance(None, [Candidate("a", "1", day(80).astimezone(berlin), 1)], day(82).astimezone(berlin), Rules(0, 10))
    assert there == advance(None, [Candidate("a", "1", day(80), 1)], day(82), Rules(0, 10))
    assert there.due == day(90)
    [version] = there.window
    assert version.at.tzinfo is UTC
