"""What the rules on links, frames and people ask of site.toml and of a content type."""

import pytest
from msgspec.structs import replace

from pipeline.model import ContentType, RuleSettings, Site
from tests.rules.checking import FIRST, check, codes, the_site

HEAD = "---\nid: example\ntitle: Example\nsummary: An example.\n---\n"


def at(code: str, **options: object) -> Site:
    return replace(the_site(), rules={**the_site().rules, code: RuleSettings(options=options)})


# PR003


@pytest.mark.parametrize(
    ("allowed", "text"),
    [
        ("ada.lovelace@example.edu", "Ada.Lovelace@Example.edu"),
        ("ada.lovelace@example.edu", "ada.lovelace(at)example.edu"),
        ("example.edu", "[Ada](mailto:ada.lovelace@example.edu)"),
        ("@example.edu", "ada.lovelace@example.edu"),
        ("+49 171 1234567", "+49 (171) 12 34 567"),
    ],
)
def test_what_the_site_allows_may_be_published(allowed: str, text: str) -> None:
    assert codes(check({FIRST: HEAD + text})) == ["PR003"]
    assert check({FIRST: HEAD + text}, at("PR003", allowed=[allowed])) == []


@pytest.mark.parametrize("allowed", ["edu", "ple.edu", "lovelace@example.edu", "", "+49 171 123456"])
def test_what_the_site_allows_is_nothing_more(allowed: str) -> None:
    text = "ada.lovelace@example.edu, +49 171 1234567"
    assert codes(check({FIRST: HEAD + text}, at("PR003", allowed=[allowed]))) == ["PR003", "PR003"]


def with_consent() -> Site:
    page = the_site().types["page"]
    schema = {**page.schema, "properties": {**page.schema["properties"], "consent": {"type": "boolean"}}}
    type = ContentType("page", schema, ("consent",), (), {}, {}, ())
    return replace(the_site(), types={**the_site().types, "page": type})


@pytest.mark.parametrize(("said", "expected"), [("true", []), ("false", ["PR003"])])
def test_a_person_who_has_agreed_may_be_named(said: str, expected: list[str]) -> None:
    text = HEAD.replace("summary", f"consent: {said}\nsummary") + "ada.lovelace@example.edu"
    found = check({FIRST: text}, with_consent())
    assert codes(found) == expected
    assert all("consent: true" in each.hint for each in found)


def test_where_a_type_has_no_such_field_the_hint_names_the_setting() -> None:
    assert "rules.PR003" in check({FIRST: HEAD + "ada.lovelace@example.edu"})[0].hint


def test_the_title_says_whose_a_number_in_the_front_matter_is() -> None:
    office = HEAD.replace("An example.", "Tel. 0234 32-22222").replace("Example", "Welcome Center")
    assert check({FIRST: office}) == []
    assert codes(check({FIRST: office.replace("Welcome Center", "Dr. Ada Lovelace")})) == ["PR003"]


# LK007


def test_hosts_without_encryption_are_left_alone() -> None:
    text = HEAD + "[Fees](http://old.example.edu/fees), [dates](http://example.edu/dates)"
    assert codes(check({FIRST: text})) == ["LK007", "LK007"]
    found = check({FIRST: text}, at("LK007", hosts=["old.example.edu"]))
    assert [each.message for each in found] == ['"http://example.edu/dates" is not encrypted']


# HT001, PR001


def test_a_site_that_names_no_hosts_for_frames_allows_none() -> None:
    text = HEAD + '<iframe src="https://video.example.edu/a" title="A"></iframe>'
    assert check({FIRST: text}) == []
    found = check({FIRST: text}, replace(the_site(), frame_hosts=()))
    assert [(each.code, each.hint) for each in found] == [("PR001", "link to the page instead")]


def test_the_hint_names_the_hosts_that_frames_may_show() -> None:
    found = check({FIRST: HEAD + '<iframe src="https://example.com/a" title="A"></iframe>'})
    assert found[0].hint == 'link to the page instead; frames may show what is below "https://video.example.edu"'
