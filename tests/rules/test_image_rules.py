"""Rules on image files: IM004, IM005, IM006."""

from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.compile import compile_source
from pipeline.link import corpus
from pipeline.model import NOWHERE, Diagnostic, ImageFacts, RuleSettings, Scrub, Severity, Site, Source
from pipeline.rules import check_corpus
from tests.rules.checking import NOW, complete, the_site

PATH = "pages/example.en.md"
CAMPUS = "media/campus.jpg"
SHOWN = complete(PATH, "![The campus](../media/campus.jpg)")[0]


def facts(**changes: Any) -> ImageFacts:
    return replace(ImageFacts("jpeg", 1200, 800, 150_000), **changes)


def found(place: Site | None = None, path: str = CAMPUS, text: str = SHOWN, **changes: Any) -> list[Diagnostic]:
    """What is found where the one page says *text* and the image at *path* is so."""
    place = place or the_site()
    whole = corpus([compile_source(Source(PATH, text, "0" * 64), place)], place, NOW, [path])
    return check_corpus(replace(whole, images={path: facts(**changes)}))


def with_options(code: str, **options: int) -> Site:
    return replace(the_site(), rules={**the_site().rules, code: RuleSettings(options=options)})


def test_an_ordinary_image_is_good() -> None:
    assert found() == []


# IM004


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        (
            {"width": 6000, "height": 4000, "size": 8_240_000},
            '"campus.jpg" has 6,000 × 4,000 pixels and 8.2 MB',
            "make its longer side 4,000 pixels or shorter and save it with 1 MB or less",
        ),
        ({"height": 4001}, '"campus.jpg" has 1,200 × 4,001 pixels and 150 KB', "make its longer side 4,000 pixels or shorter"),
        ({"size": 1_000_001}, '"campus.jpg" has 1,200 × 800 pixels and 1 MB', "save it with 1 MB or less"),
    ],
)
def test_an_image_that_is_too_large_is_named_with_its_size_where_it_is_used(
    changes: dict[str, Any], message: str, hint: str
) -> None:
    [large] = found(**changes)
    assert (large.code, large.severity, large.path, large.message, large.hint) == (
        "IM004",
        Severity.WARNING,
        PATH,
        message,
        hint,
    )
    assert (large.span.start.line, large.span.start.column) == (6, 15)


def test_the_largest_that_is_allowed_is_allowed() -> None:
    assert found(width=4000, height=4000, size=1_000_000) == []


def test_the_site_may_allow_more_or_less() -> None:
    assert found(with_options("IM004", max_bytes=9_000_000, max_pixels=6000), width=6000, size=9_000_000) == []
    assert [each.message for each in found(with_options("IM004", max_bytes=900), size=999, width=0)] == [
        '"campus.jpg" has 999 bytes'
    ]


def test_a_page_that_shows_no_such_image_is_not_spoken_of() -> None:
    text = complete(PATH, "[The campus](../media/campus.jpg)")[0]
    assert found(text=text, size=9_000_000) == []


def test_the_front_matters_image_counts_too() -> None:
    text = "---\nid: a\ntitle: A\nsummary: S.\nimage: {src: ../media/campus.jpg, alt: The campus}\n---\n"
    assert [(each.code, each.span.start.line) for each in found(text=text, size=9_000_000)] == [("IM004", 5)]


# IM005


def test_private_metadata_are_found_once_at_the_image_itself_and_can_be_removed() -> None:
    twice = complete(PATH, "![The campus](../media/campus.jpg)\n\n![The campus](../media/campus.jpg)")[0]
    [private] = found(text=twice, private=("where it was taken (GPS position)", "the name of its author"))
    assert (private.code, private.severity, private.path, private.span) == ("IM005", Severity.WARNING, CAMPUS, NOWHERE)
    assert private.message == "the file holds where it was taken (GPS position) and the name of its author"
    assert private.fix == Scrub()


def test_an_image_that_is_only_linked_is_looked_at_as_well() -> None:
    text = complete(PATH, "[The campus](../media/campus.jpg)")[0]
    assert [each.message for each in found(text=text, private=("a", "b", "c"))] == ["the file holds a, b and c"]


def test_of_a_broken_image_only_that_is_said() -> None:
    broken = found(size=9_000_000, private=("a",), fault="is cut short")
    assert [(each.code, each.severity, each.message) for each in broken] == [
        ("IM006", Severity.ERROR, '"campus.jpg" is cut short')
    ]


# IM006


@pytest.mark.parametrize(
    ("path", "kind", "message", "hint"),
    [
        ("media/campus.jpg", "png", '"campus.jpg" is called jpg and is png by its content', 'rename it to "campus.png"'),
        ("media/plan.PNG", "jpeg", '"plan.PNG" is called PNG and is jpeg by its content', 'rename it to "plan.jpg"'),
        (
            "media/campus.jpeg",
            "heic",
            '"campus.jpeg" is called jpeg and is heic by its content',
            "save it as avif, gif, jpeg, jpg, png, webp",
        ),
    ],
)
def test_an_image_that_is_not_what_its_name_says_is_found(path: str, kind: str, message: str, hint: str) -> None:
    text = complete(PATH, f"![The campus](../{path})")[0]
    assert [(each.code, each.message, each.hint) for each in found(path=path, text=text, kind=kind)] == [
        ("IM006", message, hint)
    ]


@pytest.mark.parametrize("path", ["media/campus.jpeg", "media/campus.JPG"])
def test_both_names_of_a_kind_are_good(path: str) -> None:
    assert found(path=path, text=complete(PATH, f"![The campus](../{path})")[0]) == []
