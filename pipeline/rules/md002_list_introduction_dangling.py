"""MD002: a sentence that announces a list is followed by one.

Why: "The conditions are:" with nothing after it is what remains when a list was moved, or when its marks were lost on
the way from another program.

Bad:
    The conditions are:

    ## Fees
Good:
    The conditions are:

    - a degree,
    - a certificate of German.
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.words import quote

_ANNOUNCES = re.compile(
    r"\b(?:are|with|follows|includes?|including|below|these|following(?: \w+){0,3}"
    r"|sind|mit|folgt|umfass(?:t|en)|darunter|folgende[mnrs]?(?: \w+){0,3})\s*:$",
    re.IGNORECASE,
)
_LONGEST = 100
"""Characters of a paragraph's end that are looked at."""


def check(document: Document, _: Site) -> Iterator[Finding]:
    for paragraph in document.paragraphs:
        end = paragraph.text[-_LONGEST:].rstrip()
        if not end.endswith(":") or paragraph.followed_by not in ("", "heading", "rule"):
            continue
        announced = _ANNOUNCES.search(end)
        if announced:
            message = f"no list follows {quote(announced[0])}"
            yield Finding(paragraph.span, message, "add the list, or end the sentence with a full stop")


RULE = Rule("MD002", "list-introduction-dangling", Severity.WARNING, check)
