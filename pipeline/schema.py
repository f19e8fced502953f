"""Floor 1: what is wrong with a value, by its JSON Schema (2020-12), in words."""

import json
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, NamedTuple

import jsonschema_rs

from pipeline.model import Path
from pipeline.words import count, did_you_mean, one_of, quote

Schema = dict[str, Any]

IN_ONE = frozenset(
    "items contains additionalProperties propertyNames unevaluatedItems unevaluatedProperties if then else not "
    "contentSchema".split()
)
IN_LISTS = frozenset("allOf anyOf oneOf prefixItems".split())
IN_MAPPINGS = frozenset("properties patternProperties dependentSchemas $defs".split())
"""The keywords in which other schemas stand: one, a list of them, or one for each name."""


class Violation(NamedTuple):
    """One way in which a value breaks its schema."""

    path: tuple[str | int, ...]
    """To the value; for an unknown member or a missing one, to that member."""
    keyword: str
    """The schema keyword that it breaks: "type", "enum", "required", "additionalProperties", …"""
    message: str
    """What stands there."""
    hint: str
    """What may stand there, or ""."""


def subschemas(part: Any, path: Path = ()) -> Iterator[tuple[Path, Schema]]:
    """Yield a schema and all that it is made of, each with its path."""
    if not isinstance(part, dict):
        return
    yield path, part
    for keyword, inner in part.items():
        if keyword in IN_ONE:
            yield from subschemas(inner, (*path, keyword))
        elif keyword in IN_LISTS and isinstance(inner, list):
            for index, item in enumerate(inner):
                yield from subschemas(item, (*path, keyword, index))
        elif keyword in IN_MAPPINGS and isinstance(inner, dict):
            for name, member in inner.items():
                yield from subschemas(member, (*path, keyword, name))


def violations(schema: Schema, value: Any) -> list[Violation]:
    """Return all violations of *schema* by *value*, in the order of their paths. *schema* must be valid itself."""
    found: list[Violation] = []
    for error in _validator(schema).iter_errors(value):
        found.extend(_in_words(error, schema))
    return sorted(found, key=attrgetter("path"))


def schema_fault(schema: Any) -> Violation | None:
    """Return why *schema* is not itself a valid JSON Schema, or None."""
    try:
        if not isinstance(schema, dict):
            return Violation((), "type", "the schema is not a JSON object", "write { … }")
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True, retriever=_refuse)
    except jsonschema_rs.ValidationError as error:
        path = tuple(error.instance_path)
        where = quote(str(path[-1])) if path else "the schema"
        return Violation(path, "schema", f"{where} is not valid in a JSON Schema", _sentence(error.message))
    except (jsonschema_rs.ReferencingError, ValueError) as error:
        return Violation((), "schema", "the schema cannot be used", _sentence(str(error)))
    return None


_validators: dict[int, tuple[Schema, jsonschema_rs.Draft202012Validator]] = {}
"""By the schema's identity, with the schema itself, so that no other can take its place."""
_KEPT = 200
"""A site has a few dozen, but a process that watches it reads them again and again."""

_VALUE = "\ufffc"
"""Stands in the library's messages where it would print the whole value, however large."""


def _validator(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    if id(schema) not in _validators:
        validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True, retriever=_refuse, mask=_VALUE)
        if len(_validators) == _KEPT:
            del _validators[next(iter(_validators))]
        _validators[id(schema)] = (schema, validator)
    return _validators[id(schema)][1]


def _refuse(uri: str) -> Any:
    """A schema stands for itself: the library would otherwise fetch what a `$ref` names."""
    raise ValueError(f"{quote(uri)} is not in the schema itself")


