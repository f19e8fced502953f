"""The keyword x-schema-org: what schema.org calls the entries of a type, and what their fields mean."""

from typing import Any

from pipeline import schema_org
from pipeline.schema import Schema
from pipeline.site._file import File
from pipeline.words import did_you_mean, one_of, quote

KEYWORD = "x-schema-org"


def meanings(file: File, own: Schema, fields: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the class of a type's entries, or "", and what each of its *fields* means in it, as `ContentType.means`."""
    name = own.get(KEYWORD, "")
    said = {field: part[KEYWORD] for field, part in fields.items() if isinstance(part, dict) and KEYWORD in part}
    if KEYWORD in own and (not isinstance(name, str) or name not in schema_org.classes()):
        known = schema_org.classes()
        hint = did_you_mean(name, known, f"known are {', '.join(known)}") if isinstance(name, str) else "write its name"
        file.invalid((KEYWORD,), f"{quote(name)} is no class of schema.org that is published", hint)
        return "", {}
    if not name:
        for field in said:
            hint = f'say at the top of the schema what an entry is, as in "{KEYWORD}": "Article"'
            file.misnamed(("properties", field, KEYWORD), f"{KEYWORD} has no effect here", hint)
        return "", {}
    return name, {field: path for field, path in said.items() if _is_meant(file, name, field, path, fields[field])}


def _is_meant(file: File, name: str, field: str, path: Any, part: Schema) -> bool:
    """Whether *path* is something that *field* may mean in the class *name*; what is wrong with it is found."""
    at = ("properties", field, KEYWORD)
    if not isinstance(path, str):
        file.invalid(at, f"{KEYWORD} does not name a property", "write its name in quotes")
        return False
    last = name
    for key in path.split("."):
        known = schema_org.properties(last)
        if key not in known:
            hint = did_you_mean(key, known, f"known are {', '.join(sorted(known))}" if known else "leave it out")
            file.invalid(at, f"{last or 'text'} has no property {quote(key)} that is published", hint)
            return False
        step = schema_org.Step(key, known[key])
        last = step.thing
    if _fits(part, step):
        return True
    file.invalid(at, f"what {quote(field)} holds cannot be its {quote(key)}", f"that is {one_of(step.ranges)}")
    return False


def _fits(part: Schema, step: schema_org.Step) -> bool:
    """Whether what the field holds, or each item of it, may be a value of the property."""
    items = part.get("items")
    part = items if isinstance(items, dict) else part
    if "x-reference" in part:
        return bool(step.thing)
    if "x-vocabulary" in part:
        return "Text" in step.ranges or any(schema_org.is_a("DefinedTerm", each) for each in step.ranges)
    if part.get("type") == "object":
        return bool(step.thing) and set(part.get("properties", {})) <= schema_org.properties(step.thing).keys()
    return any(schema_org.is_a(_class(part), each) for each in step.ranges)


def _class(part: Schema) -> str:
    if part.get("format") in ("date", "date-time"):
        return "Date"
    if part.get("format") == "uri" or str(part.get("pattern", "")).startswith("^https"):
        return "URL"
    return "Number" if part.get("type") in ("number", "integer") else "Text"
