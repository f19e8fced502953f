"""The feeds in site.toml."""

import pytest

from pipeline.model import Condition, FeedSettings, Span
from tests.site.reading import HEAD, NEWS, TOPICS, read, shown, sound

SITE = HEAD + "[collections.news]\ntype = 'news'\n[collections.about]\n[feeds.all]\ntitle = { en = 'All', de = 'Alle' }\n"
"""Nine lines; what follows belongs to the feed."""
AT = Span.at(8, 8, 3)
"""Its name."""
TITLE = {"en": "All", "de": "Alle"}


def feed(more: str = "") -> FeedSettings:
    return sound(SITE + more, {"news": NEWS}, {"topics": TOPICS}).feeds[0]


def test_a_feed_that_says_nothing_has_all_entries_in_every_language_and_format() -> None:
    assert feed() == FeedSettings("all", TITLE, ("en", "de"), ("atom", "json", "rss"), span=AT)


def test_a_feed_is_what_it_says() -> None:
    said = """\
description = { en = "Everything", de = "Alles" }
collections = ["news"]
types = ["news"]
tags = ["open"]
where = { topics = "physics", place = { exists = true } }
languages = ["de"]
formats = ["rss", "atom"]
content = "summary"
limit = 5
window_days = 0
archive = true
each = "about"
hub = "https://hub.example.edu/"
"""
    assert feed(said) == FeedSettings(
        "all",
        TITLE,
        ("de",),
        ("rss", "atom"),
        ("news",),
        ("news",),
        ("open",),
        (
            Condition("topics", any_of=("physics",), span=Span.at(14, 20, 9)),
            Condition("place", exists=True, span=Span.at(14, 39, 17)),
        ),
        {"en": "Everything", "de": "Alles"},
        full_text=False,
        limit=5,
        window_days=0,
        archive=True,
        each="about",
        hub="https://hub.example.edu/",
        span=AT,
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("titel = 'x'", ['CF001 10:1 unknown name "titel"; did you mean "title"?']),
        ("collections = ['nws']", ['CF002 10:16 there is no collection "nws"; did you mean "news"?']),
        ("collections = ['news', 'x']", ['CF002 10:24 there is no collection "x"; write "about" or "news"']),
        ("collections = []", ["CF002 10:15 it is empty"]),
        ("types = ['pge']", ['CF002 10:10 there is no content type "pge"; did you mean "page"?']),
        ("languages = ['fr']", ['CF002 10:14 there is no language "fr"; write "de" or "en"']),
        ("formats = ['atm']", ['CF002 10:12 there is no feed format "atm"; did you mean "atom"?']),
        ("content = 'all'", ['CF002 10:11 "all" is not allowed here; write "full" or "summary"']),
        ("limit = 0\nwindow_days = -1", ["CF002 10:9 0 is too small", "CF002 11:15 -1 is too small"]),
        ("hub = 'hub.example.edu'", ['CF002 10:7 "hub.example.edu" is not a complete URL']),
        (
            "each = 'topic'",
            ['CF002 10:8 by "topic" no entry of this feed refers to an entry or a term; did you mean "topics"?'],
        ),
        (
            "each = 'place'",
            ['CF002 10:8 by "place" no entry of this feed refers to an entry or a term; write "about"'],
        ),
        ("collections = ['about']\neach = 'topics'", ["CF002 11:8 by", "leave it out"]),
        ("where = { topic = 'x' }", ['CF002 10:11 no entry of this feed has a field "topic"; did you mean "topics"?']),
        ("types = ['page']\nwhere.topics = 'physics'", ['CF002 11:7 no entry of this feed has a field "topics"']),
        ("where = 'news'", ['CF002 10:9 "news" is text']),
        (
            "description = { en = 'News of {each}', de = 'Neues' }",
            ['CF002 10:22 "{each}" stands for nothing here; name a field in each, or remove it'],
        ),
    ],
)
def test_a_mistake_is_found_at_its_place(said: str, expected: list[str]) -> None:
    _, findings = read(SITE + said, {"news": NEWS}, {"topics": TOPICS})
    found = "\n".join(shown(findings)).replace("site.toml:", "")
    assert all(part in found for part in expected), found
    assert found.count("\n") + 1 == sum(part.startswith("CF") for part in expected)


def test_title_and_description_say_where_the_name_of_each_value_goes() -> None:
    title = SITE.replace("de = 'Alle'", "de = 'Alle: {each}'")
    found = sound(title + "each = 'topics'\n", {"news": NEWS}, {"topics": TOPICS}).feeds[0]
    assert found.title == {"en": "All", "de": "Alle: {each}"}


def test_no_feed_has_the_name_of_a_part_of_another() -> None:
    feeds = (
        "each = 'topics'\n[feeds.all-news]\ntitle = { en = 'N', de = 'N' }\n[feeds.allied-news]\ntitle = { en = 'A', de = 'A' }"
    )
    _, findings = read(f"{SITE}{feeds}", {"news": NEWS}, {"topics": TOPICS})
    message = 'one of the feeds that "all" stands for might be called "all-news" too; give one of the two another name'
    assert shown(findings) == [f"CF002 site.toml:11:8 {message}"]


def test_a_feed_has_a_title() -> None:
    _, findings = read(HEAD + "[feeds.all]\n")
    assert [text.partition(";")[0] for text in shown(findings)] == ['CF002 site.toml:5:1 "title" is missing']


def test_fields_are_not_asked_of_a_type_that_cannot_be_read() -> None:
    _, findings = read(SITE + "where.x = 'y'", {"news": '{"type": "array"}'}, {"topics": TOPICS})
    assert [found.path for found in findings] == ["schemas/news.schema.json"]
