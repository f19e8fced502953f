"""What is offered while somebody types."""

import pytest

from pipeline.rules import catalogue
from pipeline.server import in_body
from pipeline.server.completion import Completion, complete
from tests.server.desk import OPEN_DAY, Desk

GUIDE = "pages/guide/index.en.md"
ADA = "people/ada.md"


def offered(desk: Desk, old: str, new: str, path: str = OPEN_DAY) -> Completion:
    return complete(desk.workspace, path, desk.type(path, old, new))


def labels(desk: Desk, old: str, new: str, path: str = OPEN_DAY) -> list[str]:
    return [offer.label for offer in offered(desk, old, new, path).offers]


def taken(desk: Desk, old: str, new: str, label: str, path: str = OPEN_DAY) -> str:
    """The line after the offer of this *label* has been taken."""
    position = desk.type(path, old, new)
    found = complete(desk.workspace, path, position)
    offer = next(offer for offer in found.offers if offer.label == label)
    line = desk.text(path).splitlines()[position.line - 1]
    return line[: found.span.start.column - 1] + offer.text + line[found.span.end.column - 1 :]


# Links


def test_ids_of_entries_follow_entry_with_their_titles(desk: Desk) -> None:
    found = offered(desk, "Come to", "See [x](entry:‸). Come to").offers
    assert [offer.label for offer in found] == ["ada", "draft", "expired", "guide", "open-day", "scheduled", "second", "third"]
    assert (found[0].detail, found[3].detail) == ("Ada Example", "Guide")


@pytest.mark.parametrize("typed", ["a", "ada", "example", "entr"])
def test_entry_is_found_by_its_id_or_its_title(desk: Desk, typed: str) -> None:
    assert ("ada" in labels(desk, "Come to", f"[x](entry:{typed}‸) Come to")) is (typed != "entr")


@pytest.mark.parametrize("text", ["<entry:a‸", "[x]: entry:a‸", "[ä 😀](entry:a‸", "![x](y) [x](entry:a‸"])
def test_entry_is_offered_wherever_a_link_may_be_written(desk: Desk, text: str) -> None:
    assert "ada" in labels(desk, "Come to", f"{text}\n\nCome to")


def test_names_of_feeds_follow_feed_with_their_titles(desk: Desk) -> None:
    found = offered(desk, "Come to", "See [x](feed:‸). Come to").offers
    assert [(offer.label, offer.detail) for offer in found] == [
        ("news", "News"),
        ("nothing", "Events"),
        ("summaries", "Summaries"),
        ("topic-research", "Topic"),
        ("topic-teaching", "Topic"),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[x](entry:open-day#‸)", ["facts"]),
        ("[x](#f‸)", ["facts"]),
        ("[x](../pages/guide/index.en.md#‸)", ["how"]),
        ("[x](entry:nobody#‸)", []),
        ("[x](../media/programme.txt#‸)", []),
    ],
)
def test_parts_follow_the_mark(desk: Desk, text: str, parts: list[str]) -> None:
    assert labels(desk, "Come to", f"{text} Come to") == parts


def test_parts_of_an_open_file_are_those_that_are_typed(desk: Desk) -> None:
    desk.type(GUIDE, "{#how}", "{#how-to-come}")
    assert labels(desk, "Come to", "[x](../pages/guide/index.en.md#‸) Come to") == ["how-to-come"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "[x](‸)",
            [
                "entry:",
                "feed:",
                "draft.en.md",
                "expired.en.md",
                "open-day.de.md",
                "scheduled.en.md",
                "second.en.md",
                "third.en.md",
            ],
        ),
        ("[x](dr‸)", ["draft.en.md"]),
        ("[x](../‸)", ["media/", "news/", "pages/", "people/"]),
        ("[x](../media/‸)", ["dot.png", "programme.txt"]),
        ("![x](../media/‸)", ["dot.png"]),
        ("![x](../me‸)", ["media/"]),
        ("[x](../../‸)", []),
        ("[x](https://‸)", []),
    ],
)
def test_files_are_offered_folder_by_folder(desk: Desk, text: str, names: list[str]) -> None:
    assert labels(desk, "Come to", f"{text} Come to") == names


def test_file_names_are_written_as_targets(desk: Desk) -> None:
    desk.site.write("media/a (1) ä.png", b"")
    desk.workspace.refresh(lambda *_: None)
    desk.look()
    line = taken(desk, "Come to", "![x](../media/a‸)\n", "a (1) ä.png")
    assert line == "![x](../media/a%20%281%29%20ä.png)"


# Blocks


def test_names_of_blocks_follow_their_colons(desk: Desk) -> None:
    assert labels(desk, "Come to", "::: ‸\n\nCome to") == list(in_body.BLOCKS)
    assert labels(desk, "Come to", ":::wa‸\n\nCome to") == ["warning"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("::: listing ‸", ["type=", "collection=", "tag=", "sort=", "limit="]),
        ("::: listing type=news to‸", ["topics="]),
        ("::: listing type=‸", ["news", "page", "person"]),
        ("::: listing collection=p‸", ["people", "pages"]),
        ("::: listing type=news sort=-‸", ["-date"]),
        ("::: listing tag=‸", ["a & b", "visit"]),
        ("::: listing type=news topics=‸", ["research", "teaching"]),
        ("::: listing type=news person=a‸", ["ada"]),
        ("::: listing topics=‸", []),
        ("::: note ‸", []),
    ],
)
def test_listing_knows_its_options_and_their_values(desk: Desk, text: str, names: list[str]) -> None:
    assert sorted(labels(desk, "Come to", f"{text}\n\nCome to")) == sorted(names)


