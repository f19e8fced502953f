"""Floor 4: all that can be known of the content without writing anything.

    discover → parse → rules → compile ─┐ (one document at a time)
                                        ▼
                          corpus → corpus rules → Checked

Invariant: every finding comes in one run, sorted by path and position.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Protocol

import msgspec

from pipeline import emit, parse, rules, site, store
from pipeline.compile import compile_all
from pipeline.link import corpus, published
from pipeline.media import look_at
from pipeline.model import (
    NOWHERE,
    Compiled,
    Corpus,
    Data,
    Diagnostic,
    Finding,
    Ledger,
    Limits,
    MediaFile,
    Severity,
    Site,
    Source,
)


class Progress(Protocol):
    """Told of the stage, how much of it is done, and how much there is (0: nobody knows)."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


class Checked(msgspec.Struct, frozen=True):
    """All that can be known of the content without writing anything."""

    diagnostics: tuple[Diagnostic, ...]
    """In report order."""
    sources: Mapping[str, str]
    """The text of every file that was read, settings included, by its path below the content folder."""
    count: int
    """Files checked."""
    site: Site | None = None
    """None where site.toml is too broken for anything to be compiled."""
    corpus: Corpus | None = None
    media: Mapping[str, MediaFile] = {}
    """Each file that a published entry uses, by its path below the content folder."""
    known: int = 0
    """Findings that are left out because a baseline has them."""

    def failed(self, strict: bool) -> bool:
        """Whether nothing may be published."""
        fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(diagnostic.severity in fatal for diagnostic in self.diagnostics)


