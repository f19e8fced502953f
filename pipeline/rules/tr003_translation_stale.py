"""TR003: a translation says what its source says now.

Why: readers of two languages would act on different facts. `pipeline translations accept FILE` records in a translation what
its source said when it was last compared, section by section; from then on a change names exactly the sections to read
again. Without such a record the two `lastmod` are compared.

Bad:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    date: 2026-05-01
    lastmod: 2026-09-01
    ---
    # file: pages/fees.de.md
    ---
    id: fees
    title: Gebühren
    summary: Was ein Studium hier kostet.
    date: 2026-05-01
    ---
Good:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    date: 2026-05-01
    lastmod: 2026-09-01
    ---
    # file: pages/fees.de.md
    ---
    id: fees
    title: Gebühren
    summary: Was ein Studium hier kostet.
    date: 2026-05-01
    lastmod: 2026-09-02
    ---
"""

import shlex
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from pipeline.model import Corpus, Finding, Pair, PairState, Rule, Severity
from pipeline.words import quote

_SHOWN = 8
"""Sections that a message names."""


def check(corpus: Corpus) -> Iterator[Finding]:
    zone = ZoneInfo(corpus.site.timezone)
    for pair in corpus.pairs:
        translation = pair.translation
        if pair.state is PairState.STALE and translation and not translation.localised.draft:
            path = translation.compiled.path
            yield Finding(
                translation.compiled.id_span,
                f"{pair.source.compiled.path} {_what_changed(pair, zone)}",
                f"bring this file up to date, then run `pipeline translations accept {shlex.quote(path)}`",
                path=path,
            )


def _what_changed(pair: Pair, zone: ZoneInfo) -> str:
    lastmod = pair.source.localised.lastmod
    if lastmod and not pair.changed:
        return f"was changed on {lastmod.astimezone(zone):%Y-%m-%d}, after this translation of it"
    named = ", ".join(map(quote, pair.changed[:_SHOWN])) + (" and more" if pair.changed[_SHOWN:] else "")
    return f"changed since this translation was confirmed, in {named}"


RULE = Rule("TR003", "translation-stale", Severity.WARNING, corpus=check)
