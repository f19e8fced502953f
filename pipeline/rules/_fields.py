"""What a field that the content type does not know was meant to be, and the edits that write it so."""

import json
from collections.abc import Mapping
from difflib import SequenceMatcher

from pipeline.model import Document, Edit, Path, Span
from pipeline.rules._text import excerpt, lines
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
_SLIP = 0.8
"""The share of letters in which a slip of the pen agrees with what was meant: `titel` does, `navtitle` does not."""


def meant(name: str, schema: Schema, synonyms: Mapping[str, str]) -> str:
    """Return the known field that *name* is another word, another spelling or, for certain, a slip of the pen for, or ""."""
    plain = _plain(name)
    by_plain: dict[str, str] = {_plain(field): field for field in schema.get("properties", {})}
    own = {_plain(synonym): field for synonym, field in synonyms.items()}.get(plain, "")
    return (
        by_plain.get(plain)
        or by_plain.get(_plain(own))
        or by_plain.get(_plain(_MEANT.get(plain, "")))
        or _misspelt(plain, by_plain)
    )


def _misspelt(plain: str, by_plain: Mapping[str, str]) -> str:
    """The only field that begins as *plain* does and is nearly the same, or "": `update` is not `date`."""
    if not 3 < len(plain) < 40:
        return ""
    alike = [field for known, field in by_plain.items() if known[:1] == plain[0] and _agree(plain, known) >= _SLIP]
    return alike[0] if len(alike) == 1 else ""


def _agree(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def renamed(document: Document, path: Path, name: str) -> Edit | None:
    """Return the field at *path* under another *name*; None where its name may stand in several places."""
    value = document.front.value[path[0]]
    first = value[:1] if isinstance(value, list) else [value]
    is_table = document.front_syntax == "toml" and any(isinstance(each, dict) for each in first)
    return None if is_table else Edit(document.front.key(path), name)


def as_list(document: Document, path: Path, name: str) -> Edit | None:
    """Return the field at *path* under another *name*, its text as the only member of a list.

    None where it may be more than one, or does not stand on one line.
    """
    value = document.front.value[path[0]]
    if isinstance(value, list):
        return renamed(document, path, name)
    if not isinstance(value, str) or "," in value:
        return None
    return _written(document, path, name, f"[{json.dumps(value, ensure_ascii=False)}]")


def as_draft(document: Document, path: Path) -> Edit | None:
    """Return what `published: false` says, in our words; None where it does not stand on one line."""
    return _written(document, path, "draft", "false" if document.front.value[path[0]] else "true")


def _written(document: Document, path: Path, name: str, value: str) -> Edit | None:
    """The field under another *name* and with another *value*; None where it does not stand on one line, or is repeated."""
    key, where = document.front.key(path), document.front.span(path)
    if key.start.line != where.end.line:
        return None
    between = excerpt(lines(document.source.text), Span(key.end, where.start))
    if "&" in between:  # an alias elsewhere would repeat the new value
        return None
    return Edit(Span(key.start, where.end), f"{name}{between}{value}")
