"""The copy as it stands, and what it remembers of where it came from."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta

from pipeline.consume._generation import MANIFEST, MEMORY, Generation, sha256
from pipeline.consume._parts import part
from pipeline.consume._wire import Broken, File, Listed, decode, decode_manifest
from pipeline.model import Trouble

_Header = Annotated[str, Meta(max_length=1000, pattern=r"\A[ -~]*\Z")]


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """Where the copy came from."""

    version: Annotated[int, Meta(ge=1, le=1)] = 1
    url: str
    """Of the folder that is published, without a password."""
    parts: tuple[str, ...] | None
    """Which parts of it the copy has, sorted; None for all."""
    manifest: str
    """SHA-256 of the manifest to which the next two belong: what the server said of it, for conditional requests."""
    etag: _Header = ""
    last_modified: _Header = ""

    def written(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


class Held:
    """A copy that a pull has made. Its indexes are read only when they are needed. Raises Trouble where it is damaged."""

    def __init__(self, memory: bytes, manifest: bytes, load: Callable[[Listed], bytes], folder: str) -> None:
        self._load, self._folder = load, folder
        self._data, self._written = manifest, sha256(memory)
        with self._sound():
            self.memory = decode(MEMORY, memory, Memory)
            self.manifest = decode_manifest(manifest)

    @cached_property
    def generation(self) -> Generation:
        """What is in the copy."""
        with self._sound():
            return Generation(self._data, self._load)

    @cached_property
    def files(self) -> dict[str, File]:
        """The files that the copy has, by path, but for those that it is made of itself."""
        return chosen(self.generation, self.memory.parts)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of every file that pulls have written, by path."""
        files = {path: file.sha256 for path, file in self.files.items()}
        return files | self.generation.own | {MEMORY: self._written}

    @property
    def validators(self) -> dict[str, str]:
        """The headers with which the server is asked whether its manifest is another one than that of the copy."""
        if self.memory.manifest != sha256(self._data):
            return {}
        known = {"If-None-Match": self.memory.etag, "If-Modified-Since": self.memory.last_modified}
        return {name: value for name, value in known.items() if value}

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Say of a damaged file what to do."""
        try:
            yield
        except Broken as broken:
            raise Trouble(f"{self._folder}/{broken.path} {broken.how}; empty {self._folder} and pull again") from broken


def held(load: Callable[[str], bytes | None], folder: str, mend: Callable[[Listed], bytes]) -> Held | None:
    """Return the copy that *load* reads, or None where there is none yet. Raises Trouble where it is damaged, or not ours.

    *folder* is what a message calls it. *mend* returns an index that is damaged or missing, or raises Broken.
    """

    def index(listed: Listed) -> bytes:
        data = load(listed.path)
        return data if data is not None and sha256(data) == listed.sha256 else mend(listed)

    memory, manifest = load(MEMORY), load(MANIFEST)
    if memory is None and manifest is None:
        return None
    if memory is None:
        raise Trouble(f"{folder} holds a publication that no pull has written; name another folder")
    return Held(memory, manifest or b"", index, folder)


def chosen(generation: Generation, parts: Collection[str] | None) -> dict[str, File]:
    """Return those of the files of *generation* that belong to *parts*, by path; all of them if that is None."""
    return {path: file for path, file in generation.files.items() if parts is None or part(path) in parts}
