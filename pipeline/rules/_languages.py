"""In which language a text is written: its commonest words say so, and where they leave a doubt, CLD3 does."""

from functools import cache
from typing import Any

_COMMON = {
    "de": "der die das den dem des und oder aber mit von zu zum zur für auf aus bei nach über durch im am als auch nicht ist "
    "sind wird werden sich ein eine einen einer einem es sie wir ihre unsere sowie dass wie noch können",
    "en": "the of and to for with by from at is are be been was were that which this these it its their our your you we they "
    "has have will can not as or who",
    "es": "el los y del una unas con por para que se su sus es son está como más entre desde sobre pero también este esta",
    "fr": "le les et des du une dans pour par sur au aux est sont avec ce cette ces nous vous qui que ou où leur leurs notre",
    "it": "il gli i di del della dei delle e un con per che si è sono al alla dal dalla nel nella non più anche come",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
"""By language, words in lower case that make up a quarter and more of any prose in it, and little of what is in the others."""
_ENOUGH = 0.12

_OF_CLD3 = frozenset(
    "af am ar az be bg bn bs ca ceb co cs cy da de el en eo es et eu fa fi fil fr fy ga gd gl gu ha haw he hi hmn hr ht hu hy "
    "id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny pa pl ps pt ro ru sd "
    "si sk sl sm sn so sq sr st su sv sw ta te tg th tr uk ur uz vi xh yi yo zh zu".split()
)
"""What it knows; for it a text in any other language is in one of these, and only common words prove that."""
_ALIKE = [
    frozenset(group.split())
    for group in ("af nl", "be ru uk", "bg mk", "bs hr sh sr", "cs sk", "da nb nn no", "gl pt", "id jv ms su")
]
"""Languages that a short text does not tell apart for certain."""
_SURE = 0.9
_LONGEST = 2_000
"""Characters of a text that CLD3 is given."""


def is_surely(text: str, language: str) -> bool:
    """Whether *text* has the commonest words of *language*; False also for a language whose words are not known here."""
    words = text.split()
    return sum(map(_WORDS.get(language, frozenset()).__contains__, words)) > _ENOUGH * len(words)


def other_language(text: str, language: str) -> str:
    """Return the language of *text* if it is another than *language* for certain, else ""; primary subtags of BCP 47."""
    found = _identifier().FindLanguage(text[:_LONGEST].encode("utf-8", "replace"))
    other: str = {"iw": "he", "no": "nb"}.get(found.language, found.language).partition("-")[0]
    alike = other == language or any({other, language} <= group for group in _ALIKE)
    if alike or not found.is_reliable or found.probability < _SURE:
        return ""
    needs_proof = other in _WORDS or language not in _OF_CLD3
    return "" if needs_proof and not is_surely(text, other) else other


@cache
def _identifier() -> Any:
    from gcld3 import NNetLanguageIdentifier  # an ordinary page never needs it

    return NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=1_000)
