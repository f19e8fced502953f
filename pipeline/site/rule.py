"""Levels and options of rules."""

from collections.abc import Collection as Names
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from pipeline.model import Path, Rule, RuleSettings, Severity
from pipeline.site._file import File, choose
from pipeline.words import did_you_mean, quote

_LEVELS = tuple(severity.value for severity in Severity)


def rule_settings(
    file: File, said: dict[str, Any], rules: Mapping[str, Rule], places: Mapping[str, Names[str]]
) -> dict[str, RuleSettings]:
    """The settings of each rule by its code; *places* are the folders and the types that may have levels of their own."""
    found: dict[str, RuleSettings] = {}
    for name, setting in said.items():
        path: Path = ("rules", name)
        if name in places:
            continue
        if name not in rules:
            file.unknown(path, f"there is no rule {quote(name)}", did_you_mean(name, rules, "`pipeline rules` lists them"))
        elif isinstance(setting, str):
            found[name] = RuleSettings(_level(file, path, rules[name], setting))
        else:
            known = {"level": {"type": "string"}, **rules[name].options}
            options = file.conforming({"additionalProperties": False, "properties": known}, at=path)
            found[name] = RuleSettings(_level(file, (*path, "level"), rules[name], options.pop("level", None)), options)
    for kind, existing in places.items():
        for place, levels in said.get(kind, {}).items():
            path = ("rules", kind, place)
            if not place:
                file.unknown(path, "a level for every folder stands in [rules] itself", "move it there")
            elif place not in existing:
                what = "folder with sources" if kind == "folders" else "content type"
                file.unknown(path, f"there is no {what} {quote(place)}", choose(place.removeprefix("content/"), existing))
            for code, level in levels.items():
                at = (*path, code)
                if code not in rules:
                    file.unknown(
                        at, f"there is no rule {quote(code)}", did_you_mean(code, rules, "`pipeline rules` lists them")
                    )
                elif level := _level(file, at, rules[code], level):
                    settings = found.get(code, RuleSettings())
                    found[code] = replace(settings, **{kind: {**getattr(settings, kind), place: level}})
    return found


def _level(file: File, path: Path, rule: Rule, level: str | None) -> str:
    """*level* where there is one that *rule* may have, else ""."""
    if level is None:
        return ""
    if level not in _LEVELS:
        file.invalid(path, f"{quote(level)} is not a level", choose(level, _LEVELS))
    elif rule.always and level != Severity.ERROR:
        file.invalid(
            path, f"{rule.code} is always an error: what it finds would break what is published", "remove this setting"
        )
    else:
        return level
    return ""
