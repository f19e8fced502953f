"""MD003: the label of a reference link or a footnote is defined somewhere in the text.

Why: `[the fees][fees]` without a line `[fees]: https://…` is printed as it stands, with its brackets.

Bad:
    We publish [the list of all fees][fees].
Good:
    We publish [the list of all fees][fees].

    [fees]: https://example.org/fees
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site, Span
from pipeline.rules._text import excerpt, lines
from pipeline.words import quote

_REFERENCE = re.compile(
    r"(?<![\w\\])(?:\[(?P<text>[^\[\]]*))?(?<!\\)\]\[(?P<label>[^\[\]]*)\]"
    r"|(?<!\\)\[(?P<note>\^[^\[\]\s]+)\]"
)
"""The opening bracket may stand before other markup, in another run of text."""


def check(document: Document, _: Site) -> Iterator[Finding]:
    runs = [text for text in document.texts if "][" in text.text or "[^" in text.text]
    source = lines(document.source.text) if runs else []
    for run in runs:
        # In the source an escaped bracket, which is meant as such, still has its backslash.
        for match in _REFERENCE.finditer(excerpt(source, run.span)):
            label = match["note"] or match["label"] or match["text"] or ""
            if label and not (label.isdecimal() and (match["text"] or "").isdecimal()):  # [1][2] are two citations
                span = Span.at(run.span.start.line, run.span.start.column + match.start(), match.end() - match.start())
                hint = f"add a line that says what it is: [{label}]: {'the note' if match['note'] else 'https://…'}"
                yield Finding(span, f"{quote(label)} is not defined: the brackets would be printed", hint)


RULE = Rule("MD003", "reference-undefined", Severity.ERROR, check)
