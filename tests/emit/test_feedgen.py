"""feedgen's traps that no section of a standard speaks of, each with the test that fails without its mend.

Links: atom/test_4_2_7_link.py, rss/test_archives.py. The channel's link; order: atom/test_4_1_1_feed.py, rss/test_channel.py.
Dates: rss/test_dates.py. Plain text: rss/test_character_data.py. The type of content: atom/test_4_1_3_content.py.
"""

from datetime import UTC, date, datetime
from typing import Any

import feedgen.entry
import feedgen.feed
import pytest

from pipeline.model import Publisher
from tests.emit.factory import ATOM, RSS, Publication, full, past

LATER = datetime(2100, 1, 1, tzinfo=UTC)


class _Class(type):
    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, date)


class Later(datetime, metaclass=_Class):
    """A clock that is far ahead, and takes any other's dates for its own."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return LATER.astimezone(tz)


def test_no_date_is_the_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    before = past().files()
    for module in (feedgen.feed, feedgen.entry):
        monkeypatch.setattr(module, "datetime", Later)
    assert past().files() == before


def test_a_character_that_xml_forbids_stops_no_feed_and_changes_no_other() -> None:
    publication = Publication().entry("a", title="A\x00", tags=("\x01",)).entry("b", title="„B“ & <b>").feed()
    assert [element.text for element in publication.atom().iterfind("atom:entry/atom:title", ATOM)] == ["A\ufffd", "„B“ & <b>"]
    assert [element.text for element in publication.rss().iterfind("item/title")] == ["A\ufffd", "„B“ & <b>"]


def test_a_publishers_name_may_hold_what_xml_forbids() -> None:
    publication = Publication(publisher=Publisher("Uni\x00")).entry().feed(author="Uni\x00")
    assert publication.rss().findtext("dc:publisher", None, RSS) == "Uni\ufffd"


@pytest.mark.parametrize("texts", [{}, {"html": "", "summary": ""}])
def test_an_entry_without_a_title_is_called_by_its_id(texts: dict[str, str]) -> None:
    publication = Publication().entry("open-day", title="", **texts).feed()
    assert publication.atom().findtext("atom:entry/atom:title", None, ATOM) == "open-day"
    assert publication.rss().findtext("item/title") == "open-day"
    assert publication.json_feed()["items"][0]["title"] == "open-day"


def test_a_feed_without_a_title_is_called_by_its_name() -> None:
    publication = Publication().feed("news", title="")
    assert publication.atom().findtext("atom:title", None, ATOM) == publication.rss().findtext("title") == "news"
    assert publication.rss().findtext("description") == publication.json_feed()["title"] == "news"


def test_hundreds_of_tags_are_all_written() -> None:
    tags = tuple(f"tag-{number}" for number in range(500))
    publication = Publication().entry(tags=tags).feed()
    assert [element.get("term") for element in publication.atom().iterfind("atom:entry/atom:category", ATOM)] == list(tags)
    assert [element.text for element in publication.rss().iterfind("item/category")] == list(tags)
    assert publication.json_feed()["items"][0]["tags"] == list(tags)


def test_the_specification_is_named_where_it_is_today() -> None:
    assert full().rss().findtext("docs") == "https://www.rssboard.org/rss-specification"


def test_an_xml_document_says_its_encoding_and_holds_characters_as_they_are() -> None:
    for data in (full().atom_bytes(), full().rss_bytes()):
        assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
        assert "„heute“ 🎓" in data.decode()
        assert b"<!" not in data
