"""What WordPress shall hold, made of what is published."""

from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.consume import Copy
from pipeline.consume.wordpress import Mapped
from pipeline.consume.wordpress._wanted import Wanted, alternatives, fields, pages, place, section
from tests.sites import SiteTest


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy.open(SiteTest(tmp_path_factory.mktemp("site")).published().output)


@pytest.fixture
def open_day(copy: Copy) -> Wanted:
    return next(page for page in pages(copy, Mapped()) if page.uid == "tag:site.example,2026:open-day:en")


def test_every_entry_becomes_a_page_default_language_first(copy: Copy) -> None:
    wanted = list(pages(copy, Mapped()))
    assert [page.uid for page in wanted] == list(copy.rows)
    assert {page.type for page in wanted} == {"pages"}
    assert wanted[0].language == "en"


def test_collection_may_become_another_type(copy: Copy) -> None:
    types = {(page.type, page.place[1]) for page in pages(copy, Mapped(types={"news": "posts"}))}
    assert types == {("posts", "news"), ("pages", "people"), ("pages", "guide")}


def test_entry_is_written_in_the_words_of_wordpress(open_day: Wanted) -> None:
    assert fields(open_day, "<p>") == {
        "title": "Open day &amp; night",
        "excerpt": "Everybody &lt;may&gt; come.",
        "content": "<p>",
        "date_gmt": "2026-03-01T09:00:00",
        "menu_order": 0,
    }
    assert open_day.path == "/en/news/2026/open-day-2026"
    assert open_day.translations == {"de": "https://site.example/de/news/2026/open-day"}


def test_page_knows_its_files(open_day: Wanted) -> None:
    names = {path.partition("/")[2].partition(".")[0]: alt for path, alt in open_day.media.items()}
    assert names == {"programme": "", "dot": "A dot"}
    assert open_day.image in open_day.media
    assert "srcset" not in open_day.fragment


def test_the_first_page_names_a_file(copy: Copy, open_day: Wanted) -> None:
    other = replace(open_day, media=dict.fromkeys(open_day.media, "Other"))
    assert sorted(alternatives([open_day, other], copy.files).values()) == ["A dot", "Other"]
    assert set(alternatives([other, open_day], copy.files).values()) == {"Other"}


def test_digest_tells_whether_there_is_something_to_send(open_day: Wanted) -> None:
    assert replace(open_day).digest == open_day.digest
    changes: list[dict[str, Any]] = [{"title": "T"}, {"place": ("x",)}, {"translations": {}}, {"weight": 1}, {"fragment": ""}]
    for change in changes:
        assert replace(open_day, **change).digest != open_day.digest, change


@pytest.mark.parametrize(
    ("url", "mapped", "there"),
    [
        ("https://a.example/en/x", Mapped(), ("en", "x")),
        ("https://a.example/en/x/?y#z", Mapped(), ("en", "x")),
        ("https://a.example/cms/en/x", Mapped(home=("cms",)), ("en", "x")),
        ("https://a.example/en/x", Mapped(home=("cms",)), ("en", "x")),
        ("https://a.example/en/f%C3%BCr", Mapped(below=("test",)), ("test", "en", "für")),
        ("https://a.example/", Mapped(), ()),
    ],
)
def test_place_follows_from_the_url(url: str, mapped: Mapped, there: tuple[str, ...]) -> None:
    assert place(url, mapped) == there


def test_section_is_named_by_its_slug_or_its_language() -> None:
    assert section("a", ("en", "liaison-offices"), "en").title == "Liaison offices"
    assert section("a", ("de",), "de").title == "Deutsch"
    assert section("a", ("de",), "").title == "De"
