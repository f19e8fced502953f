"""outputs/, where one command at a time replaces the published generation by the next."""

import hashlib
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec

from pipeline.model import Artifact, FileRecord, Trouble
from pipeline.store import files
from pipeline.store.commit import MANIFEST, Install, Journal, Removal, Workshop
from pipeline.store.lock import Busy, locked
from pipeline.store.paths import Folders, checked
from pipeline.words import count

_COMPRESSED = ".gz"
"""The end of the name of a file that a server sends in place of the one without it."""
_LARGEST = 1 << 29
"""Bytes of one published file that are ever loaded: the index of half a million entries is smaller."""


class Changes(msgspec.Struct, frozen=True):
    """What a commit did, as sorted paths."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
    """What no longer belongs here and stays all the same, because someone has changed it since we wrote it."""


class Cleaned(msgspec.Struct, frozen=True):
    """What `clean` did, as sorted paths."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]
    """Every file that is still there: not ours, or changed by someone since we wrote it."""


def load(folder: Path, path: str) -> bytes | None:
    """Return the published file *path* below *folder*, or None when there is none. Raises Trouble."""
    with files.in_trouble(f"read {folder / path}"):
        try:
            return files.read(folder / checked(path), _LARGEST)
        except (FileNotFoundError, NotADirectoryError):
            return None


def lost(path: str) -> Trouble:
    """Return what to say where the published *path* is missing or was altered, and cannot be made again from the content."""
    feed = path.rpartition("/")[0]
    otherwise = (
        f"remove {feed}/history.json and build again with --allow-removals: "
        "that feed's archives are then written anew from the content as it is now"
        if path.startswith("feeds/")
        else "empty the output folder and build again "
        "(then everything is forgotten: archives, tombstones and redirects go, and importers read all again)"
    )
    return Trouble(f"the published {path} is missing or was altered; restore it from a backup, or {otherwise}")


def recover(root: Path) -> None:
    """Finish or undo what a killed command has left in *root*; a command that is still at work there is left alone.

    Costs one `stat` when there is nothing to do. Raises Trouble.
    """
    if os.path.lexists(Workshop(root).path):
        with suppress(Busy), Outputs.open(root):
            pass


def clean(root: Path, previous_files: Mapping[str, str]) -> Cleaned:
    """Remove the files that we wrote (*previous_files*: SHA-256 by path) and the folders that this empties. Raises Trouble."""
    if not root.is_dir():
        return Cleaned((), ())
    with Outputs.open(root) as outputs:
        removed = outputs.commit((), previous_files).removed
    kept = (file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_symlink() or not file.is_dir())
    return Cleaned(removed, tuple(sorted(kept)))


