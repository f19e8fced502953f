"""site.toml and what lies beside it, interpreted as one."""

from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from pipeline.model import Data, Finding, Limits, RuleSettings, Severity, Site, Span
from pipeline.site import identity
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
_LEVELS = tuple(severity.value for severity in Severity)


def interpret(
    settings: Data,
    schemas: Mapping[str, Data],
    vocabularies: Mapping[str, Data],
    *,
    feed_formats: Names[str],
    rule_codes: Names[str],
    always: Names[str] = (),
    folders: Names[str],
) -> tuple[Site | None, list[Finding]]:
    """Return the site, and all that is wrong in its settings, by file and place: CF001 and CF002.

    *settings* is site.toml; *schemas* and *vocabularies* are by type and by name; *folders* are the top folders with sources;
    the level of the rules *always* may not be lowered.
    What is wrong is left out of the site or replaced by its default; there is none where its title, its base URL or its
    languages cannot be known.
    """
    file = File("site.toml", settings)
    said = file.conforming(schema("site"), _HINTS)
    own = said.get("site", {})
    file.languages = identity.languages(file, own) if "site" in said else ()

    glossaries = _files("vocabularies/{}.toml", vocabularies, file.languages)
    terms = {name: vocabulary(glossary, name) for name, glossary in glossaries.items()}
    models = _files("schemas/{}.schema.json", {BUILT_IN: Data({}), **schemas}, file.languages)
    types = {name: content_type(model, name, models, terms) for name, model in models.items()}
    parts = collections(file, said.get("collections", {}), types) or default_collections(folders, file.languages)

    title = file.labels(("site", "title"), own.get("title"), "the title of the site")
    base_url = identity.base_url(file, own, "base_url")
    default_language = identity.default_language(file, own)
    site = Site(
        title=title,
        base_url=base_url,
        outputs_url=identity.base_url(file, own, "outputs_url") or base_url,
        id_authority=identity.authority(file, own, base_url),
        languages=tuple(file.languages),
        default_language=default_language,
        timezone=identity.timezone(file, own),
        publisher=identity.publisher(file, own.get("publisher", {}), title.get(default_language, "")),
        collections=parts,
        types={name: type for name, type in types.items() if type},
        vocabularies=terms,
        feeds=feeds(file, said.get("feeds", {}), Known(parts, types, terms, feed_formats)),
        rules=_rules(file, said.get("rules", {}), rule_codes, always),
        limits=Limits(**said.get("limits", {})),
    )
    found = chain.from_iterable(read.findings for read in (file, *glossaries.values(), *models.values()))
    return site if title and base_url else None, sorted(found, key=_order)


def _files(path: str, beside: Mapping[str, Data], languages: Sequence[str]) -> dict[str, File]:
    files = {name: File(path.format(name), data, languages) for name, data in sorted(beside.items())}
    for name, file in files.items():
        if not NAME.fullmatch(name):
            file.invalid((), f"{quote(name)} cannot be a part of a path", "name the file with a-z, 0-9 and single hyphens")
    return files


def _rules(file: File, said: dict[str, Any], codes: Names[str], always: Names[str]) -> dict[str, RuleSettings]:
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
        elif code in always and level not in ("", Severity.ERROR):
            file.invalid(path, f"{code} is always an error: what it finds would break what is published", "remove this setting")
        else:
            levels[code] = RuleSettings(level, options)
    return levels


def _order(finding: Finding) -> tuple[str, Span, str, str]:
    return (finding.path, finding.span, finding.code, finding.message)
