"""TR002: a translation has the headings of its source, in number and in level.

Why: what stands under a heading that only one of them has is missing in the other. Links to a part of the page, and editors
who compare the two, rely on the same outline.

Bad:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
    ## Who pays
    ## When to pay
    # file: pages/fees.de.md
    ---
    id: fees
    title: Gebühren
    summary: Was ein Studium hier kostet.
    ---
    ## Wer zahlt
Good:
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
    ## Who pays
    # file: pages/fees.de.md
    ---
    id: fees
    title: Gebühren
    summary: Was ein Studium hier kostet.
    ---
    ## Wer zahlt
"""

from collections.abc import Iterator
from itertools import zip_longest

from pipeline.model import Compiled, Corpus, Finding, Rule, Section, Severity
from pipeline.words import count, quote

_SHOWN = 8
"""Headings of an outline that a message shows."""


def check(corpus: Corpus) -> Iterator[Finding]:
    for pair in corpus.pairs:
        if not pair.translation or pair.translation.localised.draft or pair.source.localised.draft:
            continue
        source, translation = pair.source.compiled, pair.translation.compiled
        at = _first_difference(source, translation)
        if at is None:
            continue
        span = translation.sections[at].span if at < len(translation.sections) else translation.id_span
        yield Finding(
            span,
            f"from heading {at + 1} on the outline is not that of {source.path}: here {_outline(translation, at)}, "
            f"there {_outline(source, at)}",
            "give both the same headings",
            path=translation.path,
        )


def _first_difference(source: Compiled, translation: Compiled) -> int | None:
    """The index of the first heading whose level is not the same in both."""
    together = zip_longest(source.sections, translation.sections)
    return next((at for at, (one, other) in enumerate(together) if not (one and other and one.level == other.level)), None)


def _outline(document: Compiled, start: int) -> str:
    sections = document.sections[start:]
    more = f" and {count(len(sections) - _SHOWN, 'more heading')}" if sections[_SHOWN:] else ""
    return ", ".join(map(_heading, sections[:_SHOWN])) + more if sections else "no more"


def _heading(section: Section) -> str:
    return f"h{section.level} {quote(section.title)}"


RULE = Rule("TR002", "translation-structure", Severity.WARNING, corpus=check)