def test_every_option_and_order_that_is_offered_can_be_used(desk: Desk) -> None:
    values = {"type": "news", "collection": "news", "tag": "visit", "limit": "3"}
    for sort in in_body.SORTS:
        options = " ".join(f"{name}={values.get(name, sort)}" for name in in_body.OPTIONS)
        desk.type(GUIDE, "::: listing collection=events", f"::: listing {options}")
        desk.look()
        assert desk.found(GUIDE) == []
        desk.type(GUIDE, f"::: listing {options}", "::: listing collection=events")


# Comments


@pytest.mark.parametrize("text", ["<!-- allow ‸", "<!-- allow LK001, ‸", "<!--allow LK001,LK‸"])
def test_codes_follow_allow(desk: Desk, text: str) -> None:
    found = labels(desk, "Come to", f"{text} -->\nCome to")
    assert "LK002" in found
    assert all(not catalogue()[code].always for code in found)


def test_codes_follow_allow_in_the_front_matter(desk: Desk) -> None:
    assert labels(desk, "slug:", "# allow LK00‸\nslug:")[:2] == ["LK001", "LK002"]


# Front matter


def test_fields_that_are_missing_are_offered_with_what_they_are_for(desk: Desk) -> None:
    found = offered(desk, "summary: Everybody <may> come.\n", "‸\n").offers
    assert (found[0].label, found[0].detail) == ("summary", "required")
    assert found[0].about.startswith("One or two sentences")
    names = {offer.label for offer in found}
    assert {"draft", "weight", "expiryDate"} <= names
    assert names.isdisjoint({"id", "title", "date", "person"})


def test_field_brings_its_colon_unless_it_is_there(desk: Desk) -> None:
    assert taken(desk, "person: ada", "dr‸", "draft") == "draft: "
    assert taken(desk, "\ndr\n", "\ndr‸: true\n", "draft") == "draft: true"


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("person: ada", "person: ‸", ["ada"]),
        ("person: ada", "person: zz‸", []),
        ("topics: [research, teaching]", "topics: [‸", ["research", "teaching"]),
        ("topics: [research, teaching]", "topics: [research, t‸]", ["teaching"]),
        ("topics: [research, teaching]", 'topics: ["res‸', ["research"]),
        ("topics: [research, teaching]", "topics:\n  - research\n  - t‸", ["teaching"]),
        ("topics: [research, teaching]", "topics:\n- ‸", ["research", "teaching"]),
        ("slug: open-day-2026", "draft: ‸", ["true", "false"]),
        ("slug: open-day-2026", "lang: ‸", ["en", "de"]),
        ("src: ../media/dot.png", "src: ../media/d‸ot.png", []),
        ("image: { src: ../media/dot.png, alt: A dot }", "image: ../media/‸", ["dot.png"]),
        ("image: { src: ../media/dot.png, alt: A dot }", "image:\n  src: ../m‸", ["media/"]),
        ("title: Open day & night", "title: ‸", []),
        ("title: Open day & night", "  ‸", []),
    ],
)
def test_values_of_fields_are_offered(desk: Desk, old: str, new: str, names: list[str]) -> None:
    assert labels(desk, old, new) == names


def test_value_brings_the_space_that_is_missing(desk: Desk) -> None:
    assert taken(desk, "person: ada", "person:‸", "ada") == "person: ada"


def test_value_for_one_language_of_many(desk: Desk) -> None:
    assert labels(desk, "weight: 2", "draft:\n  en: ‸", ADA) == ["true", "false"]


def test_toml_gets_its_own_signs(desk: Desk) -> None:
    desk.open(OPEN_DAY, '+++\nid = "open-day"\n\n+++\n')
    assert taken(desk, '"open-day"\n\n', '"open-day"\npers‸\n', "person") == "person = "
    assert taken(desk, "pers\n", "person = ‸\n", "ada") == 'person = "ada"'
    assert taken(desk, "person = \n", 'person = "a‸"\n', "ada") == 'person = "ada"'
    assert taken(desk, 'person = "a"\n', "draft = ‸\n", "true") == "draft = true"


def test_new_file_without_its_second_fence_is_helped_too(desk: Desk) -> None:
    position = desk.open("news/new.en.md", "---\nid: new\n‸")
    assert "title" in [offer.label for offer in complete(desk.workspace, "news/new.en.md", position).offers]


# Elsewhere


@pytest.mark.parametrize("text", ["‸", "a ‸", "a: ‸", "(‸", "entry‸", "::‸", "# ‸", "```\n[x](entry:‸\n```", "a :::‸"])
def test_in_prose_and_in_code_nothing_is_offered(desk: Desk, text: str) -> None:
    assert labels(desk, "Come to", f"{text}\n\nCome to") == []


def test_very_many_offers_are_cut(desk: Desk) -> None:
    for number in range(210):
        desk.site.write(f"media/{number}.txt", "")
    desk.workspace.refresh(lambda *_: None)
    desk.look()
    found = offered(desk, "Come to", "[x](../media/‸)")
    assert len(found.offers) == 200
    assert not found.whole
    assert offered(desk, "[x](../media/)", "[x](../media/20‸)").whole


def test_a_very_long_line_is_answered(desk: Desk) -> None:
    assert labels(desk, "Come to", "[" * 100_000 + "](entry:a‸)\n\nCome to")[0] == "ada"
