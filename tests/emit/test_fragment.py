"""fragments/LANG/ID.html"""

import pytest
from lxml import etree

from tests.emit.factory import Publication


def fragment(language: str = "de", **changes: str) -> str:
    site = {"languages": (language, "en"), "title": {language: "x", "en": "x"}}
    return Publication(**site).entry("open-day", language, **changes).files()[f"fragments/{language}/open-day.html"].decode()


def test_a_fragment_is_the_body_in_one_element_that_says_its_language() -> None:
    assert fragment(fragment="<p>Für alle – überall</p>\n") == (
        '<div lang="de" dir="ltr" class="kn-entry" data-id="open-day">\n<p>Für alle – überall</p>\n</div>\n'
    )


def test_a_fragment_has_the_links_that_are_relative_to_the_page_around_it() -> None:
    text = fragment(fragment='<p><a href="#when">When</a></p>', html='<p><a href="https://a.example/x#when">When</a></p>')
    assert 'href="#when"' in text
    assert "a.example" not in text


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("de", "ltr"), ("arn", "ltr")]
)
def test_the_direction_follows_the_language(language: str, direction: str) -> None:
    assert etree.fromstring(fragment(language)).get("dir") == direction


def test_an_entry_without_a_body_is_an_empty_element() -> None:
    assert fragment(fragment="") == '<div lang="de" dir="ltr" class="kn-entry" data-id="open-day">\n</div>\n'
