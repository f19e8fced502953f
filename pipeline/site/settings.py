"""site.toml and what lies beside it, interpreted as one."""

import re
from collections.abc import Collection as Names
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pipeline.model import Data, Finding, Limits, Publisher, RuleSettings, Severity, Site, Span
from pipeline.site._file import NAME, File, choose, schema
from pipeline.site.collection import collections, default_collections
from pipeline.site.content_type import BUILT_IN, content_type
from pipeline.site.feed import Known, feeds
from pipeline.site.vocabulary import vocabulary
from pipeline.words import did_you_mean, quote

_HINTS = {
    "site": 'begin with [site], title = "…" and base_url = "https://…"',
    "title": 'write title = "…", or title = { en = "…" } with a text in each language',
    "base_url": 'write base_url = "https://…", where readers see the entries',
}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DNS = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
_AUTHORITY = re.compile(rf"([A-Za-z0-9._-]+@)?{_DNS},(?P<year>\d{{4}})(-(?P<month>\d\d)(-(?P<day>\d\d))?)?")
_MINTED = "2026"
"""The date in ids of a site that names no `id_authority`: constant, because ids are for ever."""
_LONGEST_UID = 100
_ROOM_FOR_ID = 40
_ROR = re.compile(r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d\d")
_LEVELS = tuple(severity.value for severity in Severity)


def interpret(
    settings: Data,
    schemas: Mapping[str, Data],
    vocabularies: Mapping[str, Data],
    *,
    feed_formats: Names[str],
    rule_codes: Names[str],
    folders: Names[str],
) -> tuple[Site | None, list[Finding]]:
    """Return the site, and all that is wrong in its settings, by file and place: CF001 and CF002.

    *settings* is site.toml; *schemas* and *vocabularies* are by type and by name; *folders* are the top folders with sources.
    What is wrong is left out of the site or replaced by its default; there is none where its title, its base URL or its
    languages cannot be known.
    """
    file = File("site.toml", settings)
    said = file.conforming(schema("site"), settings.value, hints=_HINTS)
    own = said.get("site", {})
    languages = file.languages = _languages(file, own) if "site" in said else ()

    vocabulary_files = {name: File(f"vocabularies/{name}.toml", data, languages) for name, data in sorted(vocabularies.items())}
    terms = {name: vocabulary(other, name) for name, other in vocabulary_files.items()}

    schema_files = {name: File(f"schemas/{name}.schema.json", data, languages) for name, data in sorted(schemas.items())}
    schema_files.setdefault(BUILT_IN, File("", Data({})))
    types = {name: content_type(other, name, schema_files, terms) for name, other in schema_files.items()}

    described = collections(file, said.get("collections", {}), types) or default_collections(folders, languages)
    subscriptions = feeds(file, said.get("feeds", {}), Known(described, types, terms, feed_formats))
    levels = _rules(file, said.get("rules", {}), rule_codes)

    title = file.labels(("site", "title"), own.get("title"), "the title of the site")
    base_url = _base_url(file, own, "base_url")
    outputs_url = _base_url(file, own, "outputs_url")
    authority = _authority(file, own, base_url)
    default_language = _default_language(file, own)
    timezone = _timezone(file, own)
    publisher = _publisher(file, own.get("publisher", {}), title.get(default_language, ""))
    beside = [*vocabulary_files.items(), *schema_files.items()]
    for name, other in beside:
        if not NAME.fullmatch(name):
            other.invalid((), f"{quote(name)} cannot be a part of a path", "name the file with a-z, 0-9 and hyphens")

    site = Site(
        title,
        base_url,
        outputs_url or base_url,
        authority,
        languages,
        default_language,
        timezone,
        publisher,
        described,
        {name: type for name, type in types.items() if type},
        terms,
        subscriptions,
        levels,
        Limits(**said.get("limits", {})),
    )
    findings = [finding for other in (file, *(other for _, other in beside)) for finding in other.findings]
    return site if title and base_url and languages else None, sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[str, Span, str, str]:
    return (finding.path, finding.span, finding.code, finding.message)


def _languages(file: File, own: dict[str, Any]) -> tuple[str, ...]:
    """The site's languages; none where they cannot be known."""
    path = ("site", "languages")
    tags = own.get("languages", ["en"] if path not in file.data.spans else [])
    wrong = [index for index, tag in enumerate(tags) if not _TAG.fullmatch(tag)]
    for index in wrong:
        file.invalid(
            (*path, index), f"{quote(tags[index])} is not a language tag", 'write a BCP 47 tag such as "en" or "de-CH"'
        )
    if len({tag.casefold() for tag in tags}) < len(tags):
        file.invalid(path, "a language is there twice", "name each once")
    return () if wrong else tuple(tags)


def _default_language(file: File, own: dict[str, Any]) -> str:
    first = next(iter(file.languages), "")
    wanted: str = own.get("default_language", first)
    if not file.languages or wanted in file.languages:
        return wanted
    message = f"{quote(wanted)} is not one of the languages"
    file.invalid(("site", "default_language"), message, choose(wanted, file.languages))
    return first


def _base_url(file: File, own: dict[str, Any], name: str) -> str:
    """The URL that others are made from, without a slash at its end; "" where there is none."""
    path = ("site", name)
    if name not in own or not (url := file.url(path, own[name])):
        return ""
    if {"?", "#", "@"} & set(url):
        file.invalid(path, f"{quote(url)} cannot begin other URLs", 'remove what follows "?" or "#", and any user name')
    return url.rstrip("/")


def _authority(file: File, own: dict[str, Any], base_url: str) -> str:
    """What all ids of the site begin with (RFC 4151 §2.1)."""
    path = ("site", "id_authority")
    if "id_authority" not in own and not base_url:
        return ""
    text: str = own.get("id_authority", f"{urlsplit(base_url).hostname},{_MINTED}")
    longest = _LONGEST_UID - len("tag:::") - _ROOM_FOR_ID - max(map(len, file.languages), default=0)
    if len(text) > longest:
        file.invalid(path, f"{quote(text)} is {len(text)} characters long", f"at most {longest} leave room for ids")
    elif not _is_authority(text):
        hint = 'write a domain name and a date on which it was yours, such as "example.edu,2026", and never change it'
        file.invalid(path, f"{quote(text)} cannot begin ids", hint)
    return text


def _is_authority(text: str) -> bool:
    match = _AUTHORITY.fullmatch(text)
    if not match:
        return False
    try:
        date(*(int(match[part] or 1) for part in ("year", "month", "day")))
    except ValueError:
        return False
    return True


def _timezone(file: File, own: dict[str, Any]) -> str:
    name: str = own.get("timezone", "UTC")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError where the name is that of a folder, such as Europe
        hint = did_you_mean(name, available_timezones(), 'write an IANA name such as "Europe/Berlin"')
        file.invalid(("site", "timezone"), f"there is no time zone {quote(name)}", hint)
        return "UTC"
    return name


def _publisher(file: File, said: dict[str, Any], name: str) -> Publisher:
    path = ("site", "publisher")
    ror = said.get("ror", "")
    if ror and not _ROR.fullmatch(ror):
        hint = "write it as https://ror.org/ and nine characters; https://ror.org finds it"
        file.invalid((*path, "ror"), f"{quote(ror)} is not a ROR id", hint)
    url = file.url((*path, "url"), said["url"]) if said.get("url") else ""
    return Publisher(said.get("name", name), url, said.get("email", ""), ror)


def _rules(file: File, said: dict[str, Any], codes: Names[str]) -> dict[str, RuleSettings]:
    levels = {}
    for code, setting in said.items():
        path = ("rules", code)
        options = {"level": setting} if isinstance(setting, str) else dict(setting)
        level = options.pop("level", "")
        if code not in codes:
            file.unknown(path, f"there is no rule {quote(code)}", did_you_mean(code, codes, "`pipeline rules` lists them"))
        elif level not in _LEVELS and (level or isinstance(setting, str)):
            at = path if isinstance(setting, str) else (*path, "level")
            file.invalid(at, f"{quote(level)} is not a level", choose(level, _LEVELS))
        else:
            levels[code] = RuleSettings(level, options)
    return levels
