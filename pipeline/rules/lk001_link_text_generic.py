"""LK001: a link's text says where it leads.

Why: screen readers list the links of a page without the text around them; ten times "here" is no list (WCAG 2.4.4).

Bad:
    The fees are listed [here](https://example.org/fees).
Good:
    We publish [the list of all fees](https://example.org/fees).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._text import is_visible
from pipeline.words import quote

_POINTING = {
    "en": "here more this click link continue",
    "de": "hier hierher mehr weiter weitere weiterlesen klick klicken anklicken link dies diese dieser diesem diesen",
}
"""By language: a text that only points has one of these …"""

_FILLING = {
    "en": "read reading learn see find out go to the a for please page website site info information details button now",
    "de": "sie bitte lesen erfahren finden infos information informationen details zu zur zum der die das dem den auf "
    "seite website webseite es geht gehts dazu darüber jetzt",
}
"""… and beside them only these."""

_WORD = re.compile(r"\w+")


def check(document: Document, _: Site) -> Iterator[Finding]:
    for link in document.links:
        if only_points(link.text, document.languages):
            hint = "name what the reader finds there"
            yield Finding(link.span, f"the link text {quote(link.text)} does not say where it leads", hint)


def only_points(text: str, languages: tuple[str, ...]) -> bool:
    """Whether *text*, in one of *languages*, says nothing of where a link leads."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", ""))
    if not words:
        return is_visible(text)
    pointing, known = _lists(languages)
    return not pointing.isdisjoint(words) and known.issuperset(words)


@cache
def _lists(languages: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The words that only point, and with them those that may stand beside them."""
    pointing, filling = (
        {word for language in languages for word in words.get(language.partition("-")[0].lower(), "").split()}
        for words in (_POINTING, _FILLING)
    )
    return pointing, pointing | filling


RULE = Rule("LK001", "link-text-generic", Severity.ERROR, check)
