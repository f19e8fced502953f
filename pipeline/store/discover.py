"""What lies in the content folder besides the settings: sources, and all other files.

A file that cannot be read is a finding (FL001 to FL005), and the others are read all the same.

Sources are the files `*.md`; but what lies in schemas/, vocabularies/ or media/ is none, and a name that begins with a dot
does not count at all. A link is followed when it stays inside the content folder, and what it leads to is read once: a
source that has its own place there is not read again, and a folder is entered through one link only, so that no set of
links can make the walk long.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline.model import Finding, Limits, Source
from pipeline.store import contained, names
from pipeline.store.contained import Refused
from pipeline.store.settings import MEDIA, SETTINGS


class Discovery(msgspec.Struct, frozen=True):
    """The content, as text."""

    sources: tuple[Source, ...]
    """By path; each path in Unicode's normal form C."""
    files: frozenset[str]
    """The paths of all other files, settings excepted."""
    findings: tuple[Finding, ...]
    """In report order."""


def discover(content: Path, limits: Limits) -> Discovery:
    """Read all sources and list all other files. Raises Trouble when *content* is no folder or cannot be read."""
    walk = _Walk(contained.content_root(content), limits.file_size)
    walk.enter("", "")
    walk.follow_links()
    sources = sorted(walk.sources.values(), key=lambda source: source.path)
    return Discovery(tuple(sources), frozenset(walk.files), contained.in_order(walk.findings))


class _Walk:
    """One walk through the content folder. A *real* path is the disk's and free of links, a *path* is as content says it."""

    def __init__(self, root: str, limit: int) -> None:
        self.sources: dict[str, Source] = {}
        """By real path."""
        self.files: set[str] = set()
        self.findings: list[Finding] = []
        self._root = root
        self._limit = limit
        self._links: list[tuple[str, str]] = []
        """Path and place on the disk of each link met."""
        self._entered: set[str] = set()
        """The real paths of folders entered through a link."""

    def enter(self, real: str, path: str, linked: bool = False) -> None:
        """Take in the folder *real* with all folders in it, as *path*; *linked*: by way of a link."""
        folders = [(real, path)]
        while folders:
            real, path = folders.pop()
            if linked and real in self._entered:
                self._find(Refused("FL004", "another link leads to this folder already", "remove one of them"), path)
                continue
            if linked:
                self._entered.add(real)
            for entry, name in self._listing(real, path):
                there, here = _below(real, entry.name), _below(path, name)
                try:
                    if entry.is_symlink():
                        # One met behind another link is known from its own place, or hidden there.
                        if not linked:
                            self._links.append((here, there))
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append((there, here))
                    elif entry.is_file(follow_symlinks=False) or contained.is_file(self._root, there):
                        self._take(there, here)
                except OSError as error:
                    self._find(contained.unreadable(error), here)
                except Refused as refused:
                    self._find(refused, here)

    def follow_links(self) -> None:
        """Take in what the links that `enter` met lead to."""
        for path, there in sorted(self._links):
            try:
                real = contained.resolve(self._root, there)
                if contained.is_file(self._root, real):
                    self._take(real, path)
                elif f"{there}/".startswith(f"{real}/" if real else ""):
                    raise Refused("FL004", "the link leads to a folder that it lies in", "remove it")
                else:
                    self.enter(real, path, linked=True)
            except Refused as refused:
                self._find(refused, path)

    def _take(self, real: str, path: str) -> None:
        """Take in one file. Raises Refused."""
        if not path.endswith(".md") or MEDIA in (_top(path), _top(real)):
            self.files.add(path)
        elif real not in self.sources:
            self.sources[real] = contained.read_source(self._root, real, path, self._limit)

    def _listing(self, real: str, path: str) -> Iterator[tuple["os.DirEntry[str]", str]]:
        """Yield what counts in a folder, with its name in normal form C, and report the names that cannot be used."""
        try:
            with os.scandir(f"{self._root}/{real}") as entries:
                listing = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._find(contained.unreadable(error), path)
            return
        taken: dict[str, str] = {}
        for entry in listing:
            if names.is_hidden(entry.name) or (not real and entry.name in SETTINGS):
                continue
            name = names.in_nfc(entry.name)
            if fault := names.fault(name):
                self.findings.append(names.finding(_below(path, name), *fault))
                continue
            if other := taken.get(name.lower()):
                self.findings.append(names.finding(_below(path, name), *names.collision(name, other)))
            taken[name.lower()] = name
            if other != name:
                yield entry, name

    def _find(self, refused: Refused, path: str) -> None:
        self.findings.append(refused.finding(path))


def _below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _top(path: str) -> str:
    return path.partition("/")[0]
