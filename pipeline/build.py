"""Floor 5: the one sequence, from top to bottom.

    check → link → feeds, ledger → emit → commit

Invariant: an error (under *strict*, a warning) ends it before `Outputs.commit`, and then nothing in outputs/ has changed.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from pipeline import emit, images, ledger, store
from pipeline.check import Checked, Progress, check
from pipeline.feeds import feeds
from pipeline.link import link, next_due, published
from pipeline.model import (
    Artifact,
    Corpus,
    Edition,
    FileRecord,
    Ledger,
    MediaFile,
    Trouble,
)
from pipeline.words import count


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
    overlook: Callable[[Checked], Checked] = lambda checked: checked,
    progress: Progress,
) -> Built:
    """Publish *content* as it stands at *now* in *output*, or nothing at all where it has errors.

    *previous* is a folder to read the ledger from when *output* is not at hand. *verify* compiles everything a second time, in
    one process, and compares every byte. *overlook* takes out the findings that are not to stop it. Raises Trouble for whatever
    the content cannot help.
    """
    store.keep_apart(content, output)
    with store.Outputs.open(output) as outputs:
        ours = ledger.read(outputs.load)
        before = ledger.read(partial(store.load, previous)) if previous else ours
        checked = overlook(check(content, now=now, jobs=jobs, progress=progress, before=before))
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


def _edition(whole: Corpus, media: Mapping[str, MediaFile]) -> Edition:
    """What the error-free corpus publishes."""
    entries = link(whole, published(whole), media)
    subscriptions = feeds(whole.site, entries, whole.pairs)
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
        if file.media_type.startswith("image/"):
            data = images.without_metadata(data)
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
