"""The copy as it stands, and what it remembers of where it came from."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta

from pipeline.consume._generation import MANIFEST, MEMORY, Generation, sha256
from pipeline.consume._parts import part
from pipeline.consume._wire import Broken, File, Listed, decode
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
    """A copy that a pull has made."""

    def __init__(self, memory: bytes, manifest: bytes, load: Callable[[Listed], bytes]) -> None:
        self.memory = decode(MEMORY, memory, Memory)
        self.generation = Generation(manifest, load)
        self._written = sha256(memory)

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
        if self.memory.manifest != self.generation.own[MANIFEST]:
            return {}
        known = {"If-None-Match": self.memory.etag, "If-Modified-Since": self.memory.last_modified}
        return {name: value for name, value in known.items() if value}


def held(load: Callable[[str], bytes | None], folder: str) -> Held | None:
    """Return the copy that *load* reads, or None where there is none yet. Raises Trouble where it is damaged, or not ours.

    *folder* is what a message calls it.
    """
    memory, manifest = load(MEMORY), load(MANIFEST)
    if memory is None and manifest is None:
        return None
    if memory is None:
        raise Trouble(f"{folder} holds a publication that no pull has written; name another folder")
    try:
        return Held(memory, _there(MANIFEST, manifest), lambda listed: _there(listed.path, load(listed.path)))
    except Broken as broken:
        raise Trouble(f"{folder}/{broken.path} {broken.how}; empty {folder} and pull again") from broken


def chosen(generation: Generation, parts: Collection[str] | None) -> dict[str, File]:
    """Return those of the files of *generation* that belong to *parts*, by path; all of them if that is None."""
    return {path: file for path, file in generation.files.items() if parts is None or part(path) in parts}


def _there(path: str, data: bytes | None) -> bytes:
    if data is None:
        raise Broken(path, "is missing")
    return data
