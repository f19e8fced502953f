"""LK008: in one document, one link text leads to one place.

Why: screen readers list the links of a page without the text around them; two that sound alike and lead elsewhere cannot
be told apart (WCAG 2.4.9).

Bad:
    The [application form](https://www.example.org/bachelor) for bachelors, the [application form](https://www.example.org/master)
    for masters.
Good:
    The [form for bachelors](https://www.example.org/bachelor) and the [form for masters](https://www.example.org/master).
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from pipeline.model import Document, Finding, Link, Rule, Severity, Site
from pipeline.rules._addresses import host, is_remote
from pipeline.rules._text import is_visible
from pipeline.rules.lk001_link_text_generic import only_points
from pipeline.rules.lk005_link_text_url import is_address
from pipeline.words import quote

_WEB = re.compile(r"(?:https?:)?//[^/?#]*", re.IGNORECASE)
_ENTRY = re.compile(r"(?:entry:|(?:[^#]*/)?)([^/#.?]+)(?:\.[\w-]+)*")


def check(document: Document, site: Site) -> Iterator[Finding]:
    first: dict[str, tuple[str, Link]] = {}
    for link in document.links if len(document.links) > 1 else ():
        text = " ".join(unicodedata.normalize("NFKC", link.text).casefold().split())
        if not is_visible(text) or is_address(text) or only_points(text, document.languages):
            continue  # LK002, LK005 and LK001 speak of these
        place = _place(link.target, document.source.path, site)
        known, other = first.setdefault(text, (place, link))
        if not _is_same(place, known):
            elsewhere = f"and on line {other.span.start.line} to {quote(other.target)}"
            message = f"{quote(link.text)} leads to {quote(link.target)}, {elsewhere}"
            yield Finding(link.span, message, "give each of the two a text of its own")


def _place(target: str, path: str, site: Site) -> str:
    """Where *target*, written in the document at *path*, leads, in one way of writing it."""
    address, _, part = unquote(target.strip()).partition("#")
    web = _WEB.match(address)
    if web and is_remote(address, site):
        place = f"//{host(address)}/{address[web.end() :].strip('/')}"
    elif web:
        place = "/" + address[web.end() :].strip("/")
    elif re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
        place = address.casefold()
    elif address.startswith("/"):
        place = "/" + address.strip("/")
    else:
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) if address else path
    return f"{place}#{part}" if part else place


def _is_same(one: str, other: str) -> bool:
    """Whether two places are one; an entry's id is also its file's name or its page's, whichever the author wrote."""
    if one == other:
        return True
    if one.startswith("entry:") == other.startswith("entry:") or "//" in (one[:2], other[:2]):
        return False
    return _as_entry(one) == _as_entry(other)


def _as_entry(place: str) -> str:
    file, _, part = place.partition("#")
    found = _ENTRY.fullmatch(file)
    return f"{found[1]}#{part}" if found else place


RULE = Rule("LK008", "link-text-ambiguous", Severity.WARNING, check)
