"""TX003: a section can be read with ease.

Why: many readers of a university's pages speak another language at home, are in a hurry, or sixteen (WCAG 3.1.5). Measured
are the lengths of sentences and words, in English by Flesch, in German by Amstad: 100 is easy, 0 is hard, and newspapers
have 40 to 60. The rule is off, since no formula knows a good text; switch it on as "info" to see where to look.

Options:
    least: the reading ease that a section needs; 30 by default
    words: sections with fewer words are not measured; 60 by default

Bad:
    # file: partnerships/mobility.en.md
    Applications for participation in one of the international mobility programmes of the university are to be submitted
    in electronic form, together with documentation of the academic qualifications, the linguistic competence and the
    financial resources of the applicant. After the evaluation of all the applications by the commission, which includes
    consultations with representatives of the faculties and in general takes approximately fifteen weeks, notification of
    the decision is given exclusively by e-mail.
Good:
    # file: partnerships/mobility.en.md
    You apply online. Tell us what you have studied, which languages you speak and how you pay for your stay. Then we read
    what you have sent. We also ask the people in your faculty. That takes about fifteen weeks. You will hear from us by
    e-mail. Please do not ask before that: we do not know more than you do. If you have a question about your stay, come to
    see us at any time.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._prose import WORD, sections, sentences
from pipeline.rules._reading import body


class _Formula(NamedTuple):
    name: str
    base: float
    sentence: float
    """What each word of a mean sentence costs …"""
    word: float
    """… and each syllable of a mean word."""
    dictionary: str
    vowels: re.Pattern[str]
    """What sounds as one vowel, in lower case."""


_FORMULAS = {
    "en": _Formula("Flesch", 206.835, 1.015, 84.6, "en_US", re.compile(r"(?!e[ds]?$)[aeiouy]+|le$")),
    "de": _Formula("Amstad", 180, 1, 58.5, "de_DE", re.compile(r"aa|ee|oo|ie|ei|ai|au|äu|eu|[aeiouyäöü]")),
}


def check(document: Document, site: Site) -> Iterator[Finding]:
    for prose in body(document, site):
        formula = _FORMULAS.get(prose.primary)
        for section in sections(prose) if formula else ():
            texts = [block for block in section if block.kind == "paragraph"]
            words = [word.lower() for block in texts for word in WORD.findall(prose.text, block.start, block.end)]
            if not formula or not words or len(words) < RULE.option(site, "words"):
                continue
            length = len(words) / sum(1 for block in texts for _ in sentences(prose, block))
            syllables = sum(_syllables(word, formula) for word in words) / len(words)
            ease = round(formula.base - formula.sentence * length - formula.word * syllables)
            if ease < RULE.option(site, "least"):
                message = f"the reading ease of this section is {ease} ({formula.name})"
                hint = f"write shorter sentences (now {length:.0f} words on average) and words (now {syllables:.1f} syllables)"
                yield Finding(prose.span(section[0].start, section[0].end), message, hint)


def _syllables(word: str, formula: _Formula) -> int:
    # A hyphenation leaves no letter alone (aber), and vowels in two syllables may touch (Museum): each misses some.
    return max(1, len(formula.vowels.findall(word)), len(_hyphenation(formula.dictionary).positions(word)) + 1)


@cache
def _hyphenation(dictionary: str) -> Any:
    from pyphen import Pyphen  # reading a dictionary takes longer than all other rules together

    return Pyphen(lang=dictionary)


_OPTIONS = {
    "least": {"type": "integer", "default": 30, "description": "the reading ease that a section needs, 100 being easy"},
    "words": {"type": "integer", "minimum": 1, "default": 60, "description": "sections with fewer words are not measured"},
}

RULE = Rule("TX003", "readability", Severity.OFF, check, options=_OPTIONS)
