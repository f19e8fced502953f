"""From the generation that a copy has to the one that is published now.

Invariants:

1. Nothing is believed that no digest proves: the manifest is the root, and all else hangs from it.
2. The copy changes in one commit, once all of it is there. Until then it is the generation that it was.
3. What was fetched and proved is in the spool, and is not fetched again when a pull was cut short.
4. Only what pulls have written is replaced or removed.
"""

import time
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

import msgspec

from pipeline.consume._generation import MANIFEST, MEMORY, Generation, authorities, mass_removal, proved, sha256
from pipeline.consume._held import Held, Memory, chosen, held
from pipeline.consume._parts import USUAL, check_known
from pipeline.consume._server import Answer, Server
from pipeline.consume._source import Progress, Source
from pipeline.consume._spool import Spool
from pipeline.consume._wire import Broken, File, Manifest, Newer, decode_manifest
from pipeline.model import Artifact, FileRecord, Trouble
from pipeline.words import count

_TRIES = 5
"""How often the manifest is read because a build came in between."""
_NAMED = 20
_JSON = "application/json"


class Committed(Protocol):
    """What a commit did, by path."""

    @property
    def added(self) -> Collection[str]: ...
    @property
    def changed(self) -> Collection[str]: ...
    @property
    def removed(self) -> Collection[str]: ...
    @property
    def kept(self) -> Collection[str]:
        """What no longer belongs here and stays all the same, because someone has changed it."""


