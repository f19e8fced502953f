"""TX006: words are not written in capitals.

Why: capitals hide the shapes of words and are slow to read, most of all for people with dyslexia; some screen readers spell
them, letter by letter. Bold text says that something matters. Abbreviations that TX004 knows do not count.

Bad:
    PLEASE BRING your passport.
Good:
    **Please bring** your passport. NASA and UNESCO may stay.
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._reading import proses
from pipeline.rules.tx004_abbreviation_unexpanded import known_abbreviations
from pipeline.words import quote

_CAPITAL = "[A-ZÀ-ÖØ-ÞẞŒ]"
_RUN = re.compile(rf"{_CAPITAL}(?<![\w.&/-].){_CAPITAL}{{3,}}(?: (?:{_CAPITAL}{{1,3}} ){{0,3}}{_CAPITAL}{{4,}})+(?![\w&/-])")
"""Two words of four letters and more, with or without short ones between them."""
_FEWEST = 10
"""Letters in such a run; two abbreviations together hardly have them."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    for prose in proses(document, site):
        for match in _RUN.finditer(prose.text):
            known = known_abbreviations(site)
            if len("".join(word for word in match[0].split() if word not in known)) >= _FEWEST:
                hint = "write small letters, and make bold what matters"
                yield Finding(prose.span(*match.span()), f"{quote(match[0])} is in capitals", hint)


RULE = Rule("TX006", "capitals", Severity.WARNING, check)