class Reading(msgspec.Struct, frozen=True):
    """The content as it was read from the disk."""

    content: Path
    site: Site | None
    """None where site.toml is too broken for anything to be compiled."""
    settings: store.SettingsFiles
    found: store.Discovery
    faults: tuple[Finding, ...]
    """In the settings."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """By path."""
        return self.found.sources

    @property
    def files(self) -> frozenset[str]:
        """All other files but the settings."""
        return self.found.files

    @property
    def texts(self) -> dict[str, str]:
        """The settings, by path."""
        files = (self.settings.site, *self.settings.schemas.values(), *self.settings.vocabularies.values())
        return {source.path: source.text for source in files if source}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """In the settings, and in what could not be read."""
        return (*self.faults, *self.found.findings) if self.site else self.faults


def read(content: Path, progress: Progress) -> Reading:
    """Return all of *content*. Raises Trouble where the folder cannot be read."""
    progress("reading", 0, 0)
    settings = store.read_settings(content)
    found = store.discover(content, Limits())
    place, faults = _site(settings, _folders(found.sources))
    if place and place.limits != Limits():  # only the settings know how much may be read
        found = store.discover(content, place.limits)
    return Reading(content, place, settings, found, tuple(faults))


def edited(reading: Reading, texts: Mapping[str, str]) -> Reading:
    """Return *reading* as it would be if each of *texts* stood in the file at its path. Nothing is read from the disk."""
    limits = reading.site.limits if reading.site else Limits()
    settings, found = store.edited(reading.settings, reading.found, texts, limits.file_size)
    folders = _folders(found.sources)
    if settings == reading.settings and folders == _folders(reading.sources):
        return msgspec.structs.replace(reading, found=found)
    place, faults = _site(settings, folders)
    return Reading(reading.content, place, settings, found, tuple(faults))


def check(
    content: Path,
    *,
    now: datetime,
    jobs: int,
    progress: Progress,
    before: Ledger | None = None,
    previous: Checked | None = None,
) -> Checked:
    """Return what can be known of *content* at *now*: every finding, and where the settings allow it the compiled corpus.

    What was the same in the *previous* check is not compiled again. Raises Trouble where the folder cannot be read.
    """
    return examine(read(content, progress), now=now, jobs=jobs, progress=progress, before=before, previous=previous)


def examine(
    reading: Reading,
    *,
    now: datetime,
    jobs: int,
    progress: Progress,
    before: Ledger | None = None,
    previous: Checked | None = None,
    media_changed: bool = True,
) -> Checked:
    """Return what can be known of *reading* at *now*, as `check` does. Only images and other media are read from the disk.

    Unless *media_changed*, those that *previous* holds are not read again.
    """
    place = reading.site
    if not place:
        findings = rules.to_diagnostics(reading.findings, None)
        return Checked(tuple(findings), reading.texts, len(reading.texts))
    compiled = _compile(reading.sources, place, jobs, progress, previous)
    progress("linking", 0, 0)
    whole = corpus(compiled, place, now, reading.files, before)
    kept = previous if previous and not media_changed else None
    images = kept.corpus.images if kept and kept.corpus else {}
    seen = look_at(whole, published(whole), reading.content, images, kept.media if kept else {}, progress)
    whole = msgspec.structs.replace(whole, images=seen.images)
    diagnostics = [
        *rules.to_diagnostics([*reading.findings, *seen.findings], place),
        *rules.with_distinct_ids(chain.from_iterable(document.diagnostics for document in compiled), whole),
        *rules.check_corpus(whole),
    ]
    diagnostics.sort(key=lambda diagnostic: diagnostic.order)
    texts = {**reading.texts, **{source.path: source.text for source in (*reading.sources, *seen.sources)}}
    return Checked(tuple(diagnostics), texts, len(texts), place, whole, seen.media)


def with_faults(checked: Checked, faults: Mapping[str, str]) -> Checked:
    """Return *checked* as it would be if these images, by path, had these faults."""
    if not checked.corpus:
        return checked
    shown = checked.corpus.images
    broken = {path: msgspec.structs.replace(shown[path], fault=fault) for path, fault in faults.items()}
    whole = msgspec.structs.replace(checked.corpus, images={**shown, **broken})
    known = rules.check_corpus(checked.corpus)
    new = (diagnostic for diagnostic in rules.check_corpus(whole) if diagnostic not in known)
    diagnostics = sorted((*checked.diagnostics, *new), key=lambda diagnostic: diagnostic.order)
    return msgspec.structs.replace(checked, diagnostics=tuple(diagnostics), corpus=whole)


def _folders(sources: Iterable[Source]) -> set[str]:
    """Every folder with a source in it or below it, as a path below the content folder."""
    return {parent.as_posix() for source in sources for parent in PurePosixPath(source.path).parents} - {"."}


def _compile(sources: Sequence[Source], place: Site, jobs: int, progress: Progress, previous: Checked | None) -> list[Compiled]:
    """*sources* compiled, in their order; those that *previous* holds as they are now are taken from there."""
    known = previous.corpus.by_path if previous and previous.corpus and previous.site == place else {}
    changed = [source for source in sources if source.path not in known or known[source.path].digest != source.digest]
    fresh = compile_all(changed, place, jobs, lambda done: progress("compiling", done, len(changed)))
    now_known = {**known, **{compiled.path: compiled for compiled in fresh}}
    return [now_known[source.path] for source in sources]


def _site(settings: store.SettingsFiles, folders: Collection[str]) -> tuple[Site | None, list[Finding]]:
    """The site that the settings describe, as far as they do."""
    findings: list[Finding] = []

    def read(source: Source, parser: Callable[[str], tuple[Data, list[Finding]]]) -> Data:
        data, found = parser(source.text)
        findings.extend(msgspec.structs.replace(finding, path=source.path, code="CF002") for finding in found)
        return data

    if not settings.site:
        missing = Finding(NOWHERE, "there is no site.toml", "write one that begins with [site], title and base_url")
        return None, [*settings.findings, msgspec.structs.replace(missing, path="site.toml", code="CF002")]
    own = read(settings.site, parse.parse_toml)
    schemas = {name: read(source, parse.parse_json) for name, source in settings.schemas.items()}
    vocabularies = {name: read(source, parse.parse_toml) for name, source in settings.vocabularies.items()}
    if findings or settings.findings:  # what a broken file lacks would only be reported a second time
        return None, [*settings.findings, *findings]
    return site.interpret(
        own,
        schemas,
        vocabularies,
        feed_formats=emit.feed_formats(),
        rules=rules.catalogue(),
        folders=folders,
    )
