"""RFC 4287 §4.1.3 and §4.2.13: content and summary."""

from typing import Any

import pytest

from tests.emit.factory import ATOM, Publication

HTML = '<p lang="de">„Ä“ &amp; &lt;b&gt; 🎓</p>\n<pre>a\n  b</pre>\n'


def texts(full_text: bool, **changes: Any) -> tuple[str | None, str | None]:
    entry = Publication().entry(**changes).feed(full_text=full_text).atom().find("atom:entry", ATOM)
    content = entry.find("atom:content", ATOM)
    if content is not None:
        assert content.get("type") == "html"
    return entry.findtext("atom:summary", None, ATOM), None if content is None else content.text


def test_the_full_text_is_the_default_and_stands_beside_the_summary() -> None:
    assert texts(True, summary="S & <s>", html=HTML) == ("S & <s>", HTML)


def test_without_a_summary_there_is_none() -> None:
    assert texts(True, summary="", html=HTML) == (None, HTML)


def test_a_feed_of_summaries_has_no_text() -> None:
    assert texts(False, summary="S", html=HTML) == ("S", None)


def test_a_feed_of_summaries_has_the_text_of_an_entry_that_has_no_summary() -> None:
    assert texts(False, summary="", html=HTML) == (None, HTML)


@pytest.mark.parametrize("full_text", [True, False])
def test_an_entry_without_a_body_has_its_summary_only(full_text: bool) -> None:
    assert texts(full_text, summary="S", html="") == ("S", None)


def test_a_summary_is_plain_text() -> None:
    summary = Publication().entry().feed().atom().find("atom:entry/atom:summary", ATOM)
    assert summary.get("type", "text") == "text"
