"""LK005: a link's text is words, not an address.

Why: a screen reader spells an address out, and hardly anybody can tell from one what to expect (WCAG 2.4.4). An address
that readers are to copy stands in backticks. DOIs and ORCID iDs are names: those who issue them want them shown in full.

Bad:
    See [https://www.example.org/en/fees](https://www.example.org/en/fees).
Good:
    See [the list of fees](https://www.example.org/en/fees), <https://doi.org/10.5281/zenodo.1> and <office@example.org>.
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Link, Rule, Severity, Site
from pipeline.words import quote

_ADDRESS = re.compile(r"\s*(?:https?://|www\.(?=[\w-]+\.))\S+\s*", re.IGNORECASE)
_NAME = re.compile(r"\s*(?:https?://)?(?:dx\.)?(?:doi\.org/10\.|orcid\.org/\d)", re.IGNORECASE)


def check(document: Document, _: Site) -> Iterator[Finding]:
    for link in document.links:
        if is_address(link.text) and not _NAME.match(link.text) and not _is_code(link, document):
            hint = "write what the reader finds there: [the list of fees](address)"
            yield Finding(link.span, f"the link text {quote(link.text.strip())} is an address", hint)


def is_address(text: str) -> bool:
    """Whether *text* is the address of a page and nothing else."""
    return bool(_ADDRESS.fullmatch(text))


def _is_code(link: Link, document: Document) -> bool:
    return any(link.span.start < code.span.start < link.span.end for code in document.codes)


RULE = Rule("LK005", "link-text-url", Severity.WARNING, check)
