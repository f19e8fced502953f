"""One whole generation of a publication: the manifest and every index, each proved by its digest."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from pipeline.consume._wire import Broken, File, Index, Listed, Manifest, Row, Stone, decode, decode_manifest
from pipeline.words import quote

MANIFEST = "manifest.json"
MEMORY = "pull.json"
"""The file of a copy that a pull writes for the next one. A folder without it was not written by a pull."""


class Generation:
    """What a manifest and its indexes say. Wholly checked: no path leaves the folder, nothing is listed twice."""

    def __init__(self, data: bytes, load: Callable[[Listed], bytes]) -> None:
        """*data* are the manifest's bytes; *load* returns those of an index. Raises Broken, and whatever *load* raises."""
        self.data = data
        self.manifest: Manifest = decode_manifest(data)
        self.bodies: dict[str, bytes] = {}
        """The indexes, by path."""
        self._indexes: list[Index] = []
        for listed in self.manifest.indexes:
            body = proved(listed, load(listed))
            index = decode(listed.path, body, Index)
            rows = len(index.entries) + len(index.files) + len(index.tombstones)
            if not listed.count == index.count == rows:
                raise Broken(listed.path, f"lists {rows:,} of {listed.count:,}")
            self.bodies[listed.path] = body
            self._indexes.append(index)
        self._check()

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The entries by uid, in the order of import: default language first, newest first in each collection."""
        first = self.manifest.default_language
        order = {language: number for number, language in enumerate(dict.fromkeys((first, *self.manifest.languages)))}
        rows = (row for index in self._indexes for row in index.entries)
        return {row.uid: row for row in sorted(rows, key=lambda row: order.get(row.language, len(order)))}

    @cached_property
    def files(self) -> dict[str, File]:
        """Every file that an index lists, by path."""
        return {file.path: file for file in self._listed()}

    @cached_property
    def tombstones(self) -> dict[str, Stone]:
        """By uid."""
        return {stone.uid: stone for index in self._indexes for stone in index.tombstones}

    @cached_property
    def own(self) -> dict[str, str]:
        """The SHA-256 of the manifest and of the indexes, by path."""
        return {MANIFEST: sha256(self.data)} | {listed.path: listed.sha256 for listed in self.manifest.indexes}

    def _listed(self) -> Iterator[File]:
        for index in self._indexes:
            yield from index.files
            yield from chain.from_iterable(row.files for row in index.entries)

    def _check(self) -> None:
        """Raise Broken where the parts do not fit each other, or cannot lie in one folder."""
        listed = [*(index.path for index in self.manifest.indexes), *(file.path for file in self._listed()), MANIFEST]
        _check_apart(listed)
        entries = sum(len(index.entries) for index in self._indexes)
        if len(self.rows) != entries:
            raise Broken(MANIFEST, "has indexes that list an entry twice")
        if self.manifest.count != entries:
            raise Broken(MANIFEST, f"promises {self.manifest.count:,} entries, and its indexes list {entries:,}")


def proved(file: "Listed | File", data: bytes) -> bytes:
    """Return *data*, which must be the bytes of *file*. Raises Broken."""
    if len(data) != file.size or sha256(data) != file.sha256:
        raise Broken(file.path, "is not the file that is listed: its size or its digest is another one")
    return data


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def mass_removal(gone: int, of: int) -> bool:
    """Whether *gone* entries of so many are suspiciously many: more than five, and more than a fifth."""
    return gone > 5 and gone > of / 5


def authorities(rows: Mapping[str, Row]) -> set[str]:
    """Return who gave the entries their uids (RFC 4151)."""
    return {uid.split(":", 2)[1] for uid in rows}


def _check_apart(paths: list[str]) -> None:
    """Raise Broken where two of *paths* could not lie in one folder on every system."""
    folded: dict[str, str] = {}
    for path in paths:
        if path.casefold() == MEMORY:
            raise Broken(MANIFEST, f"leads to {quote(path)}, which a copy has of its own")
        if not path.isprintable():
            raise Broken(MANIFEST, f"leads to {quote(path)}, which cannot be a path")
        if other := folded.get(path.casefold()):
            how = "twice" if other == path else f"and to {quote(other)}, which are one file on some systems"
            raise Broken(MANIFEST, f"leads to {quote(path)} {how}")
        folded[path.casefold()] = path
    folders = {path[:place] for path in folded for place in _slashes(path)}
    for path in sorted(folders & folded.keys()):
        raise Broken(MANIFEST, f"leads to {quote(folded[path])}, and to files in it as if it were a folder")


def _slashes(path: str) -> Iterator[int]:
    place = path.find("/")
    while place >= 0:
        yield place
        place = path.find("/", place + 1)
