"""Texts that somebody is editing, taken for the files that they will be once they are saved."""

from collections.abc import Mapping

from msgspec.structs import replace

from pipeline.model import Finding, Limits, Source
from pipeline.store import contained, names
from pipeline.store.discover import Discovery
from pipeline.store.files import TooLarge
from pipeline.store.settings import MEDIA, SCHEMAS, SETTINGS, SITE, SUFFIXES, VOCABULARIES, SettingsFiles


def edited(settings: SettingsFiles, found: Discovery, texts: Mapping[str, str], limit: int) -> tuple[SettingsFiles, Discovery]:
    """Return both as they would be if each of *texts* stood in the file at its path below the content folder.

    What no file of that path would be read for does not count. *limit* is the size of a source in bytes.
    """
    taken = {path: _taken(path, text, limit) for path, text in texts.items()}
    in_settings = {path: each for path, each in taken.items() if _setting(path)}
    in_sources = {path: each for path, each in taken.items() if is_source(path)}
    return _with_settings(settings, in_settings), _with_sources(found, in_sources)


def is_source(path: str) -> bool:
    """Whether a file at *path* below the content folder is a source."""
    parts = path.split("/")
    usable = not any(names.is_hidden(part) or names.fault(part) for part in parts)
    return usable and path.endswith(".md") and parts[0] not in (*SETTINGS, MEDIA)


def _taken(path: str, text: str, limit: int) -> Source | Finding:
    """The source *path* with *text*, or why it would not be read."""
    data = text.encode(errors="replace")
    limit = limit if is_source(path) else Limits().file_size
    try:
        if len(data) > limit:
            raise contained.unreadable(TooLarge(len(data)), limit)
        return contained.as_source(path, data)
    except contained.Refused as refused:
        return refused.finding(path)


def _setting(path: str) -> tuple[str, str] | None:
    """The folder and the name of the setting at *path*; site.toml has neither. None where it is no setting."""
    folder, _, name = path.rpartition("/")
    suffix = SUFFIXES.get(folder, "")
    if path == SITE:
        return "", ""
    return (folder, name.removesuffix(suffix)) if suffix and name.endswith(suffix) and not names.is_hidden(name) else None


def _with_settings(settings: SettingsFiles, taken: Mapping[str, Source | Finding]) -> SettingsFiles:
    if not taken:
        return settings
    site = settings.site
    by_folder = {SCHEMAS: dict(settings.schemas), VOCABULARIES: dict(settings.vocabularies)}
    for path, each in taken.items():
        folder, name = _setting(path) or ("", "")
        source = each if isinstance(each, Source) else None
        if not folder:
            site = source
        elif source:
            by_folder[folder][name] = source
        else:
            by_folder[folder].pop(name, None)
    in_order = {folder: dict(sorted(found.items())) for folder, found in by_folder.items()}
    return SettingsFiles(site, in_order[SCHEMAS], in_order[VOCABULARIES], _findings(settings.findings, taken))


def _with_sources(found: Discovery, taken: Mapping[str, Source | Finding]) -> Discovery:
    if not taken:
        return found
    sources = {source.path: source for source in found.sources if source.path not in taken}
    sources |= {path: each for path, each in taken.items() if isinstance(each, Source)}
    in_order = tuple(sources[path] for path in sorted(sources))
    return replace(found, sources=in_order, findings=_findings(found.findings, taken))


def _findings(before: tuple[Finding, ...], taken: Mapping[str, Source | Finding]) -> tuple[Finding, ...]:
    """What was found in other files, and what is found in these."""
    others = [finding for finding in before if finding.path not in taken]
    return contained.in_order([*others, *(each for each in taken.values() if isinstance(each, Finding))])
