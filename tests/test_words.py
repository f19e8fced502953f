"""The words that messages are made of, whatever an author wrote."""

import re
import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.words import count, did_you_mean, nearest, one_of, quote, slugify

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("open day", '"open day"'),
        ("", '""'),
        ("Prüfung 🎓", '"Prüfung 🎓"'),
        ("two\nlines\r", r'"two\u000alines\u000d"'),
        ("\x1b[31mred", r'"\u001b[31mred"'),
        ("right\u202eleft", r'"right\u202eleft"'),
        ("a\ud800", r'"a\ud800"'),
        (True, "true"),
        (False, "false"),
        (None, "null"),
        (1, "1"),
        (2.5, "2.5"),
        (["a"], "a list"),
        ({"a": 1}, "a mapping"),
        ("x" * 60, '"' + "x" * 60 + '"'),
        ("x" * 61, '"' + "x" * 59 + '…"'),
    ],
)
def test_a_value_is_quoted_as_its_author_wrote_it(value: object, shown: str) -> None:
    assert quote(value) == shown


@given(VALUES | st.text(alphabet=st.characters()))
def test_a_quotation_is_one_line_of_60_visible_characters_at_most(value: object) -> None:
    text = quote(value)
    assert text.isprintable()
    assert len(text) <= (62 if isinstance(value, str) else 60)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("titel", ["date", "title"], "title"),
        ("TITLE", ["date", "title"], "title"),
        ("publishdate", ["date", "publishDate"], "publishDate"),
        ("colour", ["date", "title"], ""),
        ("title", [], ""),
    ],
)
def test_the_nearest_name_is_what_the_word_was_most_likely_meant_to_be(word: str, known: list[str], meant: str) -> None:
    assert nearest(word, known) == meant
    hint = did_you_mean(word, known, "see the list")
    assert hint == (f'did you mean "{meant}"?' if meant else "see the list")


def test_the_order_of_the_names_does_not_show() -> None:
    assert len({nearest("ab", known) for known in permutations(["abc", "abd", "abe", "ABE"])}) == 1


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "nothing"),
        (["a"], '"a"'),
        (["a", "b"], '"a" or "b"'),
        (["a", "b", "c"], '"a", "b" or "c"'),
    ],
)
def test_a_choice_is_written_out(names: list[str], said: str) -> None:
    assert one_of(names) == said


@pytest.mark.parametrize(
    ("number", "names", "said"),
    [
        (0, ("file",), "0 files"),
        (1, ("file",), "1 file"),
        (2, ("entry", "entries"), "2 entries"),
        (1, ("entry", "entries"), "1 entry"),
        (12345, ("file",), "12,345 files"),
    ],
)
def test_one_is_singular_and_all_else_is_plural(number: int, names: tuple[str, ...], said: str) -> None:
    assert count(number, *names) == said


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Open Day 2026", "open-day-2026"),
        ("  Über größere Räume! ", "ueber-groessere-raeume"),
        ("GROẞ", "gross"),
        ("Café São José", "cafe-sao-jose"),
        ("Ma\u0308rz und Mu\u0308nchen", "maerz-und-muenchen"),
        ("Student*innen", "student-innen"),
        ("Rock'n'Roll, Schrödinger’s", "rocknroll-schroedingers"),
        ("../../etc", "etc"),
        ("北京", ""),
        ("---", ""),
        ("", ""),
    ],
)
def test_a_slug_is_what_remains_in_ascii(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("limit", "slug"), [(13, "one-two-three"), (12, "one-two"), (7, "one-two"), (6, "one"), (2, "on"), (0, "")]
)
def test_a_slug_is_cut_between_words_where_it_can_be(limit: int, slug: str) -> None:
    assert slugify("one two three", limit) == slug


@given(st.text(), st.integers(1, 80))
def test_a_slug_is_an_id_or_nothing_and_its_own_slug(text: str, limit: int) -> None:
    slug = slugify(text, limit)
    assert slug == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= limit
    assert slugify(slug, limit) == slug


@given(st.text(alphabet="aouAOU\u0308\u030a éßñ") | st.text())
def test_a_slug_does_not_depend_on_how_the_system_composes_characters(text: str) -> None:
    assert slugify(unicodedata.normalize("NFC", text)) == slugify(unicodedata.normalize("NFD", text))
