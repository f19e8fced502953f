"""Compiled documents without a source: `target("open-day", title="Open day", collection="events")`."""

from typing import Any

from pipeline.model import NOWHERE, Compiled, Localised, Target


def localised(language: str = "en", **changes: Any) -> Localised:
    """Return what a published document says in *language*; each of *changes* replaces a field."""
    fields: dict[str, Any] = {
        "title": "A title",
        "summary": "",
        "url": f"https://site.example/{language}",
        "slug": "",
        "date": None,
        "publish_date": None,
        "lastmod": None,
        "expiry_date": None,
        "draft": False,
        "aliases": (),
        "tags": (),
        "authors": (),
        "weight": 0,
        "image": None,
        "fields": {},
        "review_date": None,
        "text_digest": "",
    }
    return Localised(language=language, **fields | changes)


def compiled(id: str = "open-day", *versions: Localised, **changes: Any) -> Compiled:
    """Return a document that says *versions*; each of *changes* replaces a field."""
    fields: dict[str, Any] = {
        "path": f"news/{id}.md",
        "digest": "",
        "id_span": NOWHERE,
        "field_spans": {},
        "front_syntax": "yaml",
        "new_field": None,
        "lead_digest": "",
        "type": "news",
        "collection": "news",
        "html": "",
        "relocations": (),
        "sections": (),
        "anchors": (),
        "references": (),
        "terms": (),
        "suppressions": (),
        "diagnostics": (),
    }
    return Compiled(id=id, localised=versions, **fields | changes)


def target(id: str = "open-day", language: str = "en", **changes: Any) -> Target:
    """Return the document *id* in *language* alone; each of *changes* replaces a field of what it says, or else of itself."""
    said = {name: value for name, value in changes.items() if name in Localised.__struct_fields__}
    own = {name: value for name, value in changes.items() if name not in said}
    version = localised(language, **said)
    return Target(compiled(id, version, **own), version)
