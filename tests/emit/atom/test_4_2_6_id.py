"""RFC 4287 §4.2.6: ids are tag URIs (RFC 4151), one for each language, whatever else changes."""

from typing import Any

from tests.emit.factory import ATOM, BASE, Publication, at


def ids(language: str = "en", **changes: Any) -> list[str]:
    feed = Publication().entry("open-day", language, **changes).feed("news", language).atom()
    return [element.text for element in feed.iterfind(".//atom:id", ATOM)]


def test_ids_are_those_of_the_feed_and_the_entry() -> None:
    assert ids() == ["tag:example.edu,2026:feed/news:en", "tag:example.edu,2026:open-day:en"]


def test_ids_do_not_change_when_the_content_moves_or_changes() -> None:
    assert ids(url=f"{BASE}/en/elsewhere", title="Other", published=at("2020-01-01T00:00:00")) == ids()


def test_each_language_has_its_own_ids() -> None:
    assert set(ids("de")).isdisjoint(ids("en"))
