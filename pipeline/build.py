"""Floor 5: the one sequence, from top to bottom.

    check → link → departed → feeds → emit → commit

Invariant: an error (under *strict*, a warning) ends it before `Outputs.commit`, and then nothing in outputs/ has changed.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from pipeline import emit, ledger, media, store
from pipeline.check import Checked, Progress, check, with_faults
from pipeline.departed import moves, tombstones
from pipeline.feeds import syndicate
from pipeline.link import link, next_due, published
from pipeline.model import (
    Artifact,
    Corpus,
    Edition,
    FileRecord,
    Ledger,
    MediaFile,
    Site,
    Trouble,
)
from pipeline.pictures import scale
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
        load = partial(store.load, previous) if previous else outputs.load
        before = ledger.read(load) if previous else ours
        if previous and not before:
            raise Trouble(f"nothing is published in {previous}, which --previous names; name a copy of the published folder")
        checked = overlook(check(content, now=now, jobs=jobs, progress=progress, before=before))
        if checked.failed(strict) or not checked.corpus:
            return Built(checked, failed=True)
        _refuse_foreign(before, checked.corpus.site)
        scaling = partial(scale, content=content, jobs=jobs, load=load, progress=progress)
        files, faults = scaling(checked.corpus, checked.media, take=outputs.stage)
        if faults:
            return Built(with_faults(checked, faults), failed=True)
        edition = _edition(checked.corpus, files)
        _refuse_mass_removal(before, edition, allow_removals)
        progress("writing", 0, 0)
        generation = _Generation(edition, content, before, now, load, outputs.stage, partial(outputs.keep, load=load))
        if verify:
            _verify(content, generation, now, progress, before, load)
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
    stones = tombstones(whole, entries)
    redirects, gone = moves(whole.ledger, entries, stones)
    said = syndicate(whole.site, entries, whole.now, whole.pairs, stones, whole.ledger)
    names = Counter((feed.name, feed.language) for feed in said.feeds)
    for (name, language), times in names.items():
        if times > 1:
            raise Trouble(f"two feeds would be called {name} ({language}); give one of them another name in site.toml")
    return Edition(
        site=whole.site,
        ledger=whole.ledger,
        entries=entries,
        feeds=said.feeds,
        media=dict(media),
        next_due=min(filter(None, (next_due(whole), said.due, *(stone.until for stone in stones))), default=None),
        archives=said.archives,
        histories=said.histories,
        kept=said.kept,
        followed=said.followed,
        tombstones=stones,
        redirects=redirects,
        gone=gone,
    )


def _refuse_foreign(before: Ledger | None, site: Site) -> None:
    ours = site.uid("", "")[:-1]
    if before and before.entries and not any(uid.startswith(ours) for uid in before.entries):
        raise Trouble(
            f"what was published before has other ids ({min(before.entries)}) than id_authority gives ({site.id_authority}); "
            "name the folder of this site, or begin with an empty one"
        )


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
    archives = ledger.archives(before) - {record.path for record in edition.kept} - edition.followed.keys() if before else set()
    if archives and not allowed:
        others = f" and {count(len(archives) - 1, 'other file')}" if len(archives) > 1 else ""
        raise Trouble(
            f"this build would remove archives of feeds, {min(archives)}{others}; if a history.json beside them was lost, "
            "restore it from a backup; if that is meant, run it again with --allow-removals"
        )


class _Generation:
    """Every file of one edition, each handed to *take* as soon as it exists; indexes and the manifest last.

    What was published before and stays as it is goes to *keep*. *load* reads what was published before.
    """

    def __init__(
        self,
        edition: Edition,
        content: Path,
        before: Ledger | None,
        now: datetime,
        load: "_Load",
        take: "_Take",
        keep: "_Keep",
    ) -> None:
        self.edition = edition
        self.take = take
        renditions = {each.name: each for file in edition.media.values() for each in file.renditions}
        self.records: list[tuple[str, FileRecord]] = [
            ("media", FileRecord(name, file.sha256, file.size, file.media_type)) for name, file in renditions.items()
        ]
        """Each file with its owner; those of pictures in smaller sizes have been taken already."""
        self._archives = {record.path: record for record in edition.kept}
        for record in edition.kept:
            self._keep(record, load, keep)
        for artifact in chain(emit.artifacts(edition), media.artifacts(edition, content), _followed(edition, load)):
            self._add(artifact)
            if compressed := emit.compressed(artifact):
                self._add(compressed)
        indexes = list(emit.indexes(edition, self.records))
        digests = {index.path: self._add(index).sha256 for index in indexes}
        self.epoch, self.sequence = ledger.advance(before, digests)
        changes = list(self._changes(before, now, load, keep)) if before else []
        indexes.append(emit.changes_index(changes))
        self._add(indexes[-1])
        self._add(emit.manifest(edition, indexes, self.epoch, self.sequence, changes))

    @property
    def paths(self) -> list[str]:
        return [record.path for _, record in self.records]

    def _changes(self, before: Ledger, now: datetime, load: "_Load", keep: "_Keep") -> Iterator[FileRecord]:
        """The lists of changes that are published, oldest first; the last is of this build, if it changes anything."""
        for record in emit.kept_changes(before, self.sequence):
            yield keep(record)
            self.records.append(("changes", record))
        if self.sequence > before.sequence:
            yield self._add(emit.changes(self.edition, before, self.sequence, now, self.records, load))

    def _keep(self, record: FileRecord, load: "_Load", keep: "_Keep") -> None:
        """Keep an archive of a feed; its compressed copy, if that is lost, is made again."""
        try:
            self.records.append(("feeds", keep(record)))
        except Trouble:
            original = self._archives.get(record.path.removesuffix(".gz"))
            data = load(original.path) if original and original != record else None
            copy = emit.compressed(Artifact(original.path, data, original.media_type, "feeds")) if original and data else None
            if not copy:
                raise
            self._add(copy)

    def _add(self, artifact: Artifact) -> FileRecord:
        record = self.take(artifact)
        self.records.append((artifact.owner, record))
        return record


_Load = Callable[[str], bytes | None]
_Take = Callable[[Artifact], FileRecord]
_Keep = Callable[[FileRecord], FileRecord]


def _followed(edition: Edition, load: _Load) -> Iterator[Artifact]:
    """The archives published before that learn now which one follows them."""
    known = edition.ledger.feed_files if edition.ledger else {}
    for path, (format, url) in edition.followed.items():
        record, data = known.get(path), load(path)
        if not record or data is None or sha256(data).hexdigest() != record.sha256:
            raise store.lost(path)
        yield Artifact(path, emit.followed(format, data, url), record.media_type, "feeds")


def _verify(content: Path, built: _Generation, now: datetime, progress: Progress, before: Ledger | None, load: _Load) -> None:
    """Build everything again, in one process and apart from the first build, and compare every byte by digest."""
    again = check(content, now=now, jobs=1, progress=progress, before=before)
    if not again.corpus:
        raise Trouble(f"the settings in {content} changed while they were being published; run the build again")
    files, _ = scale(again.corpus, again.media, content, jobs=1, load=load, take=_recorded, progress=progress)
    second = _Generation(_edition(again.corpus, files), content, before, now, load, _recorded, lambda record: record)
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
