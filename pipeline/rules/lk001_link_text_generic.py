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

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._text import is_visible
from pipeline.words import quote

_POINTING = {
    "en": "here more this click link links continue",
    "de": "hier hierher mehr weiter weitere weiterlesen klick klicken anklicken link links dies diese dieser diesem diesen",
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
    pointing, filling = _words(_POINTING, document), _words(_FILLING, document)
    for link in document.links:
        words = _WORD.findall(unicodedata.normalize("NFKC", link.text).casefold().replace("'", "").replace("’", ""))
        only_points = not pointing.isdisjoint(words) and all(word in pointing or word in filling for word in words)
        if only_points or (not words and is_visible(link.text)):
            hint = "name what the reader finds there"
            yield Finding(link.span, f"the link text {quote(link.text)} does not say where it leads", hint)


def _words(lists: dict[str, str], document: Document) -> set[str]:
    languages = {language.partition("-")[0].lower() for language in document.languages}
    return {word for language in languages for word in lists.get(language, "").split()}


RULE = Rule("LK001", "link-text-generic", Severity.ERROR, check)
