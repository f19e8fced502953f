"""What rules read: one text with exact places, its sentences and sections, and its language."""

import re
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Document, Edit, RuleSettings, Site, Source
from pipeline.parse import parse
from pipeline.rules._languages import is_surely, other_language
from pipeline.rules._prose import BLANK, Prose, sections, sentences
from pipeline.rules._reading import body, proses
from tests.rules.checking import FIRST, check, codes, complete, the_site

HEAD = "---\nid: example\ntitle: Example\nsummary: An example.\n---\n"


def document(text: str, *languages: str) -> Document:
    return replace(parse(Source(FIRST, text, "")), languages=languages or ("en",))


def read(text: str) -> Prose:
    (prose,) = body(document(HEAD + text), the_site())
    return prose


# One text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One *two* **three**[four](five).", "One two threefour."),
        ("One\ntwo  \nthree", "One two three"),
        ("> One\n> two\nthree", "One two three"),
        ("One `two` three ![four](five) six", "One ~ three ~ six"),
        ("One `two`\nthree", "One ~ three"),
        (
            "One <https://e.org/two> www.e.org me@e.org file.pdf three",
            "One ~ ~ ~ ~ three",
        ),
        ("One [deux]{lang=fr} three [four]{lang=en-GB}", "One ~ three four"),
        ("# One\n\n- two\n- three\n\nfour\n: five", "One\ntwo\nthree\nfour\nfive"),
        ("| One | two |\n|---|---|\n| three | four |", "One\ntwo\nthree\nfour"),
        ("One &amp; two \\* three", "One & two * three"),
        ("One[^n] two ^[three] four\n\n[^n]: five", "One two  four\nfive\nthree"),
    ],
)
def test_a_body_is_one_text_with_a_line_for_each_block(text: str, expected: str) -> None:
    prose = read(text)
    assert re.sub(f"{BLANK}+", "~", prose.text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# One\n\ntwo\n\n> three\n\n| four |\n|---|\n", ["heading", "paragraph", "quoted paragraph", "cell"]),
        ("One\n===\n\n- two\n\n  > three", ["heading", "paragraph", "quoted paragraph"]),
        ("One\n: two", ["", "paragraph"]),
        ("One > two", ["paragraph"]),
    ],
)
def test_a_block_is_named(text: str, kinds: list[str]) -> None:
    assert [f"quoted {block.kind}" if block.quoted else block.kind for block in read(text).blocks] == kinds


PIECES = [
    "*",
    "**",
    "[",
    "](a)",
    "`",
    "<b>",
    "{lang=fr}",
    "&amp;",
    "\\*",
    "> ",
    "- ",
    "# ",
    "| ",
    "|",
    "---",
    "^[n",
    "]",
    "[^n]",
    "Wort",
]
TEXTS = st.lists(st.sampled_from([*PIECES, "ä日", " ", "\n", "\n\n", "  \n", "a.b/cd", "\t"]), max_size=30).map("".join)


@settings(max_examples=300)
@given(TEXTS)
@example("a ^[b]\n> c *d\n> e* `f`")
def test_each_character_has_its_place(text: str) -> None:
    source = f"{HEAD}{text}\n\n[^n]: note\n"
    lines = source.split("\n")
    for prose in body(document(source), the_site()):
        blocks = [prose.text[block.start : block.end] for block in prose.blocks]
        assert "\n".join(blocks) == prose.text
        for start, run in zip(prose.starts, prose.runs, strict=True):
            for index in range(len(run.text)):
                at = start + index
                place = prose.span(at, at + 1).start
                assert prose.text[at] == BLANK or lines[place.line - 1][place.column - 1] in (prose.text[at], "\\", "&")
                assert prose.block(at).start <= at < prose.block(at).end


@pytest.mark.parametrize(
    ("front", "column", "exact"),
    [
        ("title: The Exampel University", 12, True),
        ("title: 'The Exampel University'", 13, True),
        ('title: "The Exampel University"', 13, True),
        ('title: "The\\u0020Exampel University"', 8, False),
        ("title: >\n  The Exampel University", 8, False),
        ("title: 'The Exampel\n  University'", 8, False),
    ],
)
def test_a_field_is_changed_only_where_its_characters_are_those_of_the_file(front: str, column: int, exact: bool) -> None:
    (found,) = check({FIRST: f"---\n{front}\nid: example\nsummary: An example.\n---\n"})
    assert (found.code, found.span.start.column, bool(found.fix)) == ("TX001", column, exact)


