"""Floor 4: the one sequence, from top to bottom.

    discover → parse → rules → compile ─┐ (one document at a time)
                                        ▼
                       link → corpus rules → feeds, ledger → emit → commit

Invariant: an error (under *strict*, a warning) ends it before `Outputs.commit`, and then nothing in outputs/ has changed.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from pipeline import emit, ledger, parse, rules, site, store
from pipeline.compile import compile_all
from pipeline.feeds import feeds
from pipeline.link import corpus, link, media_file, media_used, next_due, published
from pipeline.model import (
    NOWHERE,
    Artifact,
    Corpus,
    Data,
    Diagnostic,
    Edition,
    FileRecord,
    Finding,
    Ledger,
    Limits,
    MediaFile,
    Severity,
    Site,
    Source,
    Trouble,
)
from pipeline.words import count


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

    def failed(self, strict: bool) -> bool:
        """Whether nothing may be published."""
        fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(diagnostic.severity in fatal for diagnostic in self.diagnostics)


class Built(msgspec.Struct, frozen=True):
    """What a build did."""

    checked: Checked
    failed: bool
    """Nothing was written."""
    entries: int = 0
    changes: store.Changes | None = None
    sequence: int = 0
    epoch: str = ""
    reasons: Mapping[str, str] = {}
    """Why each file that was added, changed or removed was, by its path below outputs/."""
    next_due: datetime | None = None


def check(content: Path, *, now: datetime, jobs: int, progress: Progress, before: Ledger | None = None) -> Checked:
    """Return what can be known of *content* at *now*: every finding, and where the settings allow it the compiled corpus.

    Raises Trouble where the folder cannot be read.
    """
    settings = store.read_settings(content)
    files = (settings.site, *settings.schemas.values(), *settings.vocabularies.values())
    texts = {source.path: source.text for source in files if source}
    progress("reading", 0, 0)
    found = store.discover(content, Limits())
    place, findings = _site(settings, {source.path.partition("/")[0] for source in found.sources if "/" in source.path})
    if not place:
        return Checked(tuple(rules.to_diagnostics(findings, None)), texts, len(texts))
    if place.limits != Limits():  # only the settings know how much may be read
        found = store.discover(content, place.limits)
    texts |= {source.path: source.text for source in found.sources}
    total = len(found.sources)
    compiled = compile_all(found.sources, place, jobs, lambda done: progress("compiling", done, total))
    progress("linking", 0, 0)
    whole = corpus(compiled, place, now, found.files, before)
    media, unreadable = _media(whole, content)
    diagnostics = [
        *rules.to_diagnostics([*findings, *found.findings, *unreadable], place),
        *chain.from_iterable(document.diagnostics for document in compiled),
        *rules.check_corpus(whole),
    ]
    diagnostics.sort(key=lambda diagnostic: diagnostic.order)
    return Checked(tuple(diagnostics), texts, len(texts), place, whole, media)


def build(
    content: Path,
    output: Path,
    *,
    now: datetime,
    jobs: int,
    previous: Path | None = None,
    strict: bool = False,
    verify: bool = False,
    allow_removals: bool = False,
    progress: Progress,
) -> Built:
    """Publish *content* as it stands at *now* in *output*, or nothing at all where it has errors.

    *previous* is a folder to read the ledger from when *output* is not at hand. *verify* compiles everything a second time, in
    one process, and compares every byte. Raises Trouble for whatever the content cannot help.
    """
    store.keep_apart(content, output)
    with store.Outputs.open(output) as outputs:
        ours = ledger.read(outputs.load)
        before = ledger.read(partial(store.load, previous)) if previous else ours
        checked = check(content, now=now, jobs=jobs, progress=progress, before=before)
        if checked.failed(strict) or not checked.corpus:
            return Built(checked, failed=True)
        edition = _edition(checked.corpus, checked.media)
        _refuse_mass_removal(before, edition, allow_removals)
        progress("writing", 0, 0)
        generation = _Generation(edition, content, before, outputs.stage)
        if verify:
            _verify(content, generation, now, progress, before)
        changes = outputs.commit(generation.paths, ours.files if ours else {})
        return Built(
            checked,
            failed=False,
            entries=len(edition.entries),
            changes=changes,
            sequence=generation.sequence,
            epoch=generation.epoch,
            reasons=_reasons(changes, generation, before),
            next_due=edition.next_due.astimezone(ZoneInfo(edition.site.timezone)) if edition.next_due else None,
        )


def clean(output: Path) -> store.Cleaned:
    """Remove from *output* what builds wrote there, and nothing else. Raises Trouble where that cannot be known or done."""
    store.recover(output)
    before = ledger.read(partial(store.load, output))
    return store.clean(output, before.files if before else {})


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
        rule_codes=rules.catalogue().keys(),
        always=[code for code, rule in rules.catalogue().items() if rule.always],
        folders=folders,
    )


def _media(whole: Corpus, content: Path) -> tuple[dict[str, MediaFile], tuple[Finding, ...]]:
    """The files that published entries use, as they will be published. Those that do not exist are a rule's business."""
    used = media_used(published(whole)) & whole.files
    digests, findings = store.digest_media(content, sorted(used), whole.site.limits.media_size)
    return {path: media_file(path, digest.sha256, digest.size) for path, digest in digests.items()}, findings


