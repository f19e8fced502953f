"""What a text file beside the rules cannot show: bytes, quantities, other sites."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Condition, Diagnostic, FeedSettings, RuleSettings, Site, Span
from pipeline.rules._guess import Guess
from tests.rules.checking import FIRST, check, codes, the_site

HEAD = "---\nid: example\ntitle: Example\nsummary: An example.\n---\n"


def places(text: str) -> list[tuple[str, int, int]]:
    return [(found.code, found.span.start.line, found.span.start.column) for found in check({FIRST: text})]


# MD006


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x08", "\x0b", "\x7f", "\x92", "\u202e", "\u2066", "\ufdd0", "\ufeff", "\ufffd", "\uffff", "\U0001fffe"],
)  # fmt: skip
def test_a_forbidden_character_is_found_at_its_place(character: str) -> None:
    assert ("MD006", 7, 3) in places(f"{HEAD}\nAB{character}C")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_does(end: str) -> None:
    text = f"{HEAD}Text\u2028and\u0085more.\n\n[here](https://example.org)\x08\n"
    assert places(text.replace("\n", end)) == [("MD006", 6, 9), ("LK001", 8, 1), ("MD006", 8, 28)]


def test_a_forbidden_character_in_the_front_matter_is_found_once() -> None:
    assert places(HEAD.replace("An example.", "An\u202e example.")) == [("MD006", 4, 12)]


def test_of_very_many_forbidden_characters_twenty_are_named_and_the_others_counted() -> None:
    found = check({FIRST: HEAD + "\u202e" * 100_000})
    assert codes(found) == ["MD006"] * 21
    assert found[-1].message == "99,980 more forbidden characters from here on"
    assert found[-1].span.start.column == 21


# LK003


def test_a_name_in_another_unicode_form_is_told_apart_from_a_wrong_one() -> None:
    found = check({FIRST: f"{HEAD}[The overview (PDF, 1 MB)](../media/U\u0308bersicht.pdf)"})
    assert codes(found) == ["LK003"]
    assert "writes the accents" in found[0].message


# FD001


def with_feed(**asked: object) -> Site:
    feed = FeedSettings("news", {"en": "News", "de": "Neues"}, ("en", "de"), ("atom",), **asked)  # type: ignore[arg-type]
    return replace(the_site(), feeds=(feed,))


PARTNERSHIP = "---\nid: a\ntitle: A\nsummary: S.\nkind: global-academic\ntags: [b]\n---\n"


@pytest.mark.parametrize(
    ("asked", "languages"),
    [
        ({"collections": ("partnerships",)}, '"de"'),
        ({"types": ("partnership",), "tags": ("b",), "where": (Condition("kind", any_of=("global-academic",)),)}, '"de"'),
        ({"each": "kind"}, '"de"'),
        ({"each": "institution"}, '"en" or "de"'),
        ({"collections": ("pages",)}, '"en" or "de"'),
        ({"tags": ("c",)}, '"en" or "de"'),
        ({"where": (Condition("kind", any_of=("research-focused",)),)}, '"en" or "de"'),
        ({"where": (Condition("date", before=datetime(2026, 11, 22, tzinfo=UTC)),)}, '"en" or "de"'),
    ],
)
def test_a_feed_that_nothing_matches_is_named_with_its_languages(asked: dict[str, object], languages: str) -> None:
    found = check({"partnerships/a.en.md": PARTNERSHIP}, with_feed(**asked))
    assert [(each.code, each.path) for each in found] == [("FD001", "site.toml")]
    assert found[0].message == f'no published entry matches the feed "news" in {languages}'


def test_a_feed_that_something_matches_in_every_language_is_not_empty() -> None:
    files = {"partnerships/a.en.md": PARTNERSHIP, "partnerships/a.de.md": PARTNERSHIP}
    assert check(files, with_feed(collections=("partnerships",))) == []


def test_an_id_that_a_feed_asks_for_in_vain_is_found_where_it_is_asked_for_in_place_of_the_empty_feed() -> None:
    asked = Condition("institution", any_of=("eth", "epfl"), none_of=("nobody",), ids=True, span=Span.at(7, 10))
    files = {
        "partnerships/a.en.md": PARTNERSHIP,
        "institutions/epfl.md": HEAD.replace("id: example", "id: epfl-lausanne\ndate: 2026-01-01"),
    }
    found = [each for each in check(files, with_feed(where=(asked,))) if each.code == "FD001"]
    assert [(each.path, each.span, each.message, each.hint) for each in found] == [
        ("site.toml", asked.span, 'there is no entry "epfl"', "write the id of an entry"),
        ("site.toml", asked.span, 'there is no entry "eth"', "write the id of an entry"),
        ("site.toml", asked.span, 'there is no entry "nobody"', "write the id of an entry"),
    ]


# LK003: feeds


def linked(target: str) -> list[Diagnostic]:
    """What is found of a link to *target* in a site with one feed, news-global-academic."""
    text = f"{PARTNERSHIP}The [global academic partnerships]({target}).\n"
    return [each for each in check({"partnerships/a.en.md": text}, with_feed(each="kind")) if each.code != "FD001"]


@pytest.mark.parametrize("target", ["news-global-academic", "news-global-academic.atom#top", "news-global%2Dacademic"])
def test_a_link_may_lead_to_a_feed_that_holds_something(target: str) -> None:
    assert linked(f"feed:{target}") == linked(f"FEED:{target}") == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("news", 'there is no feed "news"; did you mean "news-global-academic"?'),
        ("news-global-akademic", 'there is no feed "news-global-akademic"; did you mean "news-global-academic"?'),
        ("news-research-focused", 'there is no feed "news-research-focused"; write the name that stands in site.toml'),
        ("news-global-academic.rss", 'the feed "news-global-academic" has no format "rss"; write "atom"'),
        ("news-global-academic.", 'the feed "news-global-academic" has no format ""; write "atom"'),
        ("", 'there is no feed ""; write the name that stands in site.toml'),
        ("https://www.example.org/rss", 'there is no feed "https://www"; write the name that stands in site.toml'),
    ],
)
def test_a_link_to_a_feed_that_there_is_not_is_found(target: str, expected: str) -> None:
    [found] = linked(f"feed:{target}")
    assert (found.code, found.span.start.line, found.span.start.column) == ("LK003", 8, 36)
    assert f"{found.message}; {found.hint}" == expected


# The clock


@pytest.mark.parametrize(("now", "expected"), [(1, ["RF003"]), (2, []), (3, []), (4, ["RF003"])])
def test_whether_an_entry_is_published_is_asked_of_the_given_time(now: int, expected: list[str]) -> None:
    files = {
        FIRST: HEAD + "See [the fees](entry:fees).",
        "pages/fees.en.md": "---\nid: fees\ntitle: F\nsummary: S.\ndate: 2026-01-02\nexpiryDate: 2026-01-04\n---\n",
    }
    assert codes(check(files, now=datetime(2026, 1, now, tzinfo=UTC))) == expected


# Guesses


def test_the_nearest_of_very_many_names_is_found_from_either_end() -> None:
    guess = Guess(f"partnership-with-university-{number:06}" for number in range(100_000))
    assert guess("partnership-with-university-000004x") == "partnership-with-university-000004"
    assert guess("partnershp-with-university-077777") == "partnership-with-university-077777"
    assert guess("something-else") == ""


# Hostile texts

PIECES = """---
    +++ id: title: [ ] ( ) ]( ][ [^ {#a} {.b} {style=x} ![ < > <b> <script> <!-- --> on= * ** _ ` ``` ~~~ # ## | - : 1.
    entry: javascript: ../ // data: %3A & &#8; \\ ::: listing type= kind= <<<<<<< ======= >>>>>>> in innen ß 日 📣""".split()
INVISIBLE = ["\n", "\n\n", "\r", "\t", "\x00", "\u202e"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, *INVISIBLE]), max_size=60),
    st.booleans(),
    st.sampled_from([FIRST, "institutions/a.md", "strategy/index.de.md", "x.md"]),
)
def test_no_text_breaks_a_rule_and_every_finding_has_its_place_in_it(pieces: list[str], headed: bool, path: str) -> None:
    text = (HEAD if headed else "") + " ".join(pieces)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in check({path: text}):
        for position in found.span.start, found.span.end:
            assert 1 <= position.line <= len(lines) + 1
            assert 1 <= position.column <= (len(lines[position.line - 1]) + 1 if position.line <= len(lines) else 1)


