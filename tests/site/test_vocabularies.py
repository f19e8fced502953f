"""Vocabularies: terms with a label in each language."""

import pytest

from pipeline.model import TermLabel, Vocabulary
from tests.site.reading import HEAD, read, shown, sound

TITLE = 'title = { en = "Kinds", de = "Arten" }\n'
LABEL = 'label = { en = "A", de = "A" }\n'


def test_a_vocabulary_has_labelled_terms_in_its_order() -> None:
    text = f"""\
{TITLE}
[terms.led]
{LABEL}
[terms.focused]
label = {{ en = "Focused", de = "Fokussiert" }}
description = {{ en = "Centres.", de = "Zentren." }}
broader = "led"
code = "F"
"""
    assert sound(HEAD, {}, {"kinds": text}).vocabularies == {
        "kinds": Vocabulary(
            "kinds",
            {"en": "Kinds", "de": "Arten"},
            {
                "led": TermLabel("led", {"en": "A", "de": "A"}),
                "focused": TermLabel(
                    "focused",
                    {"en": "Focused", "de": "Fokussiert"},
                    {"en": "Centres.", "de": "Zentren."},
                    broader="led",
                    code="F",
                ),
            },
        )
    }


def test_a_site_in_one_language_needs_no_tags() -> None:
    text = "title = 'Kinds'\n[terms.a]\nlabel = 'A'\n"
    site = sound('[site]\ntitle = "x"\nbase_url = "https://x.edu"\nlanguages = ["de"]\n', {}, {"kinds": text})
    assert site.vocabularies["kinds"].title == {"de": "Kinds"}
    assert site.vocabularies["kinds"].terms["a"].label == {"de": "A"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ['CF002 1:1 "title" is missing; write title = { en = "…" } at the top']),
        ("title = { en = 'x' }", ['CF002 1:9 the title has no text in "de"; write { en = "…", de = "…" }']),
        (TITLE + "[terms.a]\n", ['CF002 2:1 "label" is missing; write label']),
        (TITLE + "[terms.a]\nlabel = { en = 'x' }\n", ['CF002 3:9 the label of "a" has no text in "de"; write { en']),
        (TITLE + "[terms.a]\nlabel = 'x'\n", ['CF002 3:9 the label of "a" is the same text in every language']),
        (TITLE + "[terms.a]\n" + LABEL + "description.en = 'x'", ['CF002 4:1 the description of "a" has no text in "de"']),
        (TITLE + "[terms.a]\n" + LABEL + "broder = 'x'", ['CF001 4:1 unknown name "broder"; did you mean "broader"?']),
        (TITLE + "[term.a]\n" + LABEL, ['CF001 2:2 unknown name "term"; did you mean "terms"?']),
        (TITLE + "[terms.'A b']\n" + LABEL, ['CF002 2:8 "A b" cannot name a term']),
        (TITLE + "[terms.aa]\n" + LABEL + "broader = 'ab'", ['CF002 4:11 there is no term "ab" here; write "aa"']),
        (TITLE + "[terms.a]\n" + LABEL + "broader = 'a'", ['CF002 4:11 "a" would be broader than itself']),
        (
            TITLE + "".join(f"[terms.{a}]\n{LABEL}broader = '{b}'\n" for a, b in ("ab", "bc", "cb", "da")),
            ['CF002 7:11 "b" would be broader than itself'],
        ),
    ],
)
def test_a_mistake_is_found_at_its_place(text: str, expected: list[str]) -> None:
    found = [text.replace("vocabularies/kinds.toml:", "") for text in shown(read(HEAD, {}, {"kinds": text})[1])]
    assert len(found) == len(expected), found
    for text, part in zip(found, expected, strict=True):
        assert text.startswith(part)


def test_a_long_chain_of_terms_is_no_circle() -> None:
    chain = "".join(f"[terms.t{at}]\nlabel = {{ en = 'x', de = 'x' }}\nbroader = 't{at + 1}'\n" for at in range(2000))
    assert sound(HEAD, {}, {"kinds": TITLE + chain + "[terms.t2000]\n" + LABEL})
