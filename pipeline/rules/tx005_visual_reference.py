"""TX005: a text does not rely on where a thing stands on the screen, or on its colour or shape.

Why: who hears a page knows no right-hand column, a telephone has none, and for one man in twelve the red box is not red (WCAG
1.3.3 and 1.4.1). "Above" and "below" mean the order of reading and are clear to all; so is a thing that is called by its
name, as the green button "Apply". English and German are known.

Bad:
    Click the green button, or see the list on the right.
Good:
    Click the green button "Apply", or see the list below. The library is the green building on the right bank.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._reading import proses
from pipeline.words import quote


def _any(words: str) -> str:
    return rf"\b(?:{'|'.join(words.split())})\b"


_UNNAMED = r"""(?<!["“”’'] )"""
"""Behind no name of the thing …"""
_NO_NAME = r"""(?![ :(]{0,2}["“„‚‘»«'])"""
"""… and before none."""

_EN_THING = _any("buttons? box(?:es)? links? arrows? icons? symbols? banners? text")
_EN_PLACE = _any("column sidebar navigation menu margin")
_EN_ASIDE = r"(?:on|at|to) the (?:right|left)\b(?!-| (?:bank|foot|moment|path|place|side|time|track|way|wing)\b)"

_DE_THING = _any("Kasten Kästen Kästchen Buttons? Knopf Knöpfe Schaltflächen? Links? Pfeile? Symbole? Banner Balken Text")
_DE_PLACE = _any("Spalte Randspalte Seitenleiste Leiste Navigation Menü Menüleiste Formular Bild Grafik Abbildung")
_DE_REAL = r"(?! (?:links|rechts) (?:neben|vor|hinter|von|vom|der|des)\b| von [A-ZÄÖÜ])"
"""… and before no place or author, which make it a thing of the world."""
_DE_ASIDE = r"(?:rechts|links)\b(?! (?:de[rsmn]|vo[nm]|neben|im|am)\b)"

_PATTERNS = {
    "en": (
        rf"{_any('red green blue yellow orange grey gray pink purple round square')} {_EN_THING}{_NO_NAME}",
        rf"\b(?:right|left)(?:-hand)? {_EN_PLACE}",
        rf"{_UNNAMED}(?:{_EN_THING}|{_EN_PLACE}) {_EN_ASIDE}",
        rf"(?:(?<=[.!?:;,] )|(?<=\()|^)[Ss]ee (?:also )?(?:the \w+ )?{_EN_ASIDE}",
    ),
    "de": (
        rf"\b(?:rot|grün|blau|gelb|grau|violett|rund|eckig|nebenstehend)e[nmrs]? {_DE_THING}{_NO_NAME}{_DE_REAL}",
        rf"\b(?:rechte|linke|nebenstehende)[nmrs]? {_DE_PLACE}",
        rf"{_UNNAMED}(?:{_DE_THING}|{_DE_PLACE}) {_DE_ASIDE}",
        rf"\b[Ss]iehe (?:auch )?(?:d(?:en|ie|as) \w+ )?{_DE_ASIDE}",
    ),
}
_NEEDED = {
    "en": "red green blue yellow orange grey gray pink purple round square left right".split(),
    "de": "rote grüne blaue gelbe graue violette runde eckige nebenstehend rechts links rechte linke".split(),
}
"""A text without any of these has nothing of that kind."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    for prose in proses(document, site):
        if not any(word in prose.text for word in _NEEDED.get(prose.primary, ())):
            continue
        for match in _seen(prose.primary).finditer(prose.text):
            hint = "call it by its name, or say what it is for"
            yield Finding(prose.span(*match.span()), f"{quote(match[0])} is clear only to those who see it", hint)


@cache
def _seen(language: str) -> re.Pattern[str]:
    return re.compile("|".join(_PATTERNS[language]), re.MULTILINE)


RULE = Rule("TX005", "visual-reference", Severity.WARNING, check)
