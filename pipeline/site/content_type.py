"""Content types: the JSON Schema of a type's front matter, taken apart for those who ask."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pipeline.model import COMMON_FIELDS, ContentType, Path, SectionRule
from pipeline.schema import IN_LISTS, IN_MAPPINGS, IN_ONE, Schema, schema_fault, subschemas
from pipeline.site import _schema_org
from pipeline.site._file import File, choose, schema
from pipeline.words import did_you_mean, quote

BUILT_IN = "page"
"""The type that every site has; schemas/page.schema.json replaces it."""

_OTHERS = frozenset(
    "$schema $id $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment "
    "type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern "
    "maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired "
    "title description default deprecated readOnly writeOnly examples format contentEncoding contentMediaType "
    "x-reference x-vocabulary x-body x-schema-org".split()
)
_KEYWORDS = IN_ONE | IN_LISTS | IN_MAPPINGS | _OTHERS
"""JSON Schema 2020-12 with four of ours; schemas stand in the first three kinds."""

_SECTION = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "required": {"type": "boolean"},
        "label": {"type": ["string", "object"]},
    },
}
_BODY = {
    "type": "object",
    "required": ["sections"],
    "additionalProperties": False,
    "properties": {"sections": {"type": "array", "items": _SECTION}, "ordered": {"type": "boolean"}},
}


def content_type(file: File, name: str, types: Collection[str], vocabularies: Collection[str]) -> ContentType | None:
    """Return the content type *name* as the schema in *file* describes it, or None where that cannot be used.

    Its fields may refer to *types* and *vocabularies*.
    """
    own = file.data.value
    if not _is_usable(file, own):
        return None
    common = schema("front-matter")
    fields: dict[str, Any] = own.get("properties", {})
    required = list(dict.fromkeys([*common["required"], *own.get("required", [])]))
    _check_fields(file, fields, own.get("required", []))
    dated = (str(path[1]) for path, part in _values(fields) if part.get("format") in ("date", "date-time"))
    its_class, means = _schema_org.meanings(file, own, fields)
    body = file.conforming({"properties": {"x-body": _BODY}}).get("x-body", {})
    return ContentType(
        name=name,
        schema={
            "type": "object",
            "additionalProperties": False,
            **own,
            "properties": {**fields, **common["properties"]},
            "required": required,
        },
        properties=tuple(field for field in fields if field not in COMMON_FIELDS),
        required=tuple(required),
        references=_targets(file, fields, "x-reference", types, "content type"),
        vocabularies=_targets(file, fields, "x-vocabulary", vocabularies, "vocabulary"),
        dates=tuple(dict.fromkeys(dated)),
        sections=tuple(_sections(file, body.get("sections", []))),
        ordered=body.get("ordered", True),
        schema_org=its_class,
        means=means,
    )


def _sections(file: File, said: Sequence[dict[str, Any]]) -> Iterator[SectionRule]:
    for index, section in enumerate(said):
        if "id" in section:
            path = ("x-body", "sections", index, "label")
            label = file.labels(path, section.get("label"), f"the label of the section {quote(section['id'])}")
            yield SectionRule(section["id"], section.get("required", False), label)


def _is_usable(file: File, own: Any) -> bool:
    """Whether *own* is the JSON Schema of a mapping; its unknown keywords are found as well."""
    for path, part in subschemas(own):
        for keyword in part:
            if keyword not in _KEYWORDS:
                file.unknown((*path, keyword), f"unknown schema keyword {quote(keyword)}", did_you_mean(keyword, _KEYWORDS))
            elif keyword == "x-body" and path:
                file.misnamed((*path, keyword), f"{keyword} has no effect here", "write it at the top of the schema")
            elif keyword in ("x-reference", "x-vocabulary") and not _is_value(path):
                file.misnamed((*path, keyword), f"{keyword} has no effect here", "write it on a field, or on its items")
            elif keyword == _schema_org.KEYWORD and path and not (_is_value(path) and len(path) == 2):
                file.misnamed((*path, keyword), f"{keyword} has no effect here", "write it on a field, or at the top")
    if fault := schema_fault(own):
        file.invalid(fault.path, fault.message, fault.hint)
    elif own.get("type", "object") != "object":
        file.invalid(("type",), f"{quote(own['type'])} cannot describe fields", 'write "type": "object"')
    else:
        return True
    return False


def _check_fields(file: File, fields: Collection[str], required: Sequence[str]) -> None:
    for field in fields:
        if field in COMMON_FIELDS:
            file.misnamed(("properties", field), f"{quote(field)} is a field of every type", "remove it; it may be required")
    known = [*fields, *COMMON_FIELDS]
    for index, field in enumerate(required):
        if field not in known:
            file.invalid(("required", index), f"there is no field {quote(field)}", choose(field, known))


def _targets(file: File, fields: dict[str, Any], keyword: str, known: Collection[str], what: str) -> dict[str, str]:
    """What *keyword* names, by field."""
    found = {}
    for path, part in _values(fields):
        if keyword not in part:
            continue
        name = part[keyword]
        if not isinstance(name, str):
            file.invalid((*path, keyword), f"{keyword} does not name a {what}", "write its name in quotes")
        elif name not in known:
            file.invalid((*path, keyword), f"there is no {what} {quote(name)}", choose(name, known))
        else:
            found[str(path[1])] = name
    return found


def _values(fields: dict[str, Any]) -> Iterator[tuple[Path, Schema]]:
    """Yield what the schema says of each field and of its items, with the path."""
    return ((path, part) for path, part in subschemas({"properties": fields}) if _is_value(path))


def _is_value(path: Path) -> bool:
    return path[:1] == ("properties",) and (len(path) == 2 or (len(path) == 3 and path[2] == "items"))
