"""Which entries a listing names, in which order, and how they are printed."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from pipeline.listing import listed, listing_html
from pipeline.model import Target
from tests.targets import target


def day(day: int) -> datetime:
    return datetime(2026, 1, day, tzinfo=UTC)


TARGETS = [
    target("a", title="Übersicht", publish_date=day(3), weight=2, tags=("visit",), fields={"kind": "open", "topics": ["law"]}),
    target("b", title="open day", publish_date=day(1), weight=1, tags=("visit", "x"), fields={"topics": ["law", "art"]}),
    target("c", title="Zoo", publish_date=day(3), weight=1, fields={"kind": "closed", "free": True}),
    target("d", title="Annual report", type="report", collection="reports", fields={"kind": "open"}),
    target("e", "de", title="Bericht", fields={"kind": "open"}),
]


def ids(options: str, language: str = "en") -> str:
    """Return the ids that *options*, with spaces between them, name among all."""
    return "".join(target.compiled.id for target in listed(options.replace(" ", "\n"), TARGETS, language))


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("type=news", "abc"),
        ("type=report", "d"),
        ("collection=reports", "d"),
        ("collection=nowhere", ""),
        ("tag=visit", "ab"),
        ("tag=vis", ""),
        ("kind=open", "ad"),
        ("topics=law", "ab"),
        ("topics=art", "b"),
        ("free=true", "c"),
        ("type=news kind=open", "a"),
        ("type=report topics=law", ""),
        ("kind=open topics=law tag=visit", "a"),
        ("", "abcd"),
    ],
)
def test_a_listing_names_what_is_all_that_it_asks_for(options: str, found: str) -> None:
    assert sorted(ids(options)) == list(found)


def test_a_listing_names_entries_of_its_own_language() -> None:
    assert ids("kind=open", "de") == "e"
    assert ids("kind=open", "fr") == ""


@pytest.mark.parametrize(
    ("options", "order"),
    [
        ("", "dbca"),
        ("sort=weight", "dbca"),
        ("sort=title", "dbac"),
        ("sort=date", "bacd"),
        ("sort=-date", "dacb"),
        ("sort=title limit=2", "db"),
        ("sort=-date limit=1", "d"),
        ("sort=title limit=99", "dbac"),
        ("sort=title limit=0", ""),
        ("sort=title limit=many", "dbac"),
        ("sort=title limit=-1", "dbac"),
        ("sort=title limit=" + "9" * 5000, "dbac"),
    ],
)
def test_a_listing_has_an_order_in_which_ties_are_by_title(options: str, order: str) -> None:
    assert ids(options) == order


@pytest.mark.parametrize("sort", ["", "weight", "title", "date", "-date"])
def test_the_order_in_which_entries_are_found_does_not_show(sort: str) -> None:
    twins = [target(id, title="Twin", weight=1, publish_date=day(1)) for id in "xyz"]
    found = {tuple(each.compiled.id for each in listed(f"sort={sort}", shuffled, "en")) for shuffled in permutations(twins)}
    assert found == {("x", "y", "z")}


def test_a_listing_is_a_list_of_links_with_summaries() -> None:
    targets = [
        target("a", title='"A" & <b>', summary="1 < 2", url="https://site.example/a?b=1&c=2"),
        target("b", title="B", url="https://site.example/b"),
    ]
    assert listing_html(targets) == (
        '<ul class="listing">\n'
        '<li><a href="https://site.example/a?b=1&amp;c=2">&quot;A&quot; &amp; &lt;b&gt;</a><br>\n1 &lt; 2</li>\n'
        '<li><a href="https://site.example/b">B</a></li>\n'
        "</ul>\n"
    )


def test_nothing_is_printed_as_nothing() -> None:
    assert listing_html([]) == ""


@given(st.lists(st.tuples(st.text("<>&\"' ab/", min_size=1), st.text("<>&\"' ab/")), min_size=1, max_size=4))
def test_whatever_a_title_says_it_is_only_text(said: list[tuple[str, str]]) -> None:
    targets: list[Target] = [target(title=title, summary=summary) for title, summary in said]
    element = lxml_html.fragment_fromstring(listing_html(targets))
    assert {each.tag for each in element.iter()} <= {"ul", "li", "a", "br"}
    assert [link.text for link in element.iter("a")] == [title for title, _ in said]
