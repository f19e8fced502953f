"""The grammar of Atom with archives and tombstones accepts what RFC 5005 and RFC 6721 allow, and nothing else of theirs."""

import pytest
from lxml import etree

from tests.emit.conformance import ATOM, ATOM_ARCHIVE

FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
    ' xmlns:fh="http://purl.org/syndication/history/1.0">'
    "<id>x</id>{before}<title>x</title><updated>2026-01-01T00:00:00Z</updated>"
    "<entry><id>y</id><title>x</title><updated>2026-01-01T00:00:00Z</updated>{inside}</entry>{after}</feed>"
)
DELETED = '<at:deleted-entry ref="tag:example.org,2005:/entries/1" when="2005-11-29T12:11:12Z"{}>{}</at:deleted-entry>'
GONE = DELETED.format("", "")


def valid(before: str = "", inside: str = "", after: str = "") -> bool:
    return bool(ATOM_ARCHIVE.validate(etree.fromstring(FEED.format(before=before, inside=inside, after=after))))


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<fh:archive/>",
        "<fh:complete/>",
        GONE,
        GONE + "<fh:archive/>" + GONE,
        DELETED.format(' xml:lang="de"', "<at:comment>Zurückgezogen</at:comment>"),
        DELETED.format("", '<at:comment type="html">x</at:comment><at:by><name>Ada</name></at:by><link href="x"/>'),
        '<x:a xmlns:x="https://example.edu/ns" b="c"/>',
    ],
)
def test_it_accepts_what_the_rfcs_allow_and_so_does_the_plain_grammar(before: str) -> None:
    assert valid(before)
    assert ATOM.validate(etree.fromstring(FEED.format(before=before, inside="", after="")))


def test_deleted_entries_may_stand_among_entries() -> None:
    assert valid(after=GONE)


@pytest.mark.parametrize(
    "before",
    [
        "<fh:archive>yes</fh:archive>",
        '<fh:archive a="b"/>',
        "<fh:archive/><fh:archive/>",
        "<fh:archive/><fh:complete/>",
        "<fh:incomplete/>",
        "<at:deleted-entry/>",
        '<at:deleted-entry ref="x"/>',
        '<at:deleted-entry when="2005-11-29T12:11:12Z"/>',
        GONE.replace("2005-11-29T12:11:12Z", "29 November 2005"),
        DELETED.format("", "<at:comment>a</at:comment><at:comment>b</at:comment>"),
        DELETED.format("", "<at:by>Ada</at:by>"),
        DELETED.format("", "<title>x</title>"),
    ],
)
def test_it_rejects_what_they_do_not(before: str) -> None:
    assert not valid(before)


@pytest.mark.parametrize("inside", ["<fh:archive/>", GONE])
def test_what_belongs_to_a_feed_stands_in_no_entry(inside: str) -> None:
    assert not valid(inside=inside)
