"""`feed_weight`: by it windows are cut, so it is never too small, and not so large that documents stay half empty."""

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.emit import atom, feed_weight, json_feed, rss
from pipeline.model import Entry, Translation
from tests.emit.factory import Publication, attachment, full, past, picture
from tests.emit.strategies import ENTRIES, publications

PARAGRAPH = '<p>Our partners in <a href="https://international.example.edu/en/x?a=1&amp;b=2">Zürich</a> said: „Ja!“</p>\n'


def growth(publication: Publication) -> int:
    """How many bytes the entries of the first feed add to the largest of its formats."""
    feed = publication.feeds[0]
    empty = msgspec.structs.replace(feed, entries=())
    return max(len(f.emit(feed, publication.site)) - len(f.emit(empty, publication.site)) for f in (atom, rss, json_feed))


def weights(publication: Publication) -> int:
    feed = publication.feeds[0]
    return sum(feed_weight(entry, feed.full_text) for entry in feed.entries)


@given(publications())
@example(full())
@example(past())
@settings(deadline=None)
def test_it_is_never_too_small(publication: Publication) -> None:
    assert weights(publication) >= growth(publication)


@given(ENTRIES.map(lambda changes: Publication().entry(**changes).entries[0]), st.booleans())
@settings(deadline=None)
def test_it_is_never_too_small_for_one_entry(entry: Entry, full_text: bool) -> None:
    assert feed_weight(entry, full_text) >= growth(Publication().feed(entries=(entry,), full_text=full_text))


MANY = 200


@pytest.mark.parametrize(
    "publication",
    [
        Publication().entry(title="T", summary="", html="<p>x</p>").feed(author="Ä" * 50),
        Publication().withdrawn("open-day", reason="unpublished").entry(title="T", summary="", html="<p>x</p>").feed(),
        Publication().entry(html="", summary="word " * 1_000).feed(),
        Publication().entry(html="", summary="", title="word " * 1_000).feed(),
        Publication().entry(summary="&" * 1_000).feed(),
        Publication().entry(url=f"https://example.edu/{'ä' * 1_000}?{'&' * 1_000}").feed(),
        Publication().entry(authors=("A",) * MANY).feed(),
        Publication().entry(tags=tuple(f'"{number}"' for number in range(MANY))).feed(),
        Publication().entry(fields={"topics": [{"id": f"t{n}", "label": f'"{n}"'} for n in range(MANY)]}).feed(),
        Publication().entry(attachments=tuple(attachment(title=f'"{number}"', size=10**12) for number in range(MANY))).feed(),
        Publication().entry(translations=(Translation("zh-Hant-TW", "tag:x", "https://example.edu/ä&", '"&'),) * MANY).feed(),
        Publication().entry(image=picture("ä" * 1_000)).feed(),
    ],
    ids="author notice summary title ampersands url authors tags terms attachments translations image".split(),
)
def test_it_is_never_too_small_however_much_there_is_of_one_thing(publication: Publication) -> None:
    assert weights(publication) >= growth(publication)


@pytest.mark.parametrize(
    "publication",
    [
        Publication().entry(html=PARAGRAPH * 10),
        Publication().entry(html=PARAGRAPH * 100, tags=("Austausch", "Forschung")),
        Publication().entry(html="<table>" + "<tr><td>a</td><td>b</td></tr>\n" * 100 + "</table>"),
        Publication().entry(html=PARAGRAPH * 10, attachments=tuple(attachment(f"file-{n}.pdf") for n in range(20))),
        Publication().entry(html=PARAGRAPH * 10, tags=tuple(f"Topic {n}" for n in range(50))),
        Publication().entry("a", html=PARAGRAPH * 10).entry("a", "de", html=PARAGRAPH * 10).translated(),
    ],
    ids=["short", "long", "table", "attachments", "tags", "translated"],
)
def test_it_is_at_most_a_third_too_large(publication: Publication) -> None:
    assert growth(publication.feed()) <= weights(publication) <= growth(publication) * 4 / 3


def test_a_feed_of_summaries_weighs_the_summary() -> None:
    [entry] = Publication().entry(html=PARAGRAPH * 100).entries
    assert feed_weight(entry, full_text=False) < 2_000 < len(PARAGRAPH * 100) < feed_weight(entry, full_text=True)


def test_a_text_that_is_too_large_for_any_reader_weighs_nothing() -> None:
    [entry] = Publication().entry(html=PARAGRAPH * 3_000).entries
    assert feed_weight(entry, full_text=True) < 2_000
