"""`pipeline schema`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import _options, _terminal
from pipeline.model import Site

if TYPE_CHECKING:
    from pipeline.schema import Schema

_DATE = r"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|z|[+-]\d{2}:?\d{2})?)?$"
"""A date as authors may write it: JSON Schema's own formats know no time without a zone, and no time without seconds."""
_COMMON_DATES = ("date", "publishDate", "lastmod", "expiryDate", "reviewDate")


@click.command("schema")
@click.argument("type", required=False)
@_options.content
def command(type: str | None, content: Path) -> int:
    """Print the complete JSON Schema of a type's front matter.

    Without TYPE, list the types.

    The files in schemas/ hold only a type's own fields. This has the common ones too, the terms of vocabularies, and
    what a file for all languages may say in each: all that an editor needs to complete and to check a front matter.

    \b
    Example:
      pipeline schema
      pipeline schema news > news.front-matter.json
    """
    from pipeline.check import check
    from pipeline.cli._findings import report

    with _terminal.progress() as progress:
        checked = check(content, now=_options.clock(), jobs=_options.processors(), progress=progress)
    site = checked.site
    if not site:
        _terminal.show(report(checked, content), err=True)
        return 1
    if type is None:
        said = {name: kind.schema for name, kind in sorted(site.types.items())}
        rows = [[name, str(schema.get("title", "")), str(schema.get("description", ""))] for name, schema in said.items()]
        _terminal.say_table(["type", "title", "description"], rows)
        return 0
    if type not in site.types:
        raise _options.unknown("content type", type, sorted(site.types))
    _terminal.say(json.dumps(complete(site, type), indent=2, ensure_ascii=False) + "\n")
    return 0


def complete(site: Site, type: str) -> "Schema":
    """Return the JSON Schema of the front matter of *type*, in standard keywords only.

    It rejects nothing that a check accepts; what another document decides, such as whether a reference exists, it accepts.
    """
    kind = site.types[type]
    fields = {name: _standard(site, said) for name, said in kind.schema["properties"].items()}
    fields["lang"] = {**fields["lang"], "enum": [*site.languages]}
    for name in _COMMON_DATES:
        fields[name] = {**fields[name], "pattern": _DATE, "examples": ["2026-12-31", "2026-12-31 09:30"]}
    if any(collection.shared for collection in site.collections if collection.type == type):
        fields = {name: said if name in ("id", "image") else _in_languages(site, said) for name, said in fields.items()}
        members = fields["image"]["properties"]
        fields["image"] = {**fields["image"], "properties": {name: _in_languages(site, said) for name, said in members.items()}}
    # Without $schema each program takes the draft that it knows best; to some, 2020-12 is a schema that they cannot find.
    whole = {keyword: said for keyword, said in kind.schema.items() if keyword != "$schema" and not keyword.startswith("x-")}
    return whole | {"properties": fields, "required": ["id", *(name for name in kind.required if name != "id")]}


def _standard(site: Site, said: Any) -> Any:
    """What the schema of a field or of its items says, without keywords of our own."""
    if not isinstance(said, Mapping):
        return said
    found = {keyword: each for keyword, each in said.items() if not keyword.startswith("x-")}
    if vocabulary := site.vocabularies.get(said.get("x-vocabulary", "")):
        found["enum"] = [*vocabulary.terms]
    if found.get("format") in ("date", "date-time"):
        del found["format"]
        found["pattern"] = _DATE
    if "items" in found:
        found["items"] = _standard(site, found["items"])
    return found


def _in_languages(site: Site, said: Any) -> Any:
    """A value, or one for each language."""
    each = dict.fromkeys(site.languages, said)
    every = {"type": "object", "properties": each, "required": [*each], "additionalProperties": False}
    return {"anyOf": [said, every]} | ({"description": said["description"]} if "description" in said else {})
