"""RFC 4287 §4.2.2: tags and terms as categories."""

from typing import Any

from tests.emit.factory import ATOM, Publication


def categories(**changes: Any) -> list[dict[str, str]]:
    feed = Publication().entry(**changes).feed().atom()
    return [dict(category.attrib) for category in feed.iterfind("atom:entry/atom:category", ATOM)]


def test_a_tag_is_a_category() -> None:
    assert categories(tags=("Mobilität & <b>",)) == [{"term": "Mobilität & <b>", "label": "Mobilität & <b>"}]


def test_a_term_is_a_category_of_its_vocabulary_with_its_label() -> None:
    assert categories(fields={"kind": {"id": "research-focused", "label": "Research-focused"}}) == [
        {"term": "research-focused", "scheme": "tag:example.edu,2026:vocabulary/kinds", "label": "Research-focused"}
    ]


def test_each_term_of_a_list_is_a_category() -> None:
    terms = [{"id": "mobility", "label": "Mobility"}, {"id": "research", "label": "Research"}]
    assert [category["term"] for category in categories(fields={"topics": terms})] == ["mobility", "research"]


def test_a_field_that_holds_no_term_is_no_category() -> None:
    assert categories(fields={"city": {"id": "bochum", "label": "Bochum"}, "topics": [], "kind": None}) == []


def test_no_category_stands_twice() -> None:
    assert len(categories(tags=("a", "a"))) == 1


def test_an_entry_of_a_type_that_the_site_does_not_describe_has_its_tags() -> None:
    assert len(categories(type="page", tags=("a",))) == 1
