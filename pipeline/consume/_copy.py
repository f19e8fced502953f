"""A copy of a publication in a folder, as an importer reads it: each byte is proved before it is given away."""

from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Self, TypeVar

from pipeline.consume._delta import Delta, merged
from pipeline.consume._generation import MANIFEST, Generation, proved
from pipeline.consume._wire import Broken, Changes, Entry, File, Listed, Manifest, Moves, Row, Stone, changes_path, decode
from pipeline.model import Gone, Redirect, Trouble

_LARGEST = 1 << 29
"""Bytes of one file that are ever read."""
_TRIES = 5
"""How often a copy is opened again because it was replaced meanwhile."""
_REDIRECTS = "redirects.json"
_T = TypeVar("_T")


class Copy:
    """One whole generation in a folder that `pipeline pull` wrote, or in an outputs/ folder.

    What the manifest and the indexes say is read at once; files are when they are asked for. Where a file is missing, or is not
    the one that was published, Trouble says so: somebody altered it, or the next generation has replaced it.
    """

    def __init__(self, folder: Path, generation: Generation) -> None:
        self._folder = folder
        self._generation = generation

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read the generation in *folder*. Raises Trouble."""
        for tries in range(_TRIES):
            data = _read(folder, MANIFEST)
            if data is None:
                raise Trouble(f"{folder} holds no {MANIFEST}; fill it with `pipeline pull URL {folder}`")
            try:
                return cls(folder, Generation(data, partial(_index, folder)))
            except Broken as broken:
                if tries + 1 == _TRIES or _read(folder, MANIFEST) == data:
                    raise _altered(folder, broken) from broken
        raise AssertionError  # the last try has returned or raised

    @property
    def manifest(self) -> Manifest:
        return self._generation.manifest

    @property
    def epoch(self) -> str:
        """Names the line of sequences."""
        return self.manifest.epoch

    @property
    def sequence(self) -> int:
        return self.manifest.sequence

    @property
    def state(self) -> str:
        """Names this very generation: to be stored once it is imported, and given to `changes_since`."""
        kept = self.manifest.changes
        return _state(self.sequence, kept.sha256 if kept and kept.latest == self.sequence else "", self.epoch)

    @property
    def rows(self) -> Mapping[str, Row]:
        """The entries as the indexes list them, by uid.

        The default language comes first, then the others in the order of the site; in each of them the collections in that of
        the manifest, and in these the newest first.
        """
        return self._generation.rows

    @property
    def files(self) -> Mapping[str, File]:
        """Every file that an index lists, by path; a copy need not have them all."""
        return self._generation.files

    @property
    def tombstones(self) -> Mapping[str, Stone]:
        """The entries that were withdrawn in the last 365 days, by uid."""
        return self._generation.tombstones

    @property
    def redirects(self) -> tuple[Redirect, ...]:
        """The URLs at which entries were found before."""
        return self._moves.redirects

    @property
    def gone(self) -> tuple[Gone, ...]:
        """The URLs at which nothing is found any more."""
        return self._moves.gone

    def entries(self, language: str | None = None, collection: str | None = None) -> Iterator[Entry]:
        """Yield the entries in the order of `rows`, if need be those in one *language* or *collection* alone."""
        for row in self.rows.values():
            if language in (None, row.language) and collection in (None, row.collection):
                yield self._entry(row)

    def entry(self, uid: str) -> Entry:
        """Return the entry *uid*. Raises KeyError when it is not published."""
        return self._entry(self.rows[uid])

    def fragment(self, entry: Entry | Row) -> str:
        """Return the HTML that stands for *entry* in a page."""
        path = f"fragments/{entry.language}/{entry.id}.html"
        try:
            return self.read(path).decode()
        except UnicodeDecodeError as error:
            raise _altered(self._folder, Broken(path, "is not UTF-8")) from error

    def document(self, entry: Entry | Row) -> dict[str, Any]:
        """Return the JSON of *entry* as it stands, with the members that `Entry` does not know."""
        return self._decoded(_entry_path(entry), dict[str, Any])

    def media(self, path: str) -> bytes:
        """Return an image or another file, as attachments name it: `media/NAME.HASH.EXT`."""
        return self.read(path)

    def read(self, path: str) -> bytes:
        """Return the bytes of *path*, one of `files`. Raises KeyError when it is none of them."""
        return _proved(self._folder, self.files[path])

    def changes_since(self, state: str) -> Delta | None:
        """Return how this generation differs from the one that had this `state`; None where only comparing everything can tell.

        That is where the reader is behind the changes that are kept here, or knows another line of generations.
        """
        if state == self.state:
            return merged([], ())
        known, _, rest = state.partition(":")
        sequence = int(known) if known.isascii() and known.isdigit() and len(known) < 17 else self.sequence
        lists: list[Changes] = []
        digest = self.manifest.changes.sha256 if self.manifest.changes else ""
        for number in range(self.sequence, sequence, -1):
            path = changes_path(number)
            if path not in self.files or self.files[path].sha256 != digest or not (self._folder / path).exists():
                return None
            lists.append(self._decoded(path, Changes))
            if (lists[-1].sequence, lists[-1].epoch) != (number, self.epoch):
                return None
            digest = lists[-1].previous_sha256
        if not lists or _state(sequence, digest, self.epoch) != f"{known}:{rest}":
            return None
        return merged(lists[::-1], self.rows)

    @cached_property
    def _moves(self) -> Moves:
        return self._decoded(_REDIRECTS, Moves) if _REDIRECTS in self.files else Moves()

    def _entry(self, row: Row) -> Entry:
        entry = self._decoded(_entry_path(row), Entry)
        if (entry.uid, entry.digest) != (row.uid, row.digest):
            raise _altered(self._folder, Broken(_entry_path(row), "is not the entry that its index lists"))
        return entry

    def _decoded(self, path: str, kind: type[_T]) -> _T:
        try:
            return decode(path, self.read(path), kind)
        except Broken as broken:
            raise _altered(self._folder, broken) from broken


def _entry_path(entry: Entry | Row) -> str:
    return f"entries/{entry.language}/{entry.id}.json"


def _state(sequence: int, sha256: str, epoch: str) -> str:
    """*sha256* is that of the list of changes of that build, so that nobody who went back is taken for one who went on."""
    return f"{sequence}:{sha256[:16]}:{epoch}"


def _index(folder: Path, listed: Listed) -> bytes:
    data = _read(folder, listed.path)
    if data is None:
        raise Broken(listed.path, "is missing")
    return data


def _proved(folder: Path, file: File) -> bytes:
    data = _read(folder, file.path)
    try:
        if data is None:
            raise Broken(file.path, "is not in this copy")
        return proved(file, data)
    except Broken as broken:
        raise _altered(folder, broken) from broken


def _read(folder: Path, path: str) -> bytes | None:
    """The bytes of *path*, or None when there is none. Raises Trouble."""
    try:
        with (folder / path).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Trouble(f"cannot read {folder / path}: {(error.strerror or str(error)).lower()}; make it readable") from error
    if len(data) > _LARGEST:
        raise Trouble(f"{folder / path} is larger than {_LARGEST:,} bytes; a publication has no such file")
    return data


def _altered(folder: Path, broken: Broken) -> Trouble:
    return Trouble(
        f"{folder / broken.path} {broken.how}; if it is being written, try again in a moment, "
        "else mend the copy with `pipeline pull --verify`"
    )
