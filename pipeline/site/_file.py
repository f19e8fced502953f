"""One settings file while it is interpreted."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from pipeline.model import Data, Finding, Path, Span
from pipeline.model.site import Labels
from pipeline.schema import Schema, violations
from pipeline.words import did_you_mean, one_of, quote

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What becomes a part of a path in outputs/."""

_FEW = 12
"""Names that a hint may list."""
_LONGEST = 60
"""Characters of a name: with an id behind it, it is to be a file's."""


class File:
    """The data of a settings file, and what is found wrong with it."""

    def __init__(self, path: str, data: Data, languages: Sequence[str] = ()) -> None:
        self.path = path
        """Relative to the content folder."""
        self.data = data
        self.languages = languages
        """Of the site; empty where they are not known, and then nothing is said about them."""
        self.findings: list[Finding] = []

    def unknown(self, path: Path, message: str, hint: str = "") -> None:
        """The name at *path* is unknown: CF001 at the key."""
        self._find("CF001", self.data.key(path), message, hint)

    def invalid(self, path: Path, message: str, hint: str = "") -> None:
        """What stands at *path* cannot be used: CF002 at the value."""
        self._find("CF002", self.data.span(path), message, hint)

    def misnamed(self, path: Path, message: str, hint: str = "") -> None:
        """The key at *path* cannot be used: CF002 at the key."""
        self._find("CF002", self.data.key(path), message, hint)

    def _find(self, code: str, span: Span, message: str, hint: str) -> None:
        self.findings.append(Finding(span, message, hint, path=self.path, code=code))

    def conforming(self, schema: Schema, hints: Mapping[str, str] | None = None, at: Path = ()) -> dict[str, Any]:
        """Find all in which the mapping *at* a path of the data breaks *schema*, and return it without that.

        *hints* say what to write for members that are missing, by name. An item that breaks the schema takes its list with it.
        """
        said = self.data.value
        for part in at:
            said = said[part]
        sound: dict[str, Any] = deepcopy(said)
        for violation in violations(schema, said):
            path = (*at, *violation.path)
            if violation.keyword == "additionalProperties":
                self.unknown(path, violation.message, violation.hint)
            else:
                missing = violation.keyword == "required" and (hints or {}).get(str(path[-1]))
                self.invalid(path, violation.message, missing or violation.hint)
            _remove(sound, violation.path)
        return sound

    def labels(self, path: Path, value: str | dict[str, Any] | None, what: str) -> Labels:
        """Return the text at *path* in each language; none for None. *what* it is stands in the messages."""
        if value is None:
            return {}
        if isinstance(value, str) and len(self.languages) <= 1:
            value = dict.fromkeys(self.languages, value)
        form = "write { " + ", ".join(f'{language} = "…"' for language in self.languages) + " }"
        if isinstance(value, str):
            self.invalid(path, f"{what} is the same text in every language", form)
            return dict.fromkeys(self.languages, value)
        for language in value if self.languages else ():
            if language not in self.languages:
                hint = f"add it to languages in site.toml, or write {one_of(self.languages)}"
                self.unknown((*path, language), f"the site has no language {quote(language)}", hint)
        labels = {language: text for language, text in value.items() if isinstance(text, str) and text.strip()}
        for language in self.languages:
            if language not in labels:
                self.invalid((*path, language), f"{what} has no text in {quote(language)}", form)
        return {language: labels.get(language) or next(iter(labels.values())) for language in self.languages if labels}

    def names(self, path: Path, members: Mapping[str, Any], what: str) -> Iterator[str]:
        """Yield those of *members* whose names can be a part of a path."""
        for name in members:
            if len(name) > _LONGEST:
                self.misnamed((*path, name), f"{quote(name)} is too long to name {what}", f"use {_LONGEST} characters at most")
            elif NAME.fullmatch(name):
                yield name
            else:
                self.misnamed((*path, name), f"{quote(name)} cannot name {what}", "use a-z, 0-9 and single hyphens")

    def url(self, path: Path, text: str) -> str:
        """Return *text* if it is an absolute URL for the web, else ""."""
        try:
            parts = urlsplit(text)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if usable and not re.search(r"\s", text):
            return text
        self.invalid(path, f"{quote(text)} is not a complete URL", "begin it with https://")
        return ""


def choose(word: str, known: Collection[str]) -> str:
    """Return a hint that names the nearest of *known*, or else all of them where they are few."""
    return did_you_mean(word, known, f"write {one_of(sorted(known))}" if 0 < len(known) <= _FEW else "")


@cache
def schema(name: str) -> Schema:
    """Return one of the JSON Schemas beside this file: "site", "vocabulary", "front-matter"."""
    found: Schema = json.loads(files(__package__).joinpath(f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


def _remove(value: Any, path: Path) -> None:
    """Remove from *value* the member at *path*, or the one whose list it stands in, if it is there."""
    holder, name = value, ""
    for part in path:
        if isinstance(value, dict):
            if part not in value:
                return
            holder, name = value, str(part)
        value = value[part]
    holder.pop(name, None)
