"""Where things are written, and what refers to them."""

import pytest

from pipeline.server.places import Place, definition, references
from tests.server.desk import OPEN_DAY, Desk

GUIDE = "pages/guide/index.en.md"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("entry:ada", "entry:a‸da", "people/ada.md: ada"),
        ("[Ada](", "[A‸da](", "people/ada.md: ada"),
        ("entry:ada", "entry:gui‸de#how", f"{GUIDE}: ## How {{#how}}"),
        ("person: ada", "person: a‸da", "people/ada.md: ada"),
        ("../pages/guide/index.en.md#how", "../pages/guide/index.en‸.md#how", f"{GUIDE}: ## How {{#how}}"),
        ("../pages/guide/index.en.md#how", "../pages/guide/index.en.md‸", f"{GUIDE}: "),
        ("../media/programme.txt", "../media/prog‸ramme.txt", "media/programme.txt: "),
        ("![A dot](../media/dot.png)", "![A d‸ot](../media/programme.txt)", "media/programme.txt: "),
        ("(#facts)", "(#fa‸cts)", f"{OPEN_DAY}: ## Facts {{#facts}}"),
        ("topics: [research, teaching]", "topics: [research, teach‸ing]", "vocabularies/topics.toml: teaching"),
        ("id: open-day\n", "id: ope‸n-day\n", f"{OPEN_DAY}: open-day"),
    ],
)
def test_definition(desk: Desk, old: str, new: str, place: str) -> None:
    position = desk.type(OPEN_DAY, old, new)
    assert [desk.written(each) for each in definition(desk.workspace, OPEN_DAY, position)] == [place]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("entry:ada", "entry:no‸body"),
        ("../media/programme.txt", "../media/nothing‸.txt"),
        ("../media/programme.txt", "../../outside‸.txt"),
        ("(#facts)", "(#no‸where)"),
        ("research, teaching", "reading‸, teaching"),
        ("Come to", "Co‸me to"),
        ("summary: Everybody", "summ‸ary: Everybody"),
        ("https://example.org", "https://exam‸ple.org"),
    ],
)
def test_what_is_nowhere_has_no_definition(desk: Desk, old: str, new: str) -> None:
    assert definition(desk.workspace, OPEN_DAY, desk.type(OPEN_DAY, old, new)) == []


def test_link_leads_to_the_reader_s_own_language(desk: Desk) -> None:
    position = desk.type("news/open-day.de.md", "---\nid", "---\nid")
    text = desk.text("news/open-day.de.md")
    position = desk.open("news/open-day.de.md", text + "\n[x](entry:gui‸de)\n")
    assert [place.path for place in definition(desk.workspace, "news/open-day.de.md", position)] == ["pages/guide/index.de.md"]


def test_term_is_found_in_the_vocabulary_as_it_is_typed(desk: Desk) -> None:
    desk.type("vocabularies/topics.toml", "[terms.research]", "\n\n[terms.research]")
    position = desk.type(OPEN_DAY, "[research", "[rese‸arch")
    assert definition(desk.workspace, OPEN_DAY, position)[0].span.start.line == 5


def all_references(desk: Desk, path: str, old: str, new: str, *, declaration: bool = False) -> list[str]:
    position = desk.type(path, old, new)
    return [desk.written(place) for place in references(desk.workspace, path, position, declaration=declaration)]


ADA = [f"{OPEN_DAY}: ada", f"{OPEN_DAY}: entry:ada", f"{GUIDE}: entry:ada"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [("people/ada.md", "id: ada", "id: a‸da"), (GUIDE, "entry:ada", "entry:ad‸a"), (OPEN_DAY, "person: ada", "person: ‸ada")],
)
def test_references_are_found_from_the_id_and_from_each_of_them(desk: Desk, path: str, old: str, new: str) -> None:
    german = "news/open-day.de.md"
    found = all_references(desk, path, old, new)
    assert [each for each in found if not each.startswith(german)] == ADA
    assert "people/ada.md: ada" in all_references(desk, path, new.replace("‸", ""), new, declaration=True)


def test_links_to_the_file_are_references_to_its_entry(desk: Desk) -> None:
    found = all_references(desk, GUIDE, "id: guide", "id: gui‸de")
    assert f"{OPEN_DAY}: ../pages/guide/index.en.md#how" in found


def test_elsewhere_nothing_is_referred_to(desk: Desk) -> None:
    assert all_references(desk, OPEN_DAY, "Come to", "Co‸me to") == []
    assert all_references(desk, OPEN_DAY, "person: ada", "per‸son: ada") == []


def test_place_says_its_path(desk: Desk) -> None:
    position = desk.type(OPEN_DAY, "entry:ada", "entry:a‸da")
    assert all(isinstance(place, Place) for place in definition(desk.workspace, OPEN_DAY, position))


def test_what_was_typed_a_moment_ago_is_known(desk: Desk) -> None:
    desk.type("people/ada.md", "---\nid: ada", "---\n\n\nid: ada")
    desk.workspace.look_at("people/ada.md")
    position = desk.type(OPEN_DAY, "Come to", "[x](entry:ada)\n[y](entry:ad‸a) Come to")
    desk.workspace.look_at(OPEN_DAY)
    found = references(desk.workspace, OPEN_DAY, position, declaration=True)
    assert [place.span.start.line for place in found if place.path in (OPEN_DAY, "people/ada.md")] == [9, 15, 16, 16, 4]
    assert definition(desk.workspace, OPEN_DAY, position)[0].span.start.line == 4
