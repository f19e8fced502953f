"""A document's sections, and when one has changed."""

import pytest

from pipeline.model import Source
from pipeline.parse import parse
from pipeline.render import sections

TEXT = "---\nid: case\n---\nBefore.\n## One {#first}\nText.\n## Two\nMore.\n\nThree\n---\nLast.\n"


def digests(text: str) -> dict[str, str]:
    return {section.id: section.digest for section in sections(parse(Source("news/case.en.md", text, "0" * 64)))}


def test_a_section_has_its_headings_id_level_and_title() -> None:
    found = sections(parse(Source("news/case.en.md", TEXT + "### *Four* `x`\n", "0" * 64)))
    assert [(section.id, section.level, section.title) for section in found] == [
        ("first", 2, "One"),
        ("two", 2, "Two"),
        ("three", 2, "Three"),
        ("four-x", 3, "Four x"),
    ]


def test_a_text_without_headings_has_no_sections() -> None:
    assert digests("---\nid: case\n---\nText.\n") == {}


@pytest.mark.parametrize(
    "same",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        TEXT.replace("Text.", "Text.   "),
        TEXT + "\n\n\n",
        TEXT.removesuffix("\n"),
        TEXT.replace("Before.", "Something else."),
        TEXT.replace("id: case", "id: case\ntitle: Case"),
    ],
)
def test_what_no_reader_of_a_section_sees_does_not_change_it(same: str) -> None:
    assert digests(same) == digests(TEXT)


@pytest.mark.parametrize(
    ("changed", "sections"),
    [
        (TEXT.replace("Text.", "Other text."), {"first"}),
        (TEXT.replace("Text.", "  Text."), {"first"}),
        (TEXT.replace("## One", "### One"), {"first"}),
        (TEXT.replace("More.", "Less."), {"two"}),
        (TEXT.replace("More.", ""), {"two"}),
        (TEXT.replace("Last.", ""), {"three"}),
        (TEXT.replace("Three\n---", "## Three"), {"three"}),
    ],
)
def test_a_change_shows_in_its_own_section_only(changed: str, sections: set[str]) -> None:
    before, after = digests(TEXT), digests(changed)
    assert {id for id in before if before[id] != after[id]} == sections
