"""PR003: a person's e-mail address or telephone number is published only if that person has agreed.

Why: it is personal data, feeds carry it to anybody who likes to keep it, and it cannot be called back (GDPR, articles 5
and 6). Addresses and numbers of offices outlast those who work there. `consent: true` in the front matter says that the
person has agreed, in content types that have this field.

Options:
    allowed: addresses, domains (with all addresses there) and telephone numbers that may be published; none by default

Bad:
    Write to ada.lovelace@example.edu or call +49 171 1234567.
Good:
    Write to international@example.edu or call the International Office, +49 234 32-22222.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from pipeline.model import Document, Finding, Rule, Severity, Site, Span
from pipeline.rules._contacts import contacts, key, may_hold_contacts
from pipeline.rules._front import strings
from pipeline.rules._people import is_persons
from pipeline.rules._text import lines
from pipeline.words import quote

_SHORTEST = 7
"""Digits of a telephone number with its area code."""
_CODE = "zxx"
_NEAR = 200
"""Characters on either side that say whose it is …"""
_LINES = 6
"""… and lines."""
_BEGINS = re.compile(r"[ \t]{0,9}(?:\Z|[-*+] |\d{1,3}[.)] |---|[|#])")
"""A line that does not go on with the block before it."""


class _Contact(NamedTuple):
    where: Span
    written: str
    around: str
    """What stands around it in the front matter; "" in the body, where its place says it."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    if document.front.value.get("consent") is True or not may_hold_contacts(document.source.text):
        return
    source = lines(document.source.text)
    type = site.types.get(document.type)
    agreed = type and "consent" in type.properties
    hint = "write consent: true if the person has agreed" if agreed else "have it allowed in site.toml, at rules.PR003"
    allowed = {form for each in RULE.option(site, "allowed") for form in (each.casefold().lstrip("@"), key(each))}
    said: set[tuple[int, str]] = set()
    for contact in sorted(_contacts(document)):
        name = key(contact.written)
        place = (contact.where.start.line, name)
        if place in said or not allowed.isdisjoint((name, name.rpartition("@")[2])):
            continue
        if is_persons(contact.written, contact.around or _around(contact.where, document, source)):
            said.add(place)
            kind = "e-mail address" if "@" in name else "telephone number"
            message = f"{quote(contact.written)} looks like a person's {kind}"
            yield Finding(contact.where, message, f"give that of an office, or {hint}")


def _contacts(document: Document) -> Iterator[_Contact]:
    """Every address and number in *document*, whosever it is."""
    for link in document.links:
        scheme, _, target = link.target.partition(":")
        address = unquote(target).partition("?")[0].strip()
        called = scheme.lower() == "tel" and len(key(address)) >= _SHORTEST
        if called or (scheme.lower() == "mailto" and "@" in key(address)):
            yield _Contact(link.target_span, address, "")
    for text in document.texts:
        for start, end in contacts(text.text) if text.language != _CODE else ():
            yield _Contact(text.part(start, end), text.text[start:end], "")
    title = document.front.value.get("title")
    for path, value in strings(document):
        for start, end in contacts(value):
            yield _Contact(document.front.span(path), value[start:end], f"{title}: {value[:_NEAR]}")


def _around(where: Span, document: Document, source: list[str]) -> str:
    """What stands in the paragraph, the item or the row of *where*, with the heading above it."""
    at = bisect_right(document.headings, where.start.line, key=lambda heading: heading.span.start.line)
    heading = document.headings[at - 1].text[:_NEAR] if at else ""
    row, column = where.start.line - 1, where.start.column - 1
    first, last = row, row + 1
    while first > max(row - _LINES, 0) and not _BEGINS.match(source[first]):
        first -= 1
    while last < min(row + _LINES, len(source)) and not _BEGINS.match(source[last]):
        last += 1
    before = "\n".join([*(line[-_NEAR:] for line in source[first:row]), source[row][max(column - _NEAR, 0) : column]])
    after = "\n".join([source[row][column : column + _NEAR], *(line[:_NEAR] for line in source[row + 1 : last])])
    return f"{heading}\n\n{before[-_NEAR:]}{after[:_NEAR]}"


RULE = Rule(
    "PR003",
    "personal-contact",
    Severity.WARNING,
    check,
    options={
        "allowed": {
            "description": "Addresses, domains and telephone numbers that may be published.",
            "type": "array",
            "items": {"type": "string"},
            "default": [],
        }
    },
)
