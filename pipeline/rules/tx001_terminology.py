"""TX001: names and terms are spelled as the site has agreed.

Why: a name that is written in three ways is three names for a search engine, and looks careless to its owner. Whole words
are found, not code, addresses or what is marked as another language. `check --fix` writes the right spelling.

Options:
    terms: for each language a table of right spellings, each with the list of its wrong ones; none by default. A wrong one
        is found as it stands there; but where only its capitals are wrong, so is any other use of capitals

Bad:
    The Exampel University stands in a park.
Good:
    The Example University stands in a park.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Document, Edit, Finding, Rule, Severity, Site
from pipeline.rules._prose import Prose
from pipeline.rules._reading import proses
from pipeline.words import quote

_NARROW = re.compile("[\u00a0\u202f]")
"""Spaces that do not break."""
_BLOCK = re.compile(r"[-+=:#~]|\d+[.)]")
"""What could begin a list or a heading where it comes to stand first on its line."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    terms = {language.lower(): own for language, own in RULE.option(site, "terms").items()}
    if terms:
        for prose in proses(document, site):
            own = terms.get(prose.language) or terms.get(prose.primary)
            if own:
                yield from _check(prose, _spellings(tuple((right, tuple(wrong)) for right, wrong in own.items())))


def _check(prose: Prose, spellings: "_Spellings") -> Iterator[Finding]:
    lowered = _NARROW.sub(" ", prose.text.lower())
    if not any(wrong in lowered for wrong in spellings.wrong):
        return
    for match in spellings.pattern.finditer(prose.text):
        found = " ".join(match[0].split())
        right = spellings.exact.get(found) or spellings.lowered.get(found.lower(), found)
        if right not in (found, match[0]):
            span = prose.span(*match.span())
            can_be_fixed = prose.is_unbroken(*match.span()) and prose.reserved.isdisjoint(right) and not _BLOCK.match(right)
            fix = Edit(span, right) if can_be_fixed else None
            yield Finding(span, f"{quote(found)} is not how this site spells it", f"write {quote(right)}", fix)


class _Spellings(NamedTuple):
    """What is looked for in one language."""

    pattern: re.Pattern[str]
    """Every spelling, the right ones too: a wrong one that is part of a right one is none."""
    exact: dict[str, str]
    """By each spelling the right one; spaces between words are plain."""
    lowered: dict[str, str]
    """By spellings in lower case, where only capitals are wrong."""
    wrong: frozenset[str]
    """All that are wrong, in lower case."""


@lru_cache(maxsize=16)
def _spellings(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> _Spellings:
    exact = {" ".join(right.split()): right for right, _ in terms}
    lowered: dict[str, str] = {}
    pairs = [(" ".join(spelling.split()), right) for right, wrong in terms for spelling in wrong]
    for spelling, right in pairs:
        if spelling.lower() == right.lower():
            lowered[spelling.lower()] = right
        else:
            exact.setdefault(spelling, right)
    by_length = sorted({*exact, *lowered} - {""}, key=lambda spelling: (-len(spelling), spelling))
    patterns = [_pattern(spelling, spelling in lowered) for spelling in by_length]
    all_wrong = frozenset(spelling.lower() for spelling, _ in pairs if spelling)
    return _Spellings(re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"), exact, lowered, all_wrong)


def _pattern(spelling: str, any_case: bool) -> str:
    words = "[ \u00a0\u202f]".join(map(re.escape, spelling.split()))
    return f"(?i:{words})" if any_case else words


_SPELLING = {"type": "string", "pattern": r"\S"}
_TABLE = {
    "type": "object",
    "propertyNames": _SPELLING,
    "additionalProperties": {"type": "array", "items": _SPELLING},
}
_OPTIONS = {
    "terms": {
        "type": "object",
        "additionalProperties": _TABLE,
        "default": {},
        "description": "for each language, right spellings with the wrong ones that are found",
    }
}

RULE = Rule("TX001", "terminology", Severity.WARNING, check, fixable=True, options=_OPTIONS)
