"""The commit: from one whole generation of outputs/ to the next.

Invariants:

1. New and changed bytes are complete in .pipeline/staging/ before the journal is written. The journal is the commit point:
   without it outputs/ is the old generation and whatever is staged is dropped; with it, outputs/ becomes the new one.
2. Each file comes to its place in one step, by a rename on one file system. New and changed files come first, then
   manifest.json, then removals.
3. Carrying out a journal again, from any point at which that was cut short, ends where carrying it out once does. So the
   next command after `kill -9` starts it from the beginning.
4. A file is removed only when its bytes are still those that we wrote, a folder only when it held such a file and is empty.
5. Nothing is written or removed through a link to a folder.
6. Staged files and the journal reach the disk before the first rename, so that the journal outlives a power failure too.
   Where the disk has not kept its word, whoever carries out the journal notices by the digests and says so.
7. A staged file has its modification time before the journal is written, and a rename keeps it: so `x.gz` bears that of `x`,
   whichever command carries out the journal.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import msgspec

from pipeline.model import Trouble
from pipeline.store import files
from pipeline.store.paths import Folders, checked, folders_above
from pipeline.words import count

MANIFEST = "manifest.json"
_FEW = 200
"""Files that are flushed one by one: 0.2 ms each on ext4. One `sync` takes 0.15 s for 20,000, but it also waits for
whatever else the machine is writing, which would be a poor bargain for a few."""


class Install(msgspec.Struct, frozen=True, array_like=True):
    """A staged file and where it goes."""

    staged: str
    """Its name in the staging folder."""
    path: str
    sha256: str


class Removal(msgspec.Struct, frozen=True, array_like=True):
    """A published file that goes."""

    path: str
    sha256: str


class Journal(msgspec.Struct, frozen=True):
    """One commit, in the order in which it happens."""

    install: tuple[Install, ...]
    remove: tuple[Removal, ...]


class Workshop:
    """The folder .pipeline in outputs/, which exists only while a command writes, or after one was killed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / ".pipeline"
        self.staging = self.path / "staging"
        self.journal = self.path / "journal.json"

    def commit(self, journal: Journal) -> None:
        """Carry out *journal*, whose files are staged. Raises OSError; once the journal stands, the next command finishes."""
        draft = self.staging / "journal"
        files.write_new(draft, msgspec.json.encode(journal))
        self._flush([str(draft), *(f"{self.staging}/{install.staged}" for install in journal.install)])
        draft.replace(self.journal)
        files.flush(self.path)
        self._carry_out(journal)

    def recover(self) -> None:
        """Finish a commit that was cut short, or drop what was staged for one. Raises Trouble and OSError."""
        if self.journal.exists():
            self._carry_out(self._read_journal(), interrupted=True)
        self.discard()

    def discard(self) -> None:
        """Drop what is staged, unless a journal speaks of it."""
        if not self.journal.exists():
            shutil.rmtree(self.staging, ignore_errors=True)

    def _read_journal(self) -> Journal:
        try:
            return msgspec.json.decode(self.journal.read_bytes(), type=Journal)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise Trouble(f"{self.journal} is damaged; remove it and build again, which mends every file") from error

    def _carry_out(self, journal: Journal, interrupted: bool = False) -> None:
        folders = Folders(self.root)
        lost = []
        for install in journal.install:
            staged, target = f"{self.staging}/{checked(install.staged)}", f"{self.root}/{checked(install.path)}"
            if not interrupted or files.has_digest(staged, install.sha256):
                folders.make_room(install.path)
                os.replace(staged, target)  # noqa: PTH105 - see files.py
            elif not files.has_digest(target, install.sha256):
                lost.append(install.path)
        removals = [removal for removal in journal.remove if not folders.obstacle(checked(removal.path))]
        for removal in removals:
            target = f"{self.root}/{removal.path}"
            if files.has_digest(target, removal.sha256):
                os.unlink(target)  # noqa: PTH108
        for folder in sorted({folder for removal in removals for folder in folders_above(removal.path)}, reverse=True):
            with suppress(OSError):  # It is not empty.
                (self.root / folder).rmdir()
        self.journal.unlink()
        if lost:
            others = f" and {count(len(lost) - 1, 'other file')}" if lost[1:] else ""
            raise Trouble(f"a power failure damaged {self.root / lost[0]}{others}; build again, which mends every file")

    def _flush(self, paths: list[str]) -> None:
        if len(paths) > _FEW:
            os.sync()
            return
        for path in paths:
            files.flush(path)
        files.flush(self.staging)