def test_a_title_in_each_language_is_read_in_each() -> None:
    text = "---\nid: a\ntitle: {en: One, de: Eins}\nsummary: Two\n---\nThree"
    shared = replace(document(text, "en", "de"), shared=True)
    assert [(prose.language, prose.text) for prose in proses(shared, the_site())] == [
        ("", "Three"),
        ("en", "One"),
        ("de", "Eins"),
        ("", "Two"),
    ]


# Sentences and sections


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two. Three? Four! Five", ["One two.", " Three?", " Four!", " Five"]),
        ("Am 15. Januar kommt Dr. Meier um 9 Uhr, z. B. mit Tee. Im Jahr 2026. Gut.", 3),
        ("„Kommen Sie!“ Wir kommen (gern). Ja …", 3),
        ("See e.g. the list, vol. 2, of 3.5 metres", 1),
    ],
)
def test_a_text_has_sentences(text: str, expected: list[str] | int) -> None:
    prose = read(text)
    found = [prose.text[start:end] for block in prose.blocks for start, end in sentences(prose, block)]
    assert expected in (found, len(found))


def test_a_heading_begins_a_section() -> None:
    prose = read("One\n\n# Two\n\nthree\n\n> four\n\n# Five")
    found = [[prose.text[block.start : block.end] for block in section] for section in sections(prose)]
    assert found == [["One"], ["Two", "three", "four"], ["Five"]]


# Languages

TEXT = {
    "de": "wir helfen bei allen fragen rund um den aufenthalt und finden auch ein zimmer für die ganze familie",
    "en": "we help with all questions about the stay and we also find a room for the whole of the family",
    "es": "ayudamos con todas las preguntas sobre la estancia y también encontramos una habitación para la familia",
    "fr": "nous aidons pour toutes les questions sur le séjour et nous trouvons aussi une chambre pour la famille",
    "it": "aiutiamo con tutte le domande sul soggiorno e troviamo anche una camera per la famiglia degli ospiti",
    "nl": "wij helpen bij alle vragen over het verblijf en vinden ook een kamer voor de hele familie van de gast",
    "pl": "pomagamy we wszystkich sprawach związanych z pobytem i znajdujemy również pokój dla całej rodziny gości",
    "tr": "konaklama ile ilgili tüm sorularınızda yardımcı oluyoruz ve aileniz için uygun bir oda da buluyoruz",
    "uk": "ми допомагаємо з усіма питаннями щодо перебування і знаходимо також кімнату для всієї родини гостей",
    "zh": "我们帮助解决有关住宿的所有问题并且还为全家人寻找合适的房间以便他们能够舒适地居住和学习在这座城市里",
}


@pytest.mark.parametrize("language", TEXT)
@pytest.mark.parametrize("text_language", TEXT)
def test_a_text_is_told_from_every_other_language(text_language: str, language: str) -> None:
    expected = "" if language == text_language else text_language
    assert other_language(TEXT[text_language], language) == expected
    assert not expected or not is_surely(TEXT[text_language], language)


@pytest.mark.parametrize(("text_language", "language"), [("nl", "af"), ("uk", "ru")])
def test_languages_that_are_too_much_alike_are_not_told_apart(text_language: str, language: str) -> None:
    assert other_language(TEXT[text_language], language) == ""


@pytest.mark.parametrize(("text_language", "expected"), [("pl", ""), ("de", "de")])
def test_a_language_that_the_model_does_not_know_is_not_taken_for_its_neighbour(text_language: str, expected: str) -> None:
    assert other_language(TEXT[text_language], "hsb") == expected


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it"])
def test_a_common_language_is_known_by_its_words(language: str) -> None:
    assert is_surely(TEXT[language], language)


@pytest.mark.parametrize("text", ["", "a " * 500, "\ufffc" * 200, "1 2 3 " * 100])
def test_what_is_no_language_is_none(text: str) -> None:
    assert codes(check({FIRST: HEAD + text})) == []


