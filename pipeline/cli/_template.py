"""The text of a new entry: what its author fills in, each field explained where it stands."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.model import ContentType
from pipeline.report import visible
from pipeline.words import json_like

Choices = Mapping[str, Mapping[str, str]]
"""The values that a field may have, each with its label or "", by field."""

_COMMON = {
    "title": "What readers and feeds call it.",
    "date": "When it was first published: YYYY-MM-DD, if need be with a time.",
    "summary": "One or two sentences on what a reader finds here; feeds and listings show them.",
}
_TEXTS = ("title", "summary")
"""What is always another text in another language."""
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_NAME = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_TERM_OR_DATE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*|\d{4}-\d\d-\d\d([T ]\d\d:\d\d[\d:.]*)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_LISTED = 30


def entry(
    type: ContentType, choices: Choices, values: Mapping[str, Any], languages: Sequence[str] = (), language: str = ""
) -> str:
    """Return the source of a draft: its front matter with the fields of *type*, optional ones as comments, and its sections.

    *values* are those that are known, an id among them. *languages* are those of a file that holds several: there a mapping is
    one value for each, and title and summary are always asked for in each. *language* is that of its headings.
    """
    required = [field for field in type.required if field != "id" and field not in _COMMON]
    optional = [field for field in type.properties if field != "id" and field not in (*_COMMON, *required)]
    lines = ["---", "# Its permanent name: never change it.", f"id: {_value(values['id'])}"]
    lines += ["# A draft is not published: remove the next line once the entry is finished.", "draft: true"]
    for field in (*_COMMON, *required):
        lines += _comment(type, field, choices)
        value = values.get(field)
        if languages and field in _TEXTS and not value:
            value = dict.fromkeys(languages)
        if isinstance(value, dict):
            lines += [f"{_name(field)}:", *(f"  {_name(key)}: {_value(each)}".rstrip() for key, each in value.items())]
        else:
            lines.append(f"{_name(field)}: {_value(value)}".rstrip())
        if field == "title" and "slug" in values:
            lines += ["# The end of its address.", f"slug: {_value(values['slug'])}"]
    if optional:
        lines += ["", "# What follows may be left out. Remove the # in front of what you fill in.", ""]
    for field in optional:
        lines += [*_comment(type, field, choices), f"#{_name(field)}:"]
    lines += ["---", ""]
    for section in type.sections:
        if section.required:
            heading = section.label.get(language) or section.id.replace("-", " ").capitalize()
            lines += [f"## {visible(heading)} {{#{section.id}}}", ""]
    return "\n".join(lines) + "\n"


def about(type: ContentType, field: str) -> str:
    """Return what *field* is for, as its schema says it, or ""."""
    declared: dict[str, Any] = type.schema.get("properties", {})
    said = declared.get(field)
    return _COMMON.get(field) or str(said.get("description", "") if isinstance(said, dict) else "")


def quoted(text: str) -> str:
    """Return *text* as a double-quoted YAML scalar (YAML 1.2 §5.7) on one line."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def _name(text: str) -> str:
    """Return the name of a field without quotation marks where YAML still reads it as this text."""
    return text if _NAME.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML else quoted(text)


def _value(value: Any) -> str:
    """Return *value* as YAML on one line. Prose gets quotation marks: its author may put a colon into it later."""
    match value:
        case None | "":
            return ""
        case str():
            is_plain = _TERM_OR_DATE.fullmatch(value) and value not in _WORDS_OF_YAML
            return value if is_plain else quoted(value)
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return json_like(value)


def _comment(type: ContentType, field: str, choices: Choices) -> Iterator[str]:
    """What the field is for, and what may stand there, as comment lines."""
    known = [f"{name} ({label})" if label not in ("", name) else name for name, label in choices.get(field, {}).items()]
    explained = about(type, field)
    yield from _wrapped(explained)
    if known:
        yield from _wrapped(f"Known: {', '.join(known[:_LISTED])}{', …' if known[_LISTED:] else ''}")
    elif not explained.strip() and field in type.required:
        yield from _wrapped(f"Required in every entry of the type {type.name}.")


def _wrapped(text: str) -> list[str]:
    lines = textwrap.wrap(text, 100, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
    return [visible(line) for line in lines]
