"""MD012: of a link the text stands in square brackets and the address in round ones.

Why: the other way round it is no link, and brackets and address are published. `check --fix` exchanges them.

Bad:
    We publish (the list of all fees)[https://example.org/fees].
Good:
    We publish [the list of all fees](https://example.org/fees).
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Edit, Finding, Rule, Severity, Site
from pipeline.words import quote

_REVERSED = re.compile(
    r"\(([^()\[\]]+)\)\[((?:https?://|www\.|mailto:|entry:|\.{0,2}/|#)[^\s()\[\]<>]+|[\w./-]+\.(?:md|html?|pdf))\]"
)


def check(document: Document, _: Site) -> Iterator[Finding]:
    for text in document.texts:
        for match in _REVERSED.finditer(text.text) if ")[" in text.text else ():
            span = text.part(*match.span())
            link = f"[{match[1]}]({match[2]})"
            exact = not text.pieces  # else what stands in the file has escapes in it
            message = f"{quote(match[0])} is no link: its brackets are the wrong way round"
            yield Finding(span, message, f"write {link}", Edit(span, link) if exact else None)


RULE = Rule("MD012", "link-reversed", Severity.ERROR, check, fixable=True)
