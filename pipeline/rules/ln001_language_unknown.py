"""LN001: the language of a file is one of the site's.

Why: it decides on which pages and in which feeds an entry appears, and in which voice a screen reader reads it. It is
the front matter's `lang`, else the end of the file's name (`fees.de.md`), else the site's default; a language that
the site does not have would go out under the name of another. What a translation says it was made from (`translated`)
is one of them too, or it would be compared with nothing.

Bad:
    ---
    id: fees
    title: Avgifter
    summary: Vad studierna kostar.
    lang: sv
    ---
Good:
    ---
    id: fees
    title: Gebühren
    summary: Was das Studium kostet.
    lang: de
    ---
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pipeline.model import NOWHERE, Document, Finding, Path, Rule, Severity, Site
from pipeline.rules._front import values
from pipeline.words import one_of, quote

_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}"  # language
    r"(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"  # script, region
    r"(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"  # variants
    r"(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",  # extensions, private use
    re.IGNORECASE,
)
"""A language tag as BCP 47 has it (RFC 5646, 2.1)."""
_SUFFIX = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
"""What the end of a file's name looks like when it is meant as a language."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    hint = f"write {one_of(site.languages)}"
    for path, value in (*values(document, site, "lang"), *_source(document)):
        if isinstance(value, str) and value not in site.languages:
            problem = "is none of the site's languages" if _TAG.fullmatch(value) else "is not a language tag (BCP 47)"
            yield Finding(document.front.span(path), f"{quote(value)} {problem}", hint)
    name, _, suffix = PurePosixPath(document.source.path).stem.rpartition(".")
    looks_meant = name and _SUFFIX.fullmatch(suffix) and "lang" not in document.front.value
    if looks_meant and suffix not in site.languages:
        message = f"the file's name ends in {quote('.' + suffix)}, which is none of the site's languages"
        yield Finding(NOWHERE, message, f"rename the file, or {hint} as lang")


def _source(document: Document) -> Iterator[tuple[Path, Any]]:
    """What the file says that it was translated from."""
    translated = document.front.value.get("translated")
    if isinstance(translated, dict) and "from" in translated:
        yield ("translated", "from"), translated["from"]


RULE = Rule("LN001", "language-unknown", Severity.ERROR, check)
