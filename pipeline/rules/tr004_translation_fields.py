"""TR004: dates, references and terms are the same in every language of an entry.

Why: an event that is on another day in English, or a partnership with another university in German, is wrong in one of the
two; importers that join the languages of an entry take one of them at random.

Bad:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    expiryDate: 2027-05-01
    ---
    # file: pages/fees.de.md
    ---
    id: fees
    title: Gebühren
    summary: Was ein Studium hier kostet.
    expiryDate: 2027-05-31
    ---
Good:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    expiryDate: 2027-05-01
    ---
    # file: pages/fees.de.md
    ---
    id: fees
    title: Gebühren
    summary: Was ein Studium hier kostet.
    expiryDate: 2027-05-01
    ---
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.dates import DateProblem, parse, rfc3339
from pipeline.model import Corpus, Finding, Pair, Rule, Severity, Target
from pipeline.words import quote

_DATES = {"date": "date", "publishDate": "publish_date", "expiryDate": "expiry_date"}
"""The dates of every entry that must agree, with the attributes that hold them."""


def check(corpus: Corpus) -> Iterator[Finding]:
    for pair in corpus.pairs:
        if pair.translation:
            yield from _differences(pair, pair.translation, corpus)


def _differences(pair: Pair, translation: Target, corpus: Corpus) -> Iterator[Finding]:
    source = pair.source
    if source.compiled.type != translation.compiled.type:
        yield _finding(pair, translation, "id", f"the type is {translation.compiled.type}", f"it is {source.compiled.type}")
        return
    zone = ZoneInfo(corpus.site.timezone)
    here, there = _said(translation, corpus, zone), _said(source, corpus, zone)
    sides = ((translation, here), (source, there))
    for field in here | there:
        # A date that is none is a mistake of its own.
        if field in _DATES and any(field in each.compiled.field_spans and field not in said for each, said in sides):
            continue
        if _comparable(here.get(field), zone) != _comparable(there.get(field), zone):
            said, other = (f"is {_shown(side[field], zone)}" if field in side else "is missing" for side in (here, there))
            yield _finding(pair, translation, field, f"{field} {said}", f"it {other}")


def _said(target: Target, corpus: Corpus, zone: ZoneInfo) -> dict[str, Any]:
    """What *target* says in the fields that must agree."""
    kind = corpus.site.types.get(target.compiled.type)
    own = {*kind.references, *kind.vocabularies, *kind.dates} if kind else set()
    dates = {name: getattr(target.localised, attribute) for name, attribute in _DATES.items()}
    if "publishDate" not in target.compiled.field_spans:  # it is taken from the date
        del dates["publishDate"]
    said = {name: rfc3339(value.astimezone(zone)) for name, value in dates.items() if value}
    return said | {name: value for name, value in target.localised.fields.items() if name in own and value}


def _comparable(value: Any, zone: ZoneInfo) -> Any:
    """*value* such that what means the same is equal: an instant for a date, lists without their order."""
    if isinstance(value, list):
        return sorted(map(str, value))
    return _instant(value, zone) or value


def _instant(value: Any, zone: ZoneInfo) -> datetime | None:
    try:
        return parse(value, zone) if isinstance(value, str) and value[:1].isdigit() else None
    except DateProblem:
        return None


def _shown(value: Any, zone: ZoneInfo) -> str:
    """*value* as its author may have written it: the first instant of a day in *zone* is that day."""
    instant = _instant(value, zone)
    local = instant.astimezone(zone) if instant else None
    if local and (local.hour, local.minute, local.second) == (0, 0, 0):
        return quote(local.date().isoformat())
    return quote(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _finding(pair: Pair, translation: Target, field: str, here: str, there: str) -> Finding:
    span = translation.compiled.field_spans.get(field, translation.compiled.id_span)
    message = f"{here}, but in {pair.source.compiled.path} {there}"
    return Finding(span, message, "make both the same", path=translation.compiled.path)


RULE = Rule("TR004", "translation-fields", Severity.ERROR, corpus=check)