def test_an_ordinary_page_loads_no_model_and_no_dictionary() -> None:
    program = f"""
import sys
from tests.rules.checking import check
check({{"pages/a.de.md": {complete("pages/a.de.md", TEXT["de"] + ".")[0]!r}}})
assert "gcld3" not in sys.modules and "pyphen" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(("region", "expected"), [("de-AT", []), ("en-GB", ["LN002"])])
def test_a_region_does_not_matter(region: str, expected: list[str]) -> None:
    site = replace(the_site(), languages=("en", "de", region))
    assert codes(check({f"pages/a.{region}.md": complete("a.md", TEXT["de"] + ".")[0]}, site)) == expected


# Options


def with_options(code: str, **options: object) -> Site:
    return replace(the_site(), rules=the_site().rules | {code: RuleSettings(options=options)})


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (":", "Alle Student*innen und Mitarbeiter*innen", ["TX002", "TX002"]),
        ("I", "Alle StudentInnen und Mitarbeiter*innen", ["TX002"]),
        ("/", "Alle Student/innen und Mitarbeiter/-innen", []),
    ],
)
def test_a_site_agrees_on_a_gender_form(form: str, text: str, expected: list[str]) -> None:
    assert codes(check({"pages/a.de.md": complete("a.md", text)[0]}, with_options("TX002", form=form))) == expected


def test_a_site_knows_its_own_abbreviations() -> None:
    text = complete(FIRST, "The DZHW and the GWK in the EU. DZHW UNESCO GRANTS.")[0]
    assert codes(check({FIRST: text}, with_options("TX004", known=["DZHW"]))) == ["TX004"]
    assert codes(check({FIRST: text}, with_options("TX004", known=["DZHW", "GRANTS"], common=["GWK"]))) == ["TX004"]


def test_a_site_without_terms_has_no_terminology() -> None:
    assert codes(check({FIRST: complete(FIRST, "Exampel University")[0]}, with_options("TX001"))) == []


def test_a_term_may_have_marks_of_patterns_and_of_markdown() -> None:
    site = with_options("TX001", terms={"en": {"C++ (new)": ["C+ (new)"], "A*B": ["A-B"]}})
    found = check({FIRST: complete(FIRST, "Learn C+ (new) or A-B.")[0]}, site)
    span = found[0].span
    assert [(each.code, each.fix) for each in found] == [("TX001", Edit(span, "C++ (new)")), ("TX001", None)]


@pytest.mark.parametrize("right", ["- Uni", "1. FC Uni", "# Uni", "~~Uni~~", "Uni{.a}", "Uni^[a]"])
def test_a_right_spelling_that_could_be_markup_is_left_to_the_author(right: str) -> None:
    (found,) = check({FIRST: HEAD + "Wrng"}, with_options("TX001", terms={"en": {right: ["Wrng"]}}))
    assert (found.code, found.fix) == ("TX001", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Room Nr. 5", ["Nr.\u00a05"]),
        ("Room Nr.\u00a05", []),
        ("Ma\u017fke, maske and mASKE", ["Maske", "Maske"]),
        ("Ruhr  Uni", []),
        ("Ruhr\u202fUni", ["Ruhr-Uni"]),
    ],
)
def test_spaces_and_capitals_are_spelled_too(text: str, expected: list[str]) -> None:
    terms = {"en": {"Nr.\u00a05": ["Nr. 5"], "Maske": ["maske"], "Ruhr-Uni": ["Ruhr  Uni"], " ": ["", " "]}}
    found = check({FIRST: HEAD + text}, with_options("TX001", terms=terms))
    assert [each.fix for each in found] == [Edit(each.span, right) for each, right in zip(found, expected, strict=True)]


# Hints


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ("15.12.2026", "write 2026-12-15"),
        ("5. 1. 2026", "write 2026-01-05"),
        ("2026/1/5", "write 2026-01-05"),
        ("2026-1-5", "write 2026-01-05"),
        ("31.02.2026", "write YYYY-MM-DD"),
        ("15/12/2026", "write YYYY-MM-DD"),
        ("03/04/2026", "write YYYY-MM-DD"),
        ("15.12.26", "write YYYY-MM-DD"),
    ],
)
def test_a_date_of_another_form_is_answered_with_the_right_one(date: str, hint: str) -> None:
    (found,) = check({FIRST: HEAD.replace("---\n", f"---\ndate: {date}\n", 1)})
    assert (found.code, found.hint) == ("DT001", hint)


@pytest.mark.parametrize(
    ("term", "hint"),
    [
        ("global-acadmic", 'did you mean "global-academic"?'),
        ("Globale akademische Partnerschaft", 'did you mean "global-academic"?'),
        ("RESEARCH-FOCUSED PARTNERSHIP", 'did you mean "research-focused"?'),
        ("xyz", 'write "global-academic" or "research-focused"'),
    ],
)
def test_a_term_is_known_by_its_label_too(term: str, hint: str) -> None:
    (found,) = check({"partnerships/a.en.md": HEAD.replace("---\n", f"---\nkind: {term}\n", 1)})
    assert found.code == "RF004"
    assert sorted(found.hint) == sorted(hint)
