"""The front matter as rules ask for it: values by field, and what the type's schema says of them.

A shared document may give any field once for each language, as `title: {en: …, de: …}`; it is valid when it is valid in each.
"""

from collections.abc import Iterator
from typing import Any

from pipeline.model import Document, Path, Site, Span
from pipeline.rules._text import lines
from pipeline.schema import Violation, violations

UNKNOWN = frozenset({"additionalProperties", "unevaluatedProperties"})
"""The schema keywords that an unknown field breaks."""

_DATES = ("date", "publishDate", "lastmod", "expiryDate", "reviewDate")


def fence(document: Document) -> Span:
    """Return the fence that opens the front matter: where a finding about something missing in it stands."""
    text = document.source.text
    return Span.at(len(lines(text[: len(text) - len(text.lstrip())])), 1, 3)


def localised(document: Document, site: Site) -> dict[Path, dict[str, Any]]:
    """Return what a shared document says once for each language: mappings whose keys are languages of the site, by path.

    Any field may be one, but of the image its members.
    """
    if not document.shared or not document.front_read:
        return {}
    front = document.front.value
    candidates: list[tuple[Path, Any]] = [((field,), value) for field, value in front.items() if field != "image"]
    if isinstance(front.get("image"), dict):
        candidates += [(("image", member), value) for member, value in front["image"].items()]
    languages = set(site.languages)
    return {path: value for path, value in candidates if isinstance(value, dict) and value and value.keys() <= languages}


def values(document: Document, site: Site, field: str) -> Iterator[tuple[Path, Any]]:
    """Yield each value of the top-level *field* with its path: one, or one for each language or member of a list."""
    if not document.front_read or field not in document.front.value:
        return
    said = localised(document, site).get((field,), {})
    found: list[tuple[Path, Any]] = [((field, language), value) for language, value in said.items()]
    for path, value in found or [((field,), document.front.value[field])]:
        if isinstance(value, list):
            yield from (((*path, index), member) for index, member in enumerate(value))
        else:
            yield path, value


def strings(document: Document, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text at *path* and below it, with its path."""
    value = document.front.value
    for part in path:
        value = value[part]
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for part in value if isinstance(value, dict) else range(len(value)):
            yield from strings(document, (*path, part))


def date_fields(document: Document, site: Site) -> tuple[str, ...]:
    """Return the fields of the document's type that hold dates."""
    known = site.types.get(document.type)
    return tuple(dict.fromkeys((*_DATES, *known.dates))) if known else _DATES


def problems(document: Document, site: Site) -> list[tuple[Path, Violation]]:
    """Return all that the schema of the document's type says against its front matter, each with its path there."""
    global _latest
    if _latest is None or _latest[0] is not document or _latest[1] is not site:
        _latest = (document, site, list(_problems(document, site)))
    return _latest[2]


# Several rules ask the same of each document in turn, and validating costs more than they do.
_latest: tuple[Document, Site, list[tuple[Path, Violation]]] | None = None


def rejected(document: Document, site: Site, path: Path) -> bool:
    """Whether the schema already says something against what stands at *path*, or against its absence."""
    return any(found == path for found, _ in problems(document, site))


def _problems(document: Document, site: Site) -> Iterator[tuple[Path, Violation]]:
    known = site.types.get(document.type)
    if not known or not document.front_read:
        return
    said = localised(document, site)
    for language in site.languages if said else ("",):
        for violation in violations(known.schema, _in_language(document.front.value, said, language)):
            path = violation.path
            length = next((length for length in (1, 2) if path[:length] in said), 0)
            if not length or (violation.keyword in UNKNOWN and len(path) == length):
                yield path, violation
            elif language in said[path[:length]]:  # else FM003 names the language
                yield (*path[:length], language, *path[length:]), violation


def _in_language(front: dict[str, Any], said: dict[Path, dict[str, Any]], language: str) -> dict[str, Any]:
    """*front* with what is *said* in *language* in place of the mappings, and without those that lack it."""
    resolved = dict(front)
    if isinstance(front.get("image"), dict):
        resolved["image"] = dict(front["image"])
    for path, mapping in said.items():
        holder = resolved if len(path) == 1 else resolved["image"]
        if language in mapping:
            holder[str(path[-1])] = mapping[language]
        else:
            del holder[str(path[-1])]
    return resolved
