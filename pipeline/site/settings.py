"""site.toml and what lies beside it, interpreted as one."""

from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from itertools import chain
from zoneinfo import ZoneInfo

from pipeline.model import Data, Finding, Limits, Rule, Site, Span
from pipeline.site import identity
from pipeline.site._file import NAME, File, schema
from pipeline.site.collection import collections, default_collections
from pipeline.site.condition import Known
from pipeline.site.content_type import BUILT_IN, content_type
from pipeline.site.feed import feeds
from pipeline.site.rule import rule_settings
from pipeline.site.vocabulary import vocabulary
from pipeline.words import quote

_HINTS = {
    "site": 'begin with [site], title = "…" and base_url = "https://…"',
    "title": 'write title = "…", or title = { en = "…" } with a text in each language',
    "base_url": 'write base_url = "https://…", where readers see the entries',
}


def interpret(
    settings: Data,
    schemas: Mapping[str, Data],
    vocabularies: Mapping[str, Data],
    *,
    feed_formats: Names[str],
    rules: Mapping[str, Rule],
    folders: Names[str],
) -> tuple[Site | None, list[Finding]]:
    """Return the site, and all that is wrong in its settings, by file and place: CF001 and CF002.

    *settings* is site.toml; *schemas* and *vocabularies* are by type and by name, *rules* by code; *folders* are those with
    sources, at any depth, as paths below the content folder.
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
    parts = collections(file, said.get("collections", {}), types) or default_collections(
        {folder for folder in folders if "/" not in folder}, file.languages
    )

    title = file.labels(("site", "title"), own.get("title"), "the title of the site")
    base_url = identity.base_url(file, own, "base_url")
    default_language = identity.default_language(file, own)
    timezone = identity.timezone(file, own)
    site = Site(
        title=title,
        base_url=base_url,
        outputs_url=identity.base_url(file, own, "outputs_url") or base_url,
        id_authority=identity.authority(file, own, base_url),
        languages=tuple(file.languages),
        default_language=default_language,
        timezone=timezone,
        frame_hosts=identity.frame_hosts(file, own),
        publisher=identity.publisher(file, own.get("publisher", {}), title.get(default_language, "")),
        collections=parts,
        types={name: type for name, type in types.items() if type},
        vocabularies=terms,
        feeds=feeds(file, said.get("feeds", {}), Known(parts, types, terms, feed_formats, ZoneInfo(timezone))),
        rules=rule_settings(
            file, said.get("rules", {}), rules, {"folders": {*folders, *(part.folder for part in parts)}, "types": types}
        ),
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


def _order(finding: Finding) -> tuple[str, Span, str, str]:
    return (finding.path, finding.span, finding.code, finding.message)
