"""FM004: the front matter has only fields that the content type knows.

Why: a misspelt field is silently without effect, and the entry goes out with the wrong date or no summary. Names that
other systems use for the same thing (`updated`, `author`, `description`) are renamed by `check --fix`.

Bad:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    updated: 2026-10-01
    ---
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    lastmod: 2026-10-01
    ---
"""

import json
from collections.abc import Iterator

from pipeline.model import Document, Edit, Finding, Path, Rule, Severity, Site, Span
from pipeline.rules._front import UNKNOWN, problems
from pipeline.rules._text import excerpt, lines
from pipeline.rules.id001_id_missing import misnamed_id
from pipeline.schema import Schema

_SYNONYMS = {
    "title": "headline, heading",
    "summary": "description, abstract, excerpt, teaser, lead, intro, subtitle",
    "date": "created, createdat, datepublished",
    "publishDate": "published, publishedat, pubdate, publicationdate, embargo",
    "lastmod": "updated, updatedat, modified, modifiedat, lastmodified, lastupdated, datemodified, changed",
    "expiryDate": "expires, expiry, expirydate, expirationdate, unpublishdate",
    "reviewDate": "review, reviewby",
    "aliases": "alias, redirects, redirectfrom, oldurls",
    "tags": "tag, keywords",
    "authors": "author, by, byline, creator",
    "image": "cover, thumbnail, picture, featuredimage, teaserimage",
    "weight": "order, position, sortorder, menuorder",
    "lang": "language, locale",
}
_MEANT = {synonym: name for name, synonyms in _SYNONYMS.items() for synonym in synonyms.split(", ")}


def check(document: Document, site: Site) -> Iterator[Finding]:
    front = document.front
    taken = set(front.value)
    unknown = [
        (front.key(path), path, violation) for path, violation in problems(document, site) if violation.keyword in UNKNOWN
    ]
    for where, path, violation in sorted(unknown, key=lambda each: each[0]):
        schema = site.types[document.type].schema
        meant = _meant(str(path[0]), schema) if len(path) == 1 else ""
        if path == (misnamed_id(document),):
            continue  # ID001 renames it, whatever level this rule has
        if not meant:
            yield Finding(where, violation.message, violation.hint)
        elif meant in taken:
            yield Finding(where, violation.message, f"leave it out: {meant} says the same")
        elif isinstance(front.value[path[0]], bool):
            yield Finding(where, violation.message, f"write {meant} with its value; for what is not ready, draft: true")
        else:
            taken.add(meant)
            is_list = schema["properties"][meant].get("type") == "array"
            fix = _as_list(document, path, meant) if is_list else Edit(where, meant)
            yield Finding(where, violation.message, f"write {meant}" if fix else f"write {meant} and a list", fix)


def _as_list(document: Document, path: Path, meant: str) -> Edit | None:
    """The field under the name *meant*, its text as the only member of a list; None where it may be more than one."""
    value, key, where = document.front.value[path[0]], document.front.key(path), document.front.span(path)
    if isinstance(value, list):
        return Edit(key, meant)
    if not isinstance(value, str) or "," in value or key.start.line != where.end.line:
        return None
    between = excerpt(lines(document.source.text), Span(key.end, where.start))
    return Edit(Span(key.start, where.end), f"{meant}{between}[{json.dumps(value, ensure_ascii=False)}]")


def _meant(name: str, schema: Schema) -> str:
    """The known field that *name* is another word or another spelling for, or ""."""
    plain = _plain(name)
    by_plain: dict[str, str] = {_plain(field): field for field in schema.get("properties", {})}
    return by_plain.get(plain) or by_plain.get(_plain(_MEANT.get(plain, "")), "")


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


RULE = Rule("FM004", "field-unknown", Severity.ERROR, check, fixable=True)
