"""What the settings say of a field, a feed and a rule."""

from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.model import FeedSettings, RuleSettings
from tests.emit.factory import SITE


@pytest.mark.parametrize(
    ("asked", "selected"),
    [
        ({}, True),
        ({"collections": ("news", "events")}, True),
        ({"collections": ("events",)}, False),
        ({"types": ("article",)}, True),
        ({"types": ("news",)}, False),
        ({"tags": ("visit", "other")}, True),
        ({"tags": ("other",)}, False),
        ({"where": {"kind": "open"}}, True),
        ({"where": {"kind": "open", "place": "here"}}, False),
        ({"collections": ("news",), "types": ("article",), "tags": ("visit",), "where": {"kind": "open"}}, True),
        ({"collections": ("news",), "types": ("article",), "tags": ("other",), "where": {"kind": "open"}}, False),
    ],
)
def test_a_feed_selects_what_is_all_that_it_asks_for(asked: dict[str, Any], selected: bool) -> None:
    feed = FeedSettings("feed", {}, (), (), **asked)
    assert (
        feed.selects("news", "article", ("visit", "day"), lambda field, value: (field, value) == ("kind", "open")) is selected
    )


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
