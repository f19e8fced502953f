r"""TX002: a German text writes all genders in one form.

Why: beside `Student*innen`, `Student:innen` makes readers look for a difference that is none, and screen readers speak each
in another way. Of the short forms the federation of the blind (DBSV) advises the star.

Options:
    form: the one that all texts use: `*`, `:`, `_`, `/` (with or without a hyphen) or `I` (`StudentInnen`); by default each
        text uses that of most of its own

Bad:
    # file: pages/beratung.de.md
    Die Beratung hilft Student*innen, Mitarbeiter*innen und Besucher:innen.
Good:
    # file: pages/beratung.de.md
    Die Beratung hilft Student*innen, Mitarbeiter*innen und Besucher*innen um 12:30 Uhr und/oder um 15 Uhr.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site, Span
from pipeline.rules._prose import Prose
from pipeline.rules._reading import proses
from pipeline.words import quote

_NAMES = {"*": "a star", ":": "a colon", "_": "an underscore", "/": "a slash", "I": "a capital I"}

_MARKED = re.compile(
    r"""[*:_/I](?<=[a-zäöüß].)(?:
        (?P<noun> (?:(?<=[*:_])|(?<=/)-)in(?:nen[a-zäöüß]*)? | (?:(?<=/)i|(?<=I))nnen[a-zäöüß]* )
      | (?P<agent> (?:(?<=/)i|(?<=I))n )
      | (?P<ending> (?<=[*:])(?:e?[mnrs]|e|d(?:er|ie|as|en|em)) )
    )(?!\w)""",
    re.VERBOSE,
)
"""The mark and what follows it: Student*innen, StudentInnen; StudentIn; jede*r, der*die."""
_STEMS = {
    "noun": r"[A-ZÄÖÜ][\w-]*",
    "agent": r"[A-ZÄÖÜ][\w-]*(?:er|ent|ant|or|ist|eur|oge)",  # else LinkedIn, Bahn/in
    "ending": r"[A-ZÄÖÜa-zäöüß][a-zäöüß]{2,}",
}
_STEM = {kind: re.compile(rf"(?<![\w*:/-]){stem}\Z") for kind, stem in _STEMS.items()}
_LONGEST = 60
"""Characters of a stem that are looked at."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    forms = [form for prose in proses(document, site) if prose.primary == "de" for form in _forms(prose)]
    if not forms:
        return
    agreed = RULE.option(site, "form")
    wanted = agreed or Counter(mark for mark, _, _ in forms).most_common(1)[0][0]
    who = "this site" if agreed else "most of the text"
    for mark, word, span in forms:
        if mark != wanted:
            message = f"{quote(word)} is written with {_NAMES[mark]}, and {who} with {_NAMES[wanted]}"
            yield Finding(span, message, f"write it with {_NAMES[wanted]}")


def _forms(prose: Prose) -> Iterator[tuple[str, str, Span]]:
    """Each word in such a form: its mark, the word itself and its place."""
    for match in _MARKED.finditer(prose.text):
        stem = _STEM[match.lastgroup or ""].search(prose.text[max(match.start() - _LONGEST, 0) : match.start()])
        if stem:
            yield match[0][0], stem[0] + match[0], prose.span(match.start() - len(stem[0]), match.end())


_OPTIONS = {
    "form": {
        "enum": ["", *_NAMES],
        "default": "",
        "description": 'the mark of the one form in all texts: "*", ":", "_", "/" or "I"; "" for the commonest in each text',
    }
}

RULE = Rule("TX002", "gender-form", Severity.WARNING, check, options=_OPTIONS)
