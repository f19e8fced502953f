"""The content of this repository: clean, and any single error put into it is found at its place."""

import re
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Document, Source
from pipeline.parse import parse
from tests.sites import SiteTest

CONTENT = Path(__file__).parent.parent / "content"
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SOURCES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.md"))
WITH_BODY = [path for path in SOURCES if parse(Source(path, (CONTENT / path).read_text(), "")).paragraphs]


class Spoilt:
    """A source with one error in it, and where it must be found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.text = (CONTENT / path).read_text()
        self.document: Document = parse(Source(path, self.text, ""))

    def line(self, pattern: str) -> int:
        """The line, 1-based, of the first match of *pattern*."""
        match = re.search(pattern, self.text, re.MULTILINE)
        assert match
        return self.text.count("\n", 0, match.start()) + 1

    def append(self, body: str) -> int:
        """The line on which *body* now ends the file."""
        self.text = self.text.rstrip("\n") + f"\n\n{body}\n"
        return self.text.count("\n", 0, self.text.rstrip("\n").rfind("\n") + 1) + 1 - body.count("\n")


def no_front_matter(source: Spoilt) -> str:
    source.text = source.text.split("---\n", 2)[2]
    return "FM001 1:1"


def no_title(source: Spoilt) -> str:
    source.text = re.sub(r"^title:.*\n(?: +.*\n)*", "", source.text, count=1, flags=re.MULTILINE)
    return "FM003 1:1"


def two_ids(source: Spoilt) -> str:
    line = source.line(r"^id:") + 1
    source.text = re.sub(r"^(id:.*\n)", r"\1\1", source.text, count=1, flags=re.MULTILINE)
    return f"FM002 {line}:1"


def a_field_nobody_knows(source: Spoilt) -> str:
    line = source.line(r"^id:")
    source.text = re.sub(r"^id:", "colour: red\nid:", source.text, count=1, flags=re.MULTILINE)
    return f"FM004 {line}:1"


def no_such_day(source: Spoilt) -> str:
    line = source.line(r"^date:")
    source.text = re.sub(r"^date: .*", "date: 2026-02-30", source.text, count=1, flags=re.MULTILINE)
    return f"DT001 {line}:7"


def a_broken_entry_link(source: Spoilt) -> str:
    return f"RF001 {source.append('Words before [a title](entry:nobody-there).')}:24"


def a_broken_file_link(source: Spoilt) -> str:
    return f"LK003 {source.append('> Words [a title](../nowhere/x.en.md).')}:19"


def a_generic_link(source: Spoilt) -> str:
    word = "hier" if source.path.endswith(".de.md") else "here"
    return f"LK001 {source.append(f'- Words [{word}](https://example.org/).')}:9"


def an_image_without_text(source: Spoilt) -> str:
    return f"IM001 {source.append('Words ![](https://example.org/a.png).')}:7"


def a_script(source: Spoilt) -> str:
    return f"HT002 {source.append('Words <script>alert(1)</script>.')}:7"


def a_first_level_heading(source: Spoilt) -> str:
    return f"HD001 {source.append('# Once more')}:1"


def a_fence_never_closed(source: Spoilt) -> str:
    return f"MD004 {source.append('```')}:1"


def a_control_character(source: Spoilt) -> str:
    line = source.append("Words \x0b.")
    return f"MD006 {line}:7"


EVERYWHERE = [no_front_matter, no_title, two_ids, a_field_nobody_knows, no_such_day]
IN_TEXT = [
    a_broken_entry_link,
    a_broken_file_link,
    a_generic_link,
    an_image_without_text,
    a_script,
    a_first_level_heading,
    a_fence_never_closed,
    a_control_character,
]


def dealt(paths: Sequence[str], spoils: Sequence[Callable[[Spoilt], str]]) -> list[Any]:
    """Each path with one of *spoils* in turn, so that every file and every error has its turn."""
    turns = zip(paths, cycle(spoils), strict=False)
    return [pytest.param(path, spoil, id=f"{spoil.__name__}-{path}") for path, spoil in turns]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteTest:
    site = SiteTest(tmp_path_factory.mktemp("real"), empty=True)
    shutil.rmtree(site.content)
    shutil.copytree(CONTENT, site.content)
    return site.published(NOW)


def test_the_content_is_clean_even_when_warnings_count(site: SiteTest) -> None:
    assert site.found(NOW) == []


@pytest.mark.parametrize(("path", "spoil"), dealt(SOURCES, EVERYWHERE))
def test_an_error_in_front_matter_is_found_at_its_place(site: SiteTest, path: str, spoil: Callable[[Spoilt], str]) -> None:
    is_found(site, path, spoil)


@pytest.mark.parametrize(("path", "spoil"), dealt(WITH_BODY, IN_TEXT))
def test_an_error_in_a_text_is_found_at_its_place(site: SiteTest, path: str, spoil: Callable[[Spoilt], str]) -> None:
    is_found(site, path, spoil)


@pytest.mark.parametrize("path", sorted(p.relative_to(CONTENT).as_posix() for p in CONTENT.rglob("*.json")))
def test_a_broken_schema_is_found_at_its_place(site: SiteTest, path: str) -> None:
    before = site.tree()
    text = (CONTENT / path).read_text()
    line = text.count("\n", 0, text.index('"properties"')) + 1
    site.write(path, text.replace('"properties"', '"propertys"', 1))
    try:
        assert f"CF001 {path}:{line}:3" in site.found(NOW)
        assert site.build(NOW).failed
        assert site.tree() == before
    finally:
        site.write(path, text)


def is_found(site: SiteTest, path: str, spoil: Callable[[Spoilt], str]) -> None:
    """The error that *spoil* puts into *path* is found where it says, and the build fails and changes nothing."""
    spoilt = Spoilt(path)
    code, _, place = spoil(spoilt).partition(" ")
    before = site.tree()
    original = (CONTENT / path).read_bytes()
    site.write(path, spoilt.text)
    try:
        built = site.build(NOW)
        found = [(d.code, d.path, f"{d.span.start.line}:{d.span.start.column}") for d in built.checked.diagnostics]
        assert (code, path, place) in found, found
        assert built.failed
        assert site.tree() == before
    finally:
        site.write(path, original)
