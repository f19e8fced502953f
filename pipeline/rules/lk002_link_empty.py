"""LK002: a link has a text and a complete address.

Why: nobody can see or follow one without (WCAG 2.4.4). Where the address has a space in it or an odd number of
parentheses, Markdown sees no link and prints what stands there, brackets and all.

Bad:
    See the [list of fees]() or the [regulations](https://example.org/fees and rules).
Good:
    See the [list of fees](https://example.org/fees) or the [regulations](https://example.org/fees%20and%20rules).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline.model import Document, Finding, Link, Rule, Severity, Site, Span
from pipeline.rules._text import excerpt, is_visible, lines
from pipeline.words import quote

_ALONE = re.compile(r"(?:https?:[/\\]*|mailto:|tel:\D*)\Z", re.IGNORECASE)
_MAILBOX = re.compile(r"mailto:[^@?]+(?:\?|\Z)", re.IGNORECASE)
_NO_HOST = re.compile(r"[\s<>\"`|^%]")
_PRINTED = re.compile(
    r"(?:\\?!?\[(?P<text>[^\[\]]*))?(?<!\\)\]"
    r"(?:\((?=<?(?:(?:https?|mailto|tel|entry):|www\.|\#|[^(){\n]*(?:/|\.[a-z]{2,4}\b)))"
    r"|(?P<gap> +)\((?=(?:https?|mailto|tel|entry):|www\.|[^\s(){]+\.md\b))"
    r"(?P<address>[^()\[\]]*)\)?",
    re.IGNORECASE,
)
"""What an author meant as a link, in a text. Its opening bracket may stand before other markup, in another run of text."""


def check(document: Document, _: Site) -> Iterator[Finding]:
    for link in document.links:
        problem = _problem(link)
        if problem:
            yield Finding(link.span, *problem)
    yield from _printed(document)


def _problem(link: Link) -> tuple[str, str] | None:
    """What is wrong with *link*, and what to do about it."""
    target, text = link.target.strip(), quote(link.text.strip())
    if target in ("", "#"):
        hint = "write #top for the top of the page" if target else "write its address between the parentheses"
        return f"the link {text} has no target", hint
    if _ALONE.match(target):
        return f"the address {quote(target)} of the link {text} is incomplete", "write all of it"
    if _MAILBOX.match(target):
        hint = f"write all of it, such as {target.partition('?')[0]}@example.edu"
        return f"the e-mail address {quote(target)} has no domain", hint
    if not _has_host(target):
        return f"no host can have the name that {quote(target)} begins with", "correct it"
    if not is_visible(link.text):
        return f"the link to {quote(link.target)} has no text", "write between the brackets where it leads"
    return None


def _has_host(target: str) -> bool:
    """Whether a web address *target* names a host that can be; no other address need."""
    try:
        parts = urlsplit(target)
        return parts.scheme not in ("http", "https") or (parts.port != 0 and not _NO_HOST.search(parts.netloc))
    except ValueError:
        return False


def _printed(document: Document) -> Iterator[Finding]:
    runs = [run for run in document.texts if "](" in run.text or "] (" in run.text]
    source = lines(document.source.text) if runs else []
    for run in runs:
        # In the source an escaped bracket, which is meant as such, still has its backslash.
        for match in _PRINTED.finditer(excerpt(source, run.span)):
            citation = match["gap"] and (match["text"] or "").isdecimal()  # [1] (https://…)
            if not citation and not match[0].startswith("\\"):
                span = Span.at(run.span.start.line, run.span.start.column + match.start(), match.end() - match.start())
                kind = "image" if match[0].startswith("!") else "link"
                yield Finding(span, f"{quote(match[0])} is no {kind}: it would be printed with its brackets", _mended(match))


def _mended(match: re.Match[str]) -> str:
    if match["gap"]:
        return "write ]( without a space between"
    if re.search(r"\S\s+[^\s\"'(]", match["address"]):
        return "write %20 for a space in the address; a title behind it stands in straight quotation marks"
    return "close each parenthesis and quotation mark that is open; a link cannot stand in another one"


RULE = Rule("LK002", "link-empty", Severity.ERROR, check)