class Outputs:
    """A locked outputs/: stage the artifacts of one generation, then commit it. Without a commit nothing changes."""

    def __init__(self, root: Path) -> None:
        self._name = root
        """As the user calls it."""
        self._root = Path(os.path.realpath(root))
        self._workshop = Workshop(self._root)
        self._staged: dict[str, Install] = {}
        """What differs from the file that is published at the same path."""

    @classmethod
    @contextmanager
    def open(cls, root: Path) -> Iterator["Outputs"]:
        """Make the folder if need be, lock it, and recover what a killed command has left. Raises Trouble, Busy among it."""
        outputs = cls(root)
        workshop = outputs._workshop
        with ExitStack() as stack:
            with files.in_trouble(f"write to {root}"):
                workshop.root.mkdir(parents=True, exist_ok=True)
                stack.enter_context(locked(workshop.path, str(root)))
                stack.callback(workshop.discard)
                workshop.recover()
                workshop.staging.mkdir()
            yield outputs

    def load(self, path: str) -> bytes | None:
        """Return the published file *path*, or None when there is none. Raises Trouble."""
        return load(self._root, path)

    def stage(self, artifact: Artifact) -> FileRecord:
        """Take *artifact* into the next generation; its bytes go to the disk, unless they are there. Raises Trouble.

        A file `x.gz` bears the modification time of the file `x`, which comes before it.
        """
        path, data = checked(artifact.path), artifact.data
        record = FileRecord(path, hashlib.sha256(data).hexdigest(), len(data), artifact.media_type)
        if before := self._staged.get(path):
            if before.sha256 != record.sha256:
                raise ValueError(f"two artifacts are called {path}")
        elif not files.holds(f"{self._root}/{path}", data) or not self._in_step(path):
            install = Install(str(len(self._staged)), path, record.sha256)
            with files.in_trouble(f"write {self._name}/{path}"):
                files.write_new(f"{self._workshop.staging}/{install.staged}", data, self._of_original(path))
            self._staged[path] = install
        return record

    def keep(self, record: FileRecord, load: Callable[[str], bytes | None]) -> FileRecord:
        """Take a file that was published before into the next generation as it is; `x` comes before `x.gz`.

        Where it is missing or was altered, its bytes are taken from *load*. Raises Trouble where they are not there either.
        """
        path = checked(record.path)
        sound = files.has_digest(f"{self._root}/{path}", record.sha256)
        if sound and self._in_step(path):
            return record
        data = self.load(path) if sound else load(path)
        if data is None or hashlib.sha256(data).hexdigest() != record.sha256:
            raise lost(path)
        return self.stage(Artifact(path, data, record.media_type, ""))

    def commit(self, paths: Collection[str], previous_files: Mapping[str, str]) -> Changes:
        """Publish the generation of *paths*, each of which has been staged or kept, in place of the one before.

        *previous_files* is the SHA-256 of each file that we published before, by path: only these are ever replaced or removed.
        Raises Trouble before anything has changed where something stands in the way: a file that is not ours, a link or a file
        in place of a folder, a folder that is not writable. When the system fails later, the next command finishes.
        """
        with files.in_trouble(f"write to {self._name}"):
            changes, journal = self._plan(set(paths), previous_files)
            if journal.install or journal.remove:
                self._workshop.commit(journal)
        self._staged.clear()
        return changes

    def _in_step(self, path: str) -> bool:
        """Whether *path*, unless it is staged anew, will bear the time that it has to."""
        return self._of_original(path) in (None, self._modified(path))

    def _of_original(self, path: str) -> int | None:
        """The modification time of what `x.gz` is made of; None for any other file, and where `x` is not there."""
        return self._modified(path.removesuffix(_COMPRESSED)) if path.endswith(_COMPRESSED) else None

    def _modified(self, path: str) -> int | None:
        """When the file that will be published at *path* was modified, in nanoseconds; None where there is none so far."""
        staged = self._staged.get(path)
        try:
            return os.lstat(f"{self._workshop.staging}/{staged.staged}" if staged else f"{self._root}/{path}").st_mtime_ns
        except OSError:
            return None

    def _plan(self, paths: set[str], previous_files: Mapping[str, str]) -> tuple[Changes, Journal]:
        folders = Folders(self._root)
        installs = [install for path, install in sorted(self._staged.items()) if path in paths]
        standing = {install.path for install in installs if self._stands(install.path, folders)}
        self._refuse_foreign(sorted(standing - previous_files.keys()))
        leaving = {path: sha256 for path, sha256 in sorted(previous_files.items()) if path not in paths}
        removals = list(self._removals(leaving, folders))
        removed = [removal.path for removal in removals]
        changes = Changes(
            added=tuple(install.path for install in installs if install.path not in standing),
            changed=tuple(sorted(standing)),
            removed=tuple(removed),
            unchanged=tuple(sorted(paths - self._staged.keys())),
            kept=tuple(path for path in sorted(leaving.keys() - removed) if os.path.lexists(f"{self._root}/{path}")),
        )
        # So the manifest never speaks of what is not there: it comes last, and goes first.
        installs.sort(key=lambda install: install.path == MANIFEST)
        removals.sort(key=lambda removal: removal.path != MANIFEST)
        return changes, Journal(tuple(installs), tuple(removals))

    def _stands(self, path: str, folders: Folders) -> bool:
        """Whether a file stands at *path*, where another is to go; Trouble or OSError when none can go there."""
        obstacle = folders.obstacle(path)
        if not obstacle:
            folders.check_writable(path)
            try:
                if not stat.S_ISDIR(os.lstat(f"{self._root}/{path}").st_mode):
                    return True
            except FileNotFoundError:
                return False
            obstacle = f"{path} is a folder"
        raise Trouble(f"cannot write {self._name / path}: {obstacle}; move that away or name another folder with --output")

    def _refuse_foreign(self, paths: list[str]) -> None:
        if paths:
            others = f" and {count(len(paths) - 1, 'other file')}" if paths[1:] else ""
            raise Trouble(
                f"{self._name / paths[0]}{others} would be overwritten, and no build before this one wrote it; "
                f"move it away, or restore {MANIFEST} and index/ if they were lost"
            )

    def _removals(self, leaving: Mapping[str, str], folders: Folders) -> Iterable[Removal]:
        """The files that are still as we wrote them."""
        for path, sha256 in leaving.items():
            if not folders.obstacle(checked(path)) and files.has_digest(f"{self._root}/{path}", sha256):
                folders.check_writable(path)
                yield Removal(path, sha256)