# HT001


@pytest.mark.parametrize(
    ("text", "shown", "hint"),
    [
        ("Replace <your name> by yours.", "<your name>", "write \\< if it is text, or leave it out"),
        ("Press <Ctrl>.", "<Ctrl>", "write \\< if it is text, or leave it out"),
        ("The <Marquee>fees.", "<marquee>", "write it in Markdown, or leave the tag out"),
    ],
)
def test_what_is_no_element_of_html_is_shown_as_it_stands_there(text: str, shown: str, hint: str) -> None:
    [found] = check({FIRST: HEAD + text})
    assert (found.code, found.message, found.hint) == ("HT001", f'"{shown}" is not allowed', hint)


# FM003, FM004 and FM005


def test_a_missing_field_is_found_where_it_is_no_error_that_it_has_another_name() -> None:
    place = replace(the_site(), rules=the_site().rules | {"FM004": RuleSettings(level="info")})
    assert codes(check({FIRST: HEAD.replace("title", "titel")}, place)) == ["FM003", "FM004"]


def test_a_misspelt_field_beside_the_right_one_is_to_be_removed() -> None:
    [found] = check({FIRST: HEAD.replace("summary", "titel: A\nsummary")})
    assert (found.code, found.hint, found.fix) == ("FM004", "remove it: title is there already", None)


@pytest.mark.parametrize(
    ("slug", "hint"), [("Feeds abonnieren", "write feeds-abonnieren"), ("研究/教育", 'for example "open-day"')]
)
def test_a_slug_is_answered_with_itself_as_a_part_of_an_address(slug: str, hint: str) -> None:
    [found] = check({FIRST: HEAD.replace("summary", f"slug: {slug}\nsummary")})
    assert (found.code, found.hint) == ("FM005", hint)


# TR004


@pytest.mark.parametrize(
    ("here", "there", "message"),
    [
        ("2026-11-21", "2026-11-22", 'date is "2026-11-21", but in policies/a.en.md it is "2026-11-22"'),
        (
            "2026-11-21T18:00",
            "2026-11-21",
            'date is "2026-11-21T18:00:00+01:00", but in policies/a.en.md it is "2026-11-21"',
        ),
    ],
)
def test_a_date_that_differs_is_shown_as_a_day_where_it_is_one(here: str, there: str, message: str) -> None:
    dated = HEAD.replace("id: example", "id: a\ndate: {}")
    [found] = check({"policies/a.en.md": dated.format(there), "policies/a.de.md": dated.format(here)})
    assert (found.code, found.message) == ("TR004", message)
