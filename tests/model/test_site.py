"""What the settings say of a field, a feed and a rule."""

from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.model import FeedSettings, RuleSettings
from tests.emit.factory import SITE


def test_a_part_of_a_feed_is_named_by_its_value_and_a_feed_without_parts_by_its_name() -> None:
    feed = FeedSettings("topic", {}, (), ())
    assert (replace(feed, each="topics").part("law"), feed.part("")) == ("topic-law", "topic")


def test_a_reader_is_shown_the_own_language_first_then_the_default_then_any() -> None:
    site = replace(SITE, languages=("de", "en", "fr"), default_language="en")
    assert list(dict.fromkeys(site.preferring("fr"))) == ["fr", "en", "de"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"en": "Day", "de": "Tag"}, "Tag"),
        ({"de": "Tag"}, "Tag"),
        ({"en": "Day"}, None),
        ({"de": ["a", "b"]}, ["a", "b"]),
        ({"de": "Tag", "fr": "Jour"}, {"de": "Tag", "fr": "Jour"}),
        ({"src": "a.png"}, {"src": "a.png"}),
        ({}, {}),
        ("Tag", "Tag"),
        (["de", "en"], ["de", "en"]),
        (None, None),
    ],
)
def test_only_a_mapping_of_the_sites_languages_differs_between_them(value: Any, said: Any) -> None:
    assert SITE.in_language(value, "de") == said


def test_a_uid_is_a_tag_uri_of_authority_id_and_language() -> None:
    assert SITE.uid("open-day", "de") == "tag:example.edu,2026:open-day:de"


def test_a_collection_is_known_by_its_name() -> None:
    assert SITE.collection("calls").type == "call"


def test_a_rule_has_the_options_that_the_settings_give_it_or_none() -> None:
    site = replace(SITE, rules={"LK007": RuleSettings("error", {"hosts": ["a.example"]})})
    assert site.options("LK007") == {"hosts": ["a.example"]}
    assert site.options("LK001") == {}
