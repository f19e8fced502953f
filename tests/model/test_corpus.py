"""Looking an entry up by what others call it."""

from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.link import corpus
from pipeline.model import Corpus, Ledger, Published
from tests.emit.factory import SITE, at
from tests.targets import compiled, localised, target


def the_corpus() -> Corpus:
    """`both` in two languages, `french` and `german` in one, a shared document, and one without an id."""
    documents = [
        compiled("both", localised("en"), path="b.en.md"),
        compiled("both", localised("de"), path="b.de.md"),
        compiled("german", localised("de"), path="g.de.md"),
        compiled("far", localised("fr"), localised("de"), path="f.md"),
        compiled("", localised("en"), path="a.en.md"),
    ]
    return corpus(documents, replace(SITE, languages=("en", "de", "fr")), at("2026-01-01"), ())


@pytest.mark.parametrize(
    ("id", "language", "found"),
    [
        ("both", "en", "en"),
        ("both", "de", "de"),
        ("both", "fr", "en"),
        ("german", "en", "de"),
        ("far", "fr", "fr"),
        ("far", "en", "de"),
        ("nobody", "en", None),
        ("", "en", None),
    ],
)
def test_an_entry_is_found_in_the_language_else_in_the_default_else_in_any(id: str, language: str, found: str | None) -> None:
    target = the_corpus().target(id, language)
    assert (target.localised.language if target else None) == found


def test_targets_are_all_languages_of_all_that_has_an_id_by_path() -> None:
    assert [target.key for target in the_corpus().targets()] == [
        ("both", "de"),
        ("both", "en"),
        ("far", "fr"),
        ("far", "de"),
        ("german", "de"),
    ]


@pytest.mark.parametrize(
    ("said", "published", "modified"),
    [
        ({"publish_date": at("2026-03-01")}, "2026-03-01", "2026-03-01"),
        ({"publish_date": at("2026-03-01"), "lastmod": at("2026-04-01")}, "2026-03-01", "2026-04-01"),
        ({"publish_date": at("2026-03-01"), "lastmod": at("2026-02-01")}, "2026-03-01", "2026-03-01"),
        ({"lastmod": at("2025-02-01")}, "2025-01-01", "2025-02-01"),
        ({"id": "new", "lastmod": at("2025-02-01")}, "2026-01-01", "2026-01-01"),
    ],
)
def test_an_entry_without_a_date_bears_that_on_which_it_was_first_seen(
    said: dict[str, Any], published: str, modified: str
) -> None:
    before = Published("", "seen", "en", "news", "", "", at("2025-01-01"), "")
    ledger = Ledger("", 1, {SITE.uid("seen", "en"): before}, {}, {})
    whole = replace(the_corpus(), ledger=ledger)
    found = target(**{"id": "seen", **said})
    assert (whole.published(found), whole.modified(found)) == (at(published), at(modified))
