"""LK009: a link goes to a page, a file, an e-mail address or a telephone number, and to nothing else.

Why: `javascript:`, `vbscript:` and `data:` addresses run as part of the page that shows them, and `file:` leads
nowhere for anybody else. Spelling them with capitals, spaces, entities or percent signs changes nothing.

Bad:
    [Print this page](javascript:print)
Good:
    [Print version](https://example.org/print)
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._addresses import in_front
from pipeline.words import quote

_ALLOWED = frozenset({"http", "https", "mailto", "tel", "entry", "feed"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_FORBIDDEN = re.compile(r"(javascript|data|vbscript|file):", re.IGNORECASE)
_OVERLOOKED = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]+")
"""What browsers or people do not see in an address."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    targets = [(link.target, link.target_span) for link in document.links]
    targets += [(image.src, image.src_span) for image in document.images]
    for target, where in targets:
        scheme = _SCHEME.match(_OVERLOOKED.sub("", target)) or _disguised(target)
        if scheme and scheme[1].lower() not in _ALLOWED:
            yield Finding(where, _message(target, scheme), "link to a page, or to a file of the content folder")
    for path, value in in_front(document, site):
        scheme = _disguised(value)
        if scheme:
            yield Finding(document.front.span(path), _message(value, scheme), "write the address of a page")


def _message(address: str, scheme: re.Match[str]) -> str:
    return f"{quote(address)} is a {quote(scheme[0].lower())} address"


def _disguised(target: str) -> re.Match[str] | None:
    return _FORBIDDEN.match(_OVERLOOKED.sub("", unquote(target)))


RULE = Rule("LK009", "link-scheme-forbidden", Severity.ERROR, check)
