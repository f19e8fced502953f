"""RSS profile, “Dates”: English names, UTC, four-digit years."""

import locale

import pytest

from tests.emit.factory import Publication, at


def test_a_date_is_in_utc_in_english_and_names_its_four_digit_year() -> None:
    channel = Publication().entry(published=at("2001-07-08T01:10:11"), modified=at("2001-12-24T09:10:11")).feed().rss()
    assert channel.findtext("item/pubDate") == "Sat, 07 Jul 2001 23:10:11 GMT"
    assert channel.findtext("lastBuildDate") == "Mon, 24 Dec 2001 08:10:11 GMT"


def test_an_empty_channel_has_the_date_that_it_is_given() -> None:
    channel = Publication().feed(updated=at("2001-01-01T12:00:00")).rss()
    assert channel.findtext("lastBuildDate") == "Mon, 01 Jan 2001 11:00:00 GMT"


def test_the_locale_of_the_process_is_never_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the locale belongs to the process")

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert Publication().entry().feed().rss_bytes()