class Target(Protocol):
    """The folder of the copy, locked: what is staged appears at once with the commit, or not at all."""

    def load(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None when there is none."""

    def stage(self, artifact: Artifact) -> FileRecord:
        """Take a file into the next generation."""

    def commit(self, paths: Collection[str], previous_files: Mapping[str, str]) -> Committed:
        """Make the generation of *paths*, each staged or as it was, out of that of *previous_files* (SHA-256 by path)."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to pull."""

    parts: frozenset[str] | None = USUAL
    """Which parts of the publication the copy gets; None for all."""
    largest: int = 1 << 28
    """Bytes of a file that are fetched."""
    verify: bool = False
    """Look at every file of the copy, and mend what was altered or is missing."""
    allow_removals: bool = False
    """Go on even if more than a fifth of the entries, and more than five, would go."""
    allow_older: bool = False
    """Go on even if what is published is older than the copy."""
    new_url: bool = False
    """Go on even if the copy came from another address."""


class Pulled(msgspec.Struct, frozen=True):
    """What a pull did."""

    sequence: int
    entries: int
    """In all languages."""
    written: int = 0
    """Files of the copy that are new or changed."""
    removed: int = 0
    kept: tuple[str, ...] = ()
    """Paths at which nothing is published any more, and someone's own changes stay."""


def pull(server: Server, target: Target, spool: Spool, folder: str, options: Options, progress: Progress) -> Pulled:
    """Make *target*, which a message calls *folder*, equal to what *server* publishes, or leave it as it is.

    *spool* is that of an earlier pull into this folder which was cut short, or an empty one. Raises Trouble.
    """
    source = Source(server, spool, options.largest, progress)
    before = held(target.load, folder, source.get)
    _check_address(before, server.url, folder, options)
    try:
        for tries in range(_TRIES):
            try:
                return _pull(source, target, before, folder, options, progress)
            except Broken as broken:
                if tries + 1 == _TRIES:
                    hint = "run the command again later; if it stays so, tell those who publish it"
                    raise Trouble(f"{server.url}{broken.path} {broken.how}; {hint}") from broken
            source.fresh = True
            time.sleep(server.patience.pause * 2**tries)
    finally:
        server.close()
    raise AssertionError  # the last try has returned or raised


def _pull(source: Source, target: Target, before: Held | None, folder: str, options: Options, progress: Progress) -> Pulled:
    """Pull once. Raises Broken where something is not what the manifest says: the next one may have come meanwhile."""
    as_before = (source.server.url, _sorted(options.parts))
    settled = before and not options.verify and as_before == (before.memory.url, before.memory.parts)
    answer = source.manifest(before.validators if before and settled else {})
    if answer.status == 304 and before:
        return Pulled(before.manifest.sequence, before.manifest.count)
    manifest = _manifest(answer)
    _check_age(before, manifest, answer.url, folder, options)
    generation = source.generation(answer.data, manifest, before.generation if before else None)
    _check_site(before, generation, answer.url, folder)
    _check_removals(before, generation, folder, options)
    check_known(options.parts or (), generation.files)
    files = chosen(generation, options.parts)
    missing = _missing(files, before, target, options, progress)
    source.fetch(missing)
    progress("writing", 0, 0)
    memory = Memory(
        url=source.server.url,
        parts=_sorted(options.parts),
        manifest=generation.own[MANIFEST],
        etag=answer.etag,
        last_modified=answer.last_modified,
    )
    for file in missing:
        target.stage(Artifact(file.path, proved(file, source.read(file.sha256)), file.media_type, ""))
    for path, data in (*generation.bodies.items(), (MANIFEST, generation.data), (MEMORY, memory.written())):
        target.stage(Artifact(path, data, _JSON, ""))
    paths = {*files, *generation.own, MEMORY}
    done = target.commit(paths, before.digests if before else {})
    return Pulled(
        manifest.sequence,
        manifest.count,
        written=len({*done.added, *done.changed} - {MEMORY}),
        removed=len(done.removed),
        kept=tuple(done.kept),
    )


def _missing(
    files: Mapping[str, File], before: Held | None, target: Target, options: Options, progress: Progress
) -> list[File]:
    """Those of *files* that the copy does not have, by path. Only to `verify` are its files looked at."""
    had = before.files if before else {}
    if not options.verify:
        return [file for path, file in sorted(files.items()) if had.get(path) != file]
    found = []
    for number, (path, file) in enumerate(sorted(files.items()), 1):
        data = target.load(path)
        if data is None or sha256(data) != file.sha256:
            found.append(file)
        progress("verifying", number, len(files))
    return found


def _manifest(answer: Answer) -> Manifest:
    try:
        return decode_manifest(answer.data)
    except Newer as newer:
        raise Trouble(f"{answer.url} {newer.how}; update this program") from newer
    except Broken as broken:
        raise Trouble(f"{answer.url} {broken.how}; see whether that is the address of a manifest") from broken


def _check_address(before: Held | None, url: str, folder: str, options: Options) -> None:
    known = before.memory.url if before else url
    if known.partition("://")[2] != url.partition("://")[2] and not options.new_url:
        hint = "name another folder, or, if the publication has moved there, run it again with --new-url"
        raise Trouble(f"{folder} is a copy of {known}, not of {url}; {hint}")


def _check_site(before: Held | None, generation: Generation, url: str, folder: str) -> None:
    """Raise Trouble where the entries have other owners than those of the copy."""
    known, found = (authorities(part.rows) if part else set() for part in (before and before.generation, generation))
    if known and found and not known & found:
        theirs, ours = min(found), min(known)
        raise Trouble(f"{url} publishes entries of {theirs}, and {folder} holds those of {ours}; name another folder")


def _check_age(before: Held | None, manifest: Manifest, url: str, folder: str, options: Options) -> None:
    ours = before.manifest if before else manifest
    if manifest.epoch == ours.epoch and manifest.sequence < ours.sequence and not options.allow_older:
        older = f"{url} offers build {manifest.sequence}, and {folder} has build {ours.sequence} already"
        hint = "a cache in between may be behind: run it again later; if the publisher went back, run it with --allow-older"
        raise Trouble(f"{older}; {hint}")


def _check_removals(before: Held | None, generation: Generation, folder: str, options: Options) -> None:
    had = before.generation.rows if before else {}
    gone = [row for uid, row in sorted(had.items()) if uid not in generation.rows]
    if mass_removal(len(gone), len(had)) and not options.allow_removals:
        named = ", ".join(f"{row.id} ({row.language})" for row in gone[:_NAMED]) + (" and more" if gone[_NAMED:] else "")
        raise Trouble(
            f"this would remove {count(len(gone), 'entry', 'entries')} of {len(had):,} from {folder}: {named}; "
            "if that is meant, run it again with --allow-removals"
        )


def _sorted(parts: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if parts is None else tuple(sorted(parts))
