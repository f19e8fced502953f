"""RSS profile, “item”: guid, enclosure, description and content, author, category."""

from typing import Any

import pytest

from tests.emit.factory import BASE, RSS, Publication, attachment

HTML = '<p lang="de">„Ä“ &amp; &lt;b&gt; 🎓</p>\n<pre>a\n  b</pre>\n'


def item(full_text: bool = True, **changes: Any) -> Any:
    [found] = Publication().entry(**changes).feed(full_text=full_text).rss().findall("item")
    return found


def texts(full_text: bool, **changes: Any) -> tuple[str | None, str | None]:
    found = item(full_text, **changes)
    return found.findtext("description"), found.findtext("content:encoded", None, RSS)


def test_the_guid_is_the_uid_and_no_link() -> None:
    guid = item().find("guid")
    assert guid.text == "tag:example.edu,2026:open-day:en"
    assert guid.get("isPermaLink") == "false"


def test_the_summary_stands_before_the_full_text() -> None:
    names = [element.tag.rpartition("}")[2] for element in item()]
    assert names.index("description") < names.index("encoded")


def test_the_full_text_is_the_default_and_stands_beside_the_summary() -> None:
    assert texts(True, summary="S", html=HTML) == ("S", HTML)


def test_without_a_summary_the_full_text_is_the_description() -> None:
    assert texts(True, summary="", html=HTML) == (HTML, None)


def test_a_feed_of_summaries_has_no_text() -> None:
    assert texts(False, summary="S", html=HTML) == ("S", None)


def test_a_feed_of_summaries_has_the_text_of_an_entry_that_has_no_summary() -> None:
    assert texts(False, summary="", html=HTML) == (HTML, None)


@pytest.mark.parametrize("full_text", [True, False])
def test_an_entry_without_a_body_has_its_summary_only(full_text: bool) -> None:
    assert texts(full_text, summary="S", html="") == ("S", None)


def test_an_entry_without_any_text_is_still_an_item() -> None:
    assert item(summary="", html="").findtext("title") == "Title of open-day"


def test_a_plain_summary_becomes_html_because_the_description_is() -> None:
    assert texts(True, summary="Fees < 100 & <b>free</b>") == (
        "Fees &lt; 100 &amp; &lt;b&gt;free&lt;/b&gt;",
        "<p>Text of open-day</p>\n",
    )


def test_there_is_at_most_one_enclosure_with_length_and_type() -> None:
    files = (attachment(), attachment("a.mp3", "audio/mpeg", 7), attachment("b.mp4", "video/mp4", 8))
    [enclosure] = item(attachments=files).findall("enclosure")
    assert dict(enclosure.attrib) == {"url": f"{BASE}/feeds/media/a.mp3", "length": "7", "type": "audio/mpeg"}
    assert item(attachments=(attachment(),)).find("enclosure") is None


def test_an_enclosure_whose_length_nobody_knows_has_none() -> None:
    assert item(attachments=(attachment("a.mp3", "audio/mpeg", 0),)).find("enclosure").get("length") == "0"


def test_authors_are_creators_and_never_authors_for_nobody_gives_an_address() -> None:
    found = item(authors=("Ada Löwe", "Bo & Co"))
    assert [element.text for element in found.findall("dc:creator", RSS)] == ["Ada Löwe", "Bo & Co"]
    assert found.find("author") is None


def test_the_publisher_is_the_creator_of_what_nobody_else_wrote() -> None:
    assert item().findtext("dc:creator", None, RSS) == "Example University"


def test_a_category_has_the_label_of_its_term_and_names_its_vocabulary() -> None:
    [category] = item(fields={"kind": {"id": "research-focused", "label": "Research-focused"}}).findall("category")
    assert category.text == "Research-focused"
    assert category.get("domain") == "tag:example.edu,2026:vocabulary/kinds"


def test_an_item_names_its_language_where_that_is_not_the_feeds() -> None:
    assert item().find("dc:language", RSS) is None
    other = Publication().entry(language="de")
    assert other.feed(entries=tuple(other.entries)).rss().findtext("item/dc:language", None, RSS) == "de"