def _edition(whole: Corpus, media: Mapping[str, MediaFile]) -> Edition:
    """What the error-free corpus publishes."""
    entries = link(whole, published(whole), media)
    subscriptions = feeds(whole.site, entries)
    names = Counter((feed.name, feed.language) for feed in subscriptions)
    for (name, language), times in names.items():
        if times > 1:
            raise Trouble(f"two feeds would be called {name} ({language}); give one of them another name in site.toml")
    return Edition(whole.site, whole.ledger, entries, subscriptions, dict(media), next_due(whole))


def _refuse_mass_removal(before: Ledger | None, edition: Edition, allowed: bool) -> None:
    vanishing = ledger.removals_guard(before, {entry.uid for entry in edition.entries}, allowed)
    if vanishing and before:
        named = ", ".join(f"{entry.id} ({entry.language})" for entry in vanishing[:20]) + (
            " and more" if vanishing[20:] else ""
        )
        raise Trouble(
            f"this build would remove {count(len(vanishing), 'entry', 'entries')} of {len(before.entries):,}: {named}; "
            "if that is meant, run it again with --allow-removals"
        )


class _Generation:
    """Every file of one edition, each handed to *take* as soon as it exists; indexes and the manifest last."""

    def __init__(self, edition: Edition, content: Path, before: Ledger | None, take: "_Take") -> None:
        self.edition = edition
        self.take = take
        self.records: list[tuple[str, FileRecord]] = []
        """Each file with its owner."""
        for artifact in chain(emit.artifacts(edition), _media_artifacts(edition, content)):
            self._add(artifact)
        indexes = list(emit.indexes(edition, self.records))
        digests = {index.path: self._add(index).sha256 for index in indexes}
        self.epoch, self.sequence = ledger.advance(before, digests)
        self._add(emit.manifest(edition, indexes, self.epoch, self.sequence))

    @property
    def paths(self) -> list[str]:
        return [record.path for _, record in self.records]

    def _add(self, artifact: Artifact) -> FileRecord:
        record = self.take(artifact)
        self.records.append((artifact.owner, record))
        return record


class _Take(Protocol):
    def __call__(self, artifact: Artifact) -> FileRecord: ...


def _media_artifacts(edition: Edition, content: Path) -> Iterator[Artifact]:
    for name, path in {file.name: path for path, file in edition.media.items()}.items():  # two equal files have one name
        file = edition.media[path]
        data = store.read_media(content, path, edition.site.limits.media_size)
        if sha256(data).hexdigest() != file.sha256:
            raise Trouble(f"{content / path} changed while it was being published; run the build again")
        yield Artifact(name, data, file.media_type, "media")


def _verify(content: Path, built: _Generation, now: datetime, progress: Progress, before: Ledger | None) -> None:
    """Build everything again, in one process and apart from the first build, and compare every byte by digest."""
    again = check(content, now=now, jobs=1, progress=progress, before=before)
    if not again.corpus:
        raise Trouble(f"the settings in {content} changed while they were being published; run the build again")
    second = _Generation(_edition(again.corpus, again.media), content, before, _recorded)
    different = sorted({record.path for _, record in {*built.records} ^ {*second.records}})
    if different:
        raise Trouble(
            f"two builds of {content} differ in {', '.join(different[:5])}; did it change meanwhile? Run the build again"
        )


def _recorded(artifact: Artifact) -> FileRecord:
    """What is known of an artifact that nobody writes."""
    return FileRecord(artifact.path, sha256(artifact.data).hexdigest(), len(artifact.data), artifact.media_type)


def _reasons(changes: store.Changes, generation: _Generation, before: Ledger | None) -> dict[str, str]:
    """Why each file that changed did, from what the ledger says of before."""
    owners = {record.path: owner for owner, record in generation.records}
    entries = {entry.uid: entry for entry in generation.edition.entries}
    known = before.entries if before else {}

    def because(path: str) -> str:
        owner = owners.get(path, "")
        if owner in entries:
            entry = entries[owner]
            if owner not in known:
                return f"{entry.path} is published for the first time"
            if known[owner].digest != entry.digest:
                return f"{entry.path}, or what it refers to, says something else"
            return "its published file was missing or had been altered"
        return "what it lists has changed" if before else "there was nothing before"

    reasons = {path: because(path) for path in chain(changes.added, changes.changed)}
    return reasons | dict.fromkeys(changes.removed, "nothing is published there any more")
