"""The text of a new entry: what its author fills in, each field explained where it stands."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.model import ContentType
from pipeline.report import visible

_COMMON = {
    "title": "What readers and feeds call it.",
    "date": "When it was first published: YYYY-MM-DD, if need be with a time.",
    "summary": "One or two sentences on what a reader finds here; feeds and listings show them.",
}
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_LISTED = 30


def entry(
    type: ContentType, choices: Mapping[str, Sequence[str]], *, id: str, title: str, day: str, languages: Sequence[str] = ()
) -> str:
    """Return the source of an entry: its front matter with the fields of *type*, optional ones as comments, and its sections.

    *choices* are the values that a field may have, for those that have such a list. *languages* are those of a file that holds
    several: its title and summary are then asked for in each.
    """
    required = [field for field in type.required if field != "id" and field not in _COMMON]
    optional = [field for field in type.properties if field != "id" and field not in (*_COMMON, *required)]
    values = {"title": quoted(title), "date": day}
    lines = ["---", "# Its permanent name: never change it.", f"id: {_plain(id)}"]
    for field in (*_COMMON, *required):
        lines += _comment(type, field, choices)
        value = values.get(field, "")
        if languages and field in ("title", "summary"):
            lines += [f"{field}:", *(f"  {_plain(language)}: {value}".rstrip() for language in languages)]
        else:
            lines.append(f"{_plain(field)}: {value}".rstrip())
    if optional:
        lines += ["", "# What follows may be left out. Remove the # in front of what you fill in."]
    for field in optional:
        lines += [*_comment(type, field, choices), f"#{_plain(field)}:"]
    lines += ["---", ""]
    for section in type.sections:
        if section.required:
            lines += [f"## {section.id.replace('-', ' ').capitalize()} {{#{section.id}}}", ""]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return *text* as a double-quoted YAML scalar (YAML 1.2 §5.7) on one line."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def _plain(text: str) -> str:
    """Return *text* without quotation marks where YAML still reads it as this text."""
    is_plain = re.fullmatch(r"[A-Za-z][\w-]*", text, re.ASCII) and text.casefold() not in _WORDS_OF_YAML
    return text if is_plain else quoted(text)


def _comment(type: ContentType, field: str, choices: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What the field is for, and what may stand there, as comment lines."""
    declared: dict[str, Any] = type.schema.get("properties", {})
    about = declared.get(field)
    yield from _wrapped(_COMMON.get(field) or (about.get("description", "") if isinstance(about, dict) else ""))
    if known := choices.get(field):
        yield from _wrapped(f"Known: {', '.join(known[:_LISTED])}{', …' if known[_LISTED:] else ''}")


def _wrapped(text: str) -> list[str]:
    lines = textwrap.wrap(text, 100, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
    return [visible(line) for line in lines]
