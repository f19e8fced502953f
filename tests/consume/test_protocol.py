"""docs/protocol.md shows what is really published."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.consume import Copy
from tests.expected import expect
from tests.sites import NOW, SiteTest

PAGE = Path(__file__).parents[2] / "docs" / "protocol.md"
SITE = """\
[site]
title = { en = "International Office" }
base_url = "https://international.example.edu"
outputs_url = "https://international.example.edu/feeds"
id_authority = "example.edu,2026"
languages = ["en"]
timezone = "Europe/Berlin"

[collections.news]
folder = "news"
url = "/{lang}/news/{slug}"
"""
SHOWN = ("index/en/news.json", "index/tombstones.json", "index/changes.json", "collections/en/news.json", "redirects.json")
ENTRY = "---\nid: {id}\ntitle: {title}\nsummary: What there is to know.\ndate: 2026-03-01\n---\n{text}\n"


def publications(folder: Path) -> Iterator[SiteTest]:
    """The two generations of the example, as they are published."""
    site = SiteTest(folder, empty=True).write("site.toml", SITE)
    site.write("news/open-day.en.md", ENTRY.format(id="open-day", title="Open day", text="Come in."))
    site.write("news/fees.en.md", ENTRY.format(id="fees", title="Fees", text="There are none."))
    yield site.published()
    site.edit("news/open-day.en.md", "Come in.", "Come in, and bring a friend.").remove("news/fees.en.md")
    yield site.published(NOW.replace(month=7))


def shown(documents: list[Any]) -> list[str]:
    """*documents* with digests as numbers, the same for the same one, and without files of no importance here."""
    numbers: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f'"…{numbers.setdefault(match[1], len(numbers) + 1)}"'

    for document in documents:
        for name in ("indexes", "files"):
            if name in document:
                document[name] = [file for file in document[name] if file["path"] in SHOWN]
    texts = [json.dumps(document, indent=2) + "\n" for document in documents]
    return [re.sub('"([0-9a-f]{64}|[0-9a-f]{16})"', number, text) for text in texts]


def test_the_example_is_what_is_published(tmp_path: Path) -> None:
    first, second = (
        [site.json("manifest.json"), *([site.json("changes/000002.json")] if number else [])]
        for number, site in enumerate(publications(tmp_path))
    )
    documents = iter(shown([*first, *second]))
    before, heading, example = PAGE.read_text(encoding="utf-8").partition("\n## An example\n")
    example = re.sub("```json\n.*?```", lambda _: f"```json\n{next(documents)}```", example, flags=re.DOTALL)
    assert not [*documents]
    expect(PAGE, before + heading + example)


def test_a_reader_takes_from_the_example_what_the_page_says(tmp_path: Path) -> None:
    state = ""
    for site in publications(tmp_path):
        copy = Copy.open(site.output)
        delta, state = copy.changes_since(state), copy.state
    assert delta
    [changed], [removed] = delta.changed, delta.removed.values()
    page = PAGE.read_text(encoding="utf-8")
    assert f"`{changed}`" in page
    assert f"`{removed.uid}`" in page
    assert (removed.reason, delta.added, delta.moved) == ("deleted", (), {})


def test_rules_are_numbered_without_a_gap_and_named_rightly() -> None:
    page = PAGE.read_text(encoding="utf-8")
    defined = re.findall(r"^- \*\*([PRI])([0-9]+)\*\* ", page, flags=re.MULTILINE)
    for letter in "PRI":
        numbers = [int(number) for kind, number in defined if kind == letter]
        assert numbers == [*range(1, len(numbers) + 1)]
    assert {*re.findall(r"\b([PRI])([0-9]+)\b", page)} <= {*defined}
