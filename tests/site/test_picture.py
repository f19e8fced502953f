"""The file beside a picture that says where it is from."""

import pytest

from pipeline.model import Origin
from pipeline.parse import parse_toml
from pipeline.site import origin

PATH = "media/campus.jpg.toml"


def read(text: str) -> tuple[Origin, list[str]]:
    data, broken = parse_toml(text)
    assert not broken
    found, findings = origin(PATH, data, ("en", "de"))
    assert all(finding.path == PATH for finding in findings)
    return found, [
        f"{finding.code} {finding.span.start.line}:{finding.span.start.column} {finding.message}; {finding.hint}"
        for finding in findings
    ]


def test_a_credit_is_the_same_in_every_language_or_has_a_text_in_each() -> None:
    rest = 'licence = "CC BY 4.0"\nsource = "https://photos.example/1"\n'
    both = {"en": "Ada Löwe", "de": "Ada Löwe"}
    assert read(f'credit = "Ada  Löwe"\n{rest}') == (Origin(both, "CC BY 4.0", "https://photos.example/1"), [])
    assert read('credit = { en = "Photo: Ada", de = "Foto: Ada" }') == (Origin({"en": "Photo: Ada", "de": "Foto: Ada"}), [])
    assert read("") == (Origin({"en": "", "de": ""}), [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('license = "CC0"', 'CF001 1:1 unknown name "license"; did you mean "licence"?'),
        ('\nalt = "x"', 'CF001 2:1 unknown name "alt"; known are credit, licence, source'),
        ('credit = ""', "CF002 1:10 it is empty; write something, or leave the line out"),
        ("credit = 7", "CF002 1:10 7 is a number; write text or a mapping"),
        ("licence = true", 'CF002 1:11 true is true or false; write text, for example "CC BY 4.0"'),
        ('source = "photos.example"', 'CF002 1:10 "photos.example" is not a complete URL; begin it with https://'),
        ('source = "javascript:1"', 'CF002 1:10 "javascript:1" is not a complete URL; begin it with https://'),
        (
            'credit = { en = "Ada" }',
            'CF002 1:10 the credit has no text in "de"; write { en = "…", de = "…" }',
        ),
        (
            'credit = { en = "A", de = "A", fr = "A" }',
            'CF001 1:32 the site has no language "fr"; add it to languages in site.toml, or write "en" or "de"',
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(text: str, found: str) -> None:
    assert read(text)[1] == [found]
