"""LK007: a link goes to `https:`, not to `http:`.

Why: on the way to an `http:` page anybody can read along and change what comes back. Nearly every host answers to `https:`
today. Hosts on one's own computer or in a private network are left alone.

Options:
    hosts: hosts that answer to `http:` only, and nothing is said about them; none by default

Bad:
    See [the list of fees](http://www.example.org/fees).
Good:
    See [the list of fees](https://www.example.org/fees), or [the draft](http://localhost:8000/fees) on your own computer.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from pipeline.model import Document, Edit, Finding, Rule, Severity, Site, Span
from pipeline.rules._addresses import host, in_front, is_remote
from pipeline.rules._text import lines
from pipeline.words import quote

_INSECURE = re.compile(r"\s*http:[/\\]", re.IGNORECASE)
_WRITTEN = re.compile(r"[\"']?http(?=://[^/?#:>)\s]+(?:[/?#\"'>)\s]|$))", re.IGNORECASE)
"""Where no port is given: another one than 80 would not answer to `https:`."""
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*<?(http:[^\s>]+)", re.IGNORECASE)
_LOCAL = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".test", ".invalid")


def check(document: Document, site: Site) -> Iterator[Finding]:
    found = [(target, where) for target, where in _targets(document, site) if _INSECURE.match(target)]
    source = lines(document.source.text) if found else []
    defined = dict(_definitions(source))
    exempt = {name.lower() for name in RULE.option(site, "hosts")}
    for target, where in found:
        if host(target) not in exempt and not _is_private(host(target)):
            fix = _fix(where, source) or _fix(defined.get(target), source)
            yield Finding(where, f"{quote(target)} is not encrypted", "write https:// if the host answers to it", fix)


def _fix(where: Span | None, source: list[str]) -> Edit | None:
    """The missing letter, if an address stands at *where*."""
    written = _WRITTEN.match(source[where.start.line - 1], where.start.column - 1) if where else None
    return Edit(Span.at(where.start.line, written.end() + 1), "s") if where and written else None


def _definitions(source: list[str]) -> Iterator[tuple[str, Span]]:
    for number, line in enumerate(source, start=1):
        if match := _DEFINITION.match(line):
            yield match[1], Span.at(number, match.start(1) + 1)


def _targets(document: Document, site: Site) -> Iterator[tuple[str, Span]]:
    for link in document.links:
        yield link.target, link.target_span
    for image in document.images:
        if not is_remote(image.src, site):  # of others PR002 speaks
            yield image.src, image.src_span
    for path, address in in_front(document, site):
        if path[0] != "image" or not is_remote(address, site):
            yield address, document.front.span(path)


def _is_private(name: str) -> bool:
    """Whether *name* is a host that only its own network knows."""
    if name.endswith(_LOCAL) or not {".", ":"} & set(name):
        return True
    try:
        return not ip_address(name.strip("[]")).is_global
    except ValueError:
        return False


RULE = Rule(
    "LK007",
    "link-insecure",
    Severity.WARNING,
    check,
    fixable=True,
    options={
        "hosts": {
            "description": "Hosts that answer to http: only.",
            "type": "array",
            "items": {"type": "string"},
            "default": [],
        }
    },
)