def _in_words(error: jsonschema_rs.ValidationError, schema: Schema) -> list[Violation]:
    kind: Any = error.kind
    path = tuple(error.instance_path)
    here = quote(error.instance)
    length = len(error.instance) if isinstance(error.instance, str | list) else 0

    def one(message: str, hint: str = "") -> list[Violation]:
        return [Violation(path, kind.name, message, hint)]

    match kind.name:
        case "additionalProperties" | "unevaluatedProperties":
            known = _known_members(schema, error.schema_path)
            return [
                Violation((*path, name), kind.name, f"unknown name {quote(name)}", did_you_mean(name, known, _listed(known)))
                for name in kind.unexpected
            ]
        case "required":
            name = str(kind.property)
            return [Violation((*path, name), kind.name, f"{quote(name)} is missing", f"add {name}")]
        case "type":
            around = _around(schema, error.schema_path)
            wanted = ", ".join(filter(None, (_wanted(kind.types, error.instance, around), _examples(around))))
            return one("it is empty" if error.instance is None else f"{here} is {_type_of(error.instance)}", f"write {wanted}")
        case "enum":
            texts = [option for option in kind.options if isinstance(option, str)]
            return one(f"{here} is not allowed here", did_you_mean(str(error.instance), texts, "write " + one_of(kind.options)))
        case "const":
            return one(f"{here} is not allowed here", f"write {quote(kind.expected_value)}")
        case "format":
            return one(f"{here} is not {_FORMATS.get(kind.format, 'a valid ' + kind.format)}")
        case "pattern":
            form = _examples(_around(schema, error.schema_path)) or f"it must match {kind.pattern}"
            return one(f"{here} does not have the form asked for", form)
        case "minLength" | "minItems" if kind.limit == 1:
            return one("it is empty", "write something, or leave the line out")
        case "maxLength":
            return one(f"{here} is {count(length, 'character')} long", f"at most {kind.limit:,} are allowed")
        case "minLength":
            return one(f"{here} is {count(length, 'character')} long", f"at least {kind.limit:,} are needed")
        case "minimum" | "exclusiveMinimum":
            least = f"{kind.limit:,} or more" if kind.name == "minimum" else f"more than {kind.limit:,}"
            return one(f"{here} is too small", f"write {least}")
        case "maximum" | "exclusiveMaximum":
            most = f"{kind.limit:,} or less" if kind.name == "maximum" else f"less than {kind.limit:,}"
            return one(f"{here} is too large", f"write {most}")
        case "uniqueItems":
            return one("it names something twice", "name each once")
        case _:
            return one(_sentence(error.message).replace(_VALUE, here))


_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}
_FORMATS = {
    "uri": "a complete URL",
    "iri": "a complete URL",
    "email": "an e-mail address",
    "date": "a calendar date",
    "date-time": "a date with a time",
}


def _type_of(value: Any) -> str:
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case _:
            return "not what may stand here"


def _wanted(types: list[str], value: Any, around: Schema) -> str:
    """What to write for *value* so that it is of one of *types*: for a single text where a list is due, that list."""
    items = around.get("items", {})
    is_member = isinstance(value, str) and 0 < len(value) <= 50 and value.isprintable() and "," not in value
    if types == ["array"] and is_member and isinstance(items, dict) and items.get("type") == "string":
        return f"[{json.dumps(value, ensure_ascii=False)}]"
    return " or ".join(_TYPES.get(name, name) for name in types)


def _examples(around: Schema) -> str:
    """The texts that *around* gives as examples, or ""."""
    given = around.get("examples")
    texts = [example for example in given if isinstance(example, str)] if isinstance(given, list) else []
    return f"for example {one_of(texts)}" if texts else ""


def _known_members(schema: Schema, schema_path: list[Any]) -> list[str]:
    """The members that the schema around the violated keyword declares."""
    return sorted(_around(schema, schema_path).get("properties", {}))


def _around(schema: Schema, schema_path: list[Any]) -> Schema:
    """The schema in which the violated keyword stands."""
    node: Any = schema
    for part in schema_path[:-1]:
        node = node[part] if (isinstance(node, dict) and part in node) or isinstance(node, list) else {}
    return node if isinstance(node, dict) else {}


def _listed(names: list[str]) -> str:
    return "known are " + ", ".join(names) if names else ""


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
