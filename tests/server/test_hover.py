"""What is shown of what the mouse points at."""

import pytest

from pipeline.server.hover import hover
from tests.server.desk import OPEN_DAY, Desk


def shown(desk: Desk, old: str, new: str, path: str = OPEN_DAY) -> str:
    position = desk.type(path, old, new)
    desk.workspace.look_at(path)
    found = hover(desk.workspace, path, position)
    return found.markdown if found else ""


def test_finding_shows_what_its_rule_says(desk: Desk) -> None:
    text = shown(desk, "## Facts", "###‸# Facts")
    assert text.startswith("**HD002** A heading goes one level deeper at a time")
    assert "Why: " in text
    assert "````markdown\n" in text


def test_finding_and_what_stands_there_are_shown_together(desk: Desk) -> None:
    desk.type(OPEN_DAY, "entry:ada", "entry:ada#nowhere")
    desk.look()
    text = shown(desk, "entry:ada#nowhere", "entry:ada#no‸where")
    assert text.startswith("**LK004**")
    assert "\n\n---\n\n**Ada Example**" in text


def test_link_to_an_entry_shows_the_entry(desk: Desk) -> None:
    assert shown(desk, "entry:ada", "entry:a‸da") == (
        "**Ada Example**\n\n`person` · published · <https://site.example/en/people/ada>\n\n"
        "She studies engines.\n\n- de: Ada Beispiel (published)"
    )


def test_link_to_a_feed_shows_what_the_settings_say_of_it(desk: Desk) -> None:
    assert shown(desk, "entry:ada", "feed:top‸ic-research.atom") == "**Topic**\n\n`topic-research` · en, de · atom"


def test_link_to_a_file_shows_its_entry(desk: Desk) -> None:
    text = shown(desk, "../pages/guide/index.en.md#how", "../pages/gui‸de/index.en.md#how")
    assert text.startswith("**Guide**")
    assert "- de: Leitfaden (published" in text


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ("person: ada", "person: a‸da", "**Ada Example**"),
        ("person: ada", "per‸son: ada", "Who it is about.\n\nThe id of an entry of the type `person`."),
        ("person: ada", "person: no‸body", "Who it is about.\n\nThe id of an entry"),
        ("topics: [research", "topics: [rese‸arch", "`research`\n\n- en: **Research**\n- de: **Forschung**"),
        (
            "topics: [research",
            "to‸pics: [research",
            "What it is about.\n\nA term of the vocabulary `topics`:\n\n- `research` Research",
        ),
        ("slug: open-day-2026", "sl‸ug: open-day-2026", "Its name in the URL."),
        (
            "date: 2026-03-01 10:00",
            "date: 2026-03-01 10:0‸0",
            "First publication.\n\nRequired in every entry of the type `news`.",
        ),
        ("id: open-day\n", "id: open‸-day\n", "**Open day & night**".replace("&", r"\&")),
    ],
)
def test_front_matter_explains_itself(desk: Desk, old: str, new: str, start: str) -> None:
    assert shown(desk, old, new).startswith(start)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Come to", "Co‸me to"),
        ("lastmod: 2026-03-05", "‸unknown: x\nlastmod: 2026-03-05"),
        ("entry:ada", "entry:no‸body"),
        ("https://example.org", "https://exa‸mple.org"),
    ],
)
def test_elsewhere_nothing_is_shown(desk: Desk, old: str, new: str) -> None:
    position = desk.type(OPEN_DAY, old, new)
    assert hover(desk.workspace, OPEN_DAY, position) is None


def test_finding_in_settings_shows_its_rule(desk: Desk) -> None:
    position = desk.type("site.toml", "limit = 2", "lim‸mit = 2")
    desk.look()
    found = hover(desk.workspace, "site.toml", position)
    assert found
    assert found.markdown.startswith("**CF001**")


def test_titles_are_shown_as_they_are_written(desk: Desk) -> None:
    desk.type("people/ada.md", "en: Ada Example", 'en: "*Ada* [x](y)"')
    desk.look()
    assert shown(desk, "entry:ada", "entry:a‸da").startswith(r"**\*Ada\* \[x\](y)**")
