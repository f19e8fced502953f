"""Front matter fields: what each is for, and what may stand in it."""

from collections.abc import Mapping
from typing import Any

from pipeline.model import ContentType, Corpus, Site
from pipeline.server.workspace import Workspace
from pipeline.words import json_like

_LISTED = 30
_FORMS = {"date": "A date: `YYYY-MM-DD`.", "date-time": "A time: `YYYY-MM-DD HH:MM`.", "uri": "A complete URL."}
_TYPES = {"array": "A list.", "object": "A mapping.", "integer": "A whole number.", "number": "A number."}


def names(type: ContentType) -> list[str]:
    """Return the fields of *type*: those that are required, then its own, then those of every type."""
    return list(dict.fromkeys([*type.required, *type.properties, *type.schema.get("properties", {})]))


def values(workspace: Workspace, type: ContentType, field: str, language: str) -> dict[str, str]:
    """Return what may stand in *field* of *type*, each with its label in *language* or ""; nothing where that is open."""
    return known(workspace.site, workspace.corpus, type, field, language)


def known(site: Site | None, corpus: Corpus | None, type: ContentType, field: str, language: str) -> dict[str, str]:
    """As `values`, of what *site* and *corpus* know."""
    if field in type.references:
        return entries(corpus, language, type.references[field])
    if site and (vocabulary := site.vocabularies.get(type.vocabularies.get(field, ""))):
        return {id: term.label.get(language, "") for id, term in vocabulary.terms.items()}
    if site and field == "lang":
        return dict.fromkeys(site.languages, "")
    return enumerated(_said(type, field))


def entries(corpus: Corpus | None, language: str, type: str = "") -> dict[str, str]:
    """Return the ids of all entries, or of those of *type*, each with its title, if possible in *language*."""
    if not corpus:
        return {}
    targets = {id: corpus.target(id, language) for id in sorted(corpus.by_id)}
    return {
        id: target.localised.title for id, target in targets.items() if target and (not type or target.compiled.type == type)
    }


def described(workspace: Workspace, type: ContentType, field: str, language: str) -> str:
    """Return what *field* of *type* is for and what may stand in it, in Markdown; "" where the type has no such field."""
    about = _said(type, field)
    if not about:
        return ""
    known = values(workspace, type, field, language)
    if field in type.references:
        form = f"The id of an entry of the type `{type.references[field]}`."
    elif field in type.vocabularies:
        form = f"A term of the vocabulary `{type.vocabularies[field]}`:\n\n{_listed(known)}"
    elif known:
        form = f"One of: {', '.join(f'`{value}`' for value in known)}."
    else:
        form = _FORMS.get(str(about.get("format")), "") or _TYPES.get(str(about.get("type")), "")
    required = f"Required in every entry of the type `{type.name}`." if field in type.required else ""
    return "\n\n".join(filter(None, (str(about.get("description", "")), form, required)))


def _said(type: ContentType, field: str) -> dict[str, Any]:
    """What the schema says of *field*."""
    found = type.schema.get("properties", {}).get(field)
    return found if isinstance(found, dict) else {}


def _listed(known: Mapping[str, str]) -> str:
    lines = [f"- `{value}` {label}".rstrip() for value, label in known.items()]
    return "\n".join([*lines[:_LISTED], *["- …"] * bool(lines[_LISTED:])])


def enumerated(said: Any) -> dict[str, str]:
    """Return the values that the schema of a field, or of its items, lists, each with its label or ""."""
    match said:
        case {"enum": [*listed]} | {"items": {"enum": [*listed]}}:
            return {json_like(value): "" for value in listed}
        case {"type": "boolean"}:
            return {"true": "yes", "false": "no"}
    return {}
