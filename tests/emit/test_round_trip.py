"""Any text that XML can carry comes back from Atom and RSS as it went in."""

from typing import Any

import feedparser
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.emit.factory import ATOM, RSS, Publication

LEGAL = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r")
TEXT = st.text(LEGAL, min_size=1).filter(str.strip)
TRICKY = st.lists(
    st.sampled_from(["&", "<", ">", '"', "]]>", "<![CDATA[", "&amp;", "&#x26;", "\r\n", " ", "ä", "🎓"]), min_size=1
)
ANY = TEXT | TRICKY.map("".join).filter(str.strip)


def published(text: str) -> Publication:
    return (
        Publication().entry(title=text, summary=text, html=text, authors=(text,), tags=(text,)).feed(title=text, subtitle=text)
    )


def texts(parent: Any, paths: list[str], namespaces: dict[str, str]) -> list[str | None]:
    return [parent.findtext(path, None, namespaces) for path in paths]


@given(ANY)
@settings(deadline=None)
def test_any_text_survives_atom(text: str) -> None:
    feed = published(text).atom()
    paths = ["title", "subtitle", "entry/title", "entry/summary", "entry/content", "entry/author/name"]
    assert texts(feed, ["/".join(f"atom:{name}" for name in path.split("/")) for path in paths], ATOM) == [text] * len(paths)
    assert feed.find("atom:entry/atom:category", ATOM).get("term") == text


@given(ANY)
@settings(deadline=None)
def test_any_text_survives_rss(text: str) -> None:
    paths = ["title", "description", "item/title", "item/content:encoded", "item/dc:creator", "item/category"]
    assert texts(published(text).rss(), paths, RSS) == [text] * len(paths)


def read(data: bytes) -> Any:
    """What feedparser makes of a feed when it is not to clean HTML."""
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    return found.entries[0]


GUESSED = "".join(map(chr, range(0x80, 0x100)))
"""feedparser takes what could be UTF-8 that was once read as Latin-1 for just that, and "repairs" it."""
WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="&<>" + GUESSED), min_size=1).filter(
    str.strip
)


@given(WORDS)
@example("Grüße aus Köln")
@settings(deadline=None)
def test_feedparser_reads_the_text_as_it_was_written(text: str) -> None:
    publication = published(text)
    for data in (publication.atom_bytes(), publication.rss_bytes()):
        entry = read(data)
        assert [entry.title, entry.summary, entry.content[0].value] == [text.strip()] * 3
