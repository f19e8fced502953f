"""The settings in the content folder: site.toml, schemas/ and vocabularies/, as text."""

import os
from pathlib import Path

import msgspec

from pipeline.model import Finding, Limits, Source
from pipeline.store import contained, names
from pipeline.store.contained import Refused

SITE = "site.toml"
SCHEMAS = "schemas"
VOCABULARIES = "vocabularies"
SETTINGS = (SITE, SCHEMAS, VOCABULARIES)
"""What no other file of the content folder is called."""
SUFFIXES = {SCHEMAS: ".schema.json", VOCABULARIES: ".toml"}
"""How the names of settings end, by their folder; files with other names do not count."""
MEDIA = "media"
"""The folder in which no file is a source."""


class SettingsFiles(msgspec.Struct, frozen=True):
    """The settings, as text."""

    site: Source | None
    """site.toml; None where it is missing or could not be read."""
    schemas: dict[str, Source]
    """schemas/TYPE.schema.json, by type."""
    vocabularies: dict[str, Source]
    """vocabularies/NAME.toml, by name."""
    findings: tuple[Finding, ...]


def read_settings(content: Path) -> SettingsFiles:
    """Read site.toml, the schemas and the vocabularies. Raises Trouble when *content* is no folder or cannot be read."""
    root = contained.content_root(content)
    findings: list[Finding] = []
    site = _setting(root, SITE, findings) if os.path.lexists(f"{root}/{SITE}") else None
    schemas = _settings(root, SCHEMAS, findings)
    vocabularies = _settings(root, VOCABULARIES, findings)
    return SettingsFiles(site, schemas, vocabularies, contained.in_order(findings))


def _settings(root: str, folder: str, findings: list[Finding]) -> dict[str, Source]:
    """Read the settings in *folder*, by what stands before the end of their names."""
    suffix = SUFFIXES[folder]
    if not os.path.lexists(f"{root}/{folder}"):
        return {}
    try:
        listing = sorted(file.name for file in Path(root, contained.resolve(root, folder)).iterdir())
    except OSError as error:
        findings.append(contained.unreadable(error).finding(folder))
        return {}
    except Refused as refused:
        findings.append(refused.finding(folder))
        return {}
    found: dict[str, Source] = {}
    for name in listing:
        if not name.endswith(suffix) or names.is_hidden(name):
            continue
        if fault := names.fault(name):
            findings.append(names.finding(f"{folder}/{name}", *fault))
        elif source := _setting(root, f"{folder}/{name}", findings):
            found[names.in_nfc(name).removesuffix(suffix)] = source
    return found


def _setting(root: str, path: str, findings: list[Finding]) -> Source | None:
    try:
        return contained.read_source(root, contained.resolve_file(root, path), names.in_nfc(path), Limits().file_size)
    except Refused as refused:
        findings.append(refused.finding(path))
        return None
