"""The words that are ours to say in a reader's language."""

from datetime import date
from importlib import import_module
from string import Formatter

import pytest

from pipeline.phrases import languages, own_name, phrase, spoken, written_date
from pipeline.phrases._language import Language


def words(language: str) -> Language:
    found: Language = import_module(f"pipeline.phrases.{language}").LANGUAGE
    return found


def holes(text: str) -> set[str]:
    """The names of the values that *text* asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", languages())
def test_every_language_says_everything(language: str) -> None:
    said, english = words(language).phrases, words("en").phrases
    assert list(said) == list(english)
    assert {name: holes(text) for name, text in said.items()} == {name: holes(text) for name, text in english.items()}
    assert all(text.strip() == text and text for text in said.values())


@pytest.mark.parametrize("language", languages())
def test_every_language_writes_dates_and_has_a_name(language: str) -> None:
    assert len(set(words(language).months)) == 12
    assert holes(words(language).date) == {"day", "month", "year"}
    assert own_name(language) != language


def test_a_value_is_put_in_as_it_is() -> None:
    assert phrase("en", "withdrawn-title", title="{a} & <b>") == "Withdrawn: {a} & <b>"
    assert phrase("de", "withdrawn-title", title="Ö") == "Zurückgezogen: Ö"


def test_a_region_speaks_its_language_and_an_unknown_language_english() -> None:
    assert phrase("de-AT", "entries") == phrase("de", "entries") != phrase("en", "entries")
    assert phrase("sw", "entries") == phrase("en", "entries")
    assert [spoken(language) for language in ("de", "de-AT", "en", "sw", "_names", "_language")] == ["de", "de"] + ["en"] * 4


def test_dates_are_written_as_people_write_them() -> None:
    assert written_date("en", date(2026, 6, 3)) == "3 June 2026"
    assert written_date("de", date(2026, 6, 3)) == "3. Juni 2026"
    assert written_date("de-CH", date(2026, 3, 31)) == "31. März 2026"
    assert written_date("sw", date(2026, 12, 1)) == "1 December 2026"


def test_a_language_is_called_as_its_speakers_call_it() -> None:
    names = [own_name(language) for language in ("de", "de-AT", "zh-Hant", "tlh", "tlh-x")]
    assert names == ["Deutsch", "Deutsch (AT)", "中文 (Hant)", "tlh", "tlh-x"]
