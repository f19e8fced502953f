"""What the server knows of the content folder: what lies on the disk, what is being edited, and what was found in it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from pipeline.check import Checked, Progress, Reading, edited, examine, read
from pipeline.compile import compile_source, home
from pipeline.model import Compiled, ContentType, Corpus, Diagnostic, Document, Site, Source
from pipeline.parse import parse
from pipeline.rules import to_diagnostics
from pipeline.server.carry import carried

_LARGE = 500_000
"""Characters, which take about a second to be looked at: too long for each keystroke."""


class Found(msgspec.Struct, frozen=True):
    """What is wrong in a file."""

    text: str
    """In which it was found."""
    diagnostics: tuple[Diagnostic, ...]
    """In report order."""


class Workspace:
    """The content folder while somebody edits it. Only `refresh` and `look` take long."""

    def __init__(self, content: Path, clock: Callable[[], datetime]) -> None:
        self.content = content
        self.texts: dict[str, str] = {}
        """What is being edited, by path; it counts instead of the files. Others may take its place in the midst of a look."""
        self.found: dict[str, Found] = {}
        """What is wrong in each file that is being edited, as far as anybody has looked."""
        self.checked: Checked | None = None
        """The last look that the settings allowed."""
        self._clock = clock
        self._disk: Reading | None = None
        self._seen: Reading | None = None
        """The disk as it was at the last look."""
        self._reading: tuple[dict[str, str], Reading] | None = None
        """The content as it is now, and the texts that it was made with."""
        self._fresh: dict[str, Compiled] = {}
        """Sources that were looked at by themselves since, by path."""
        self._by_path: Mapping[str, list[Diagnostic]] = {}
        """What the last look found, by path."""

    # What is there

    @property
    def site(self) -> Site | None:
        """As the settings describe it now, or did when they last made sense."""
        now = self._reading[1].site if self._reading else None
        return now or (self.checked.site if self.checked else None)

    @property
    def corpus(self) -> Corpus | None:
        return self.checked.corpus if self.checked else None

    def text(self, path: str) -> str:
        """What stands in the file at *path*; "" where nobody knows."""
        known = self.texts.get(path)
        return known if known is not None else self.checked.sources.get(path, "") if self.checked else ""

    def document(self, path: str) -> Document:
        """The source at *path* as it is now."""
        return _parsed(path, self.text(path))

    def compiled(self, path: str) -> Compiled | None:
        """The source at *path* as it was when last looked at."""
        return self._fresh.get(path) or (self.corpus.by_path.get(path) if self.corpus else None)

    def documents(self) -> list[Compiled]:
        """All sources, each as it was when last looked at, by path."""
        known = dict(self.corpus.by_path) if self.corpus else {}
        return [compiled for _, compiled in sorted((known | self._fresh).items())]

    def type(self, path: str) -> ContentType | None:
        """The content type of the source at *path*."""
        collection = home(path, self.site).collection if self.site else None
        return self.site.types.get(collection.type) if self.site and collection else None

    def language(self, path: str) -> str:
        """The language that the source at *path* speaks; for one that speaks several, the site's default."""
        compiled = self.compiled(path)
        if compiled and len(compiled.localised) == 1:
            return compiled.localised[0].language
        return (home(path, self.site).language or self.site.default_language) if self.site else ""

    def diagnostics(self, path: str) -> tuple[Diagnostic, ...]:
        """What is wrong in the file at *path*, if that is known of its present text."""
        found = self.found.get(path)
        return found.diagnostics if found and found.text == self.text(path) else ()

    # What is wrong

    def refresh(self, progress: Progress) -> Reading:
        """Read the disk again. Raises Trouble where the folder cannot be read; then everything is as before."""
        self._disk = read(self.content, progress)
        self._reading = None
        return self._disk

    def look(self, progress: Progress) -> None:
        """Find all that is wrong in the files that are being edited. Raises Trouble."""
        disk = self._disk or self.refresh(progress)
        texts, reading = self._now(disk)
        checked = examine(
            reading,
            now=self._clock(),
            jobs=1,
            progress=progress,
            previous=self.checked,
            media_changed=disk is not self._seen,
        )
        by_path: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in checked.diagnostics:
            by_path[diagnostic.path].append(diagnostic)
        for path, text in texts.items():
            seen = checked.corpus or path in reading.texts or path in by_path
            if seen and self.texts.get(path) == text:
                self.found[path] = Found(text, tuple(by_path[path]))
        self.found = {path: found for path, found in self.found.items() if path in self.texts}
        if checked.corpus:
            self.checked, self._by_path, self._seen = checked, by_path, disk
            changed = {path for path, text in self.texts.items() if texts.get(path) != text}
            self._fresh = {path: compiled for path, compiled in self._fresh.items() if path in changed}

    def look_at(self, path: str) -> None:
        """Find what is wrong in the source at *path* by itself; what the last look found besides goes along with its text.

        A large one waits for the next look at everything.
        """
        if not self._disk or path not in self.texts or len(self.texts[path]) > _LARGE:
            return
        texts, reading = self._now(self._disk)
        site = reading.site
        if not site or path in reading.texts:
            return
        own = to_diagnostics([finding for finding in reading.findings if finding.path == path], site)
        if source := next((source for source in reading.sources if source.path == path), None):
            self._fresh[path] = compile_source(source, site)
            own += self._fresh[path].diagnostics
            own += carried(self._others(path), self.checked.sources.get(path, "") if self.checked else "", texts[path])
        self.found[path] = Found(texts[path], tuple(sorted(set(own), key=lambda diagnostic: diagnostic.order)))

    def _others(self, path: str) -> list[Diagnostic]:
        """What the last look found at *path* that is not the source's own."""
        compiled = self.corpus.by_path.get(path) if self.corpus else None
        own = set(compiled.diagnostics) if compiled else set()
        return [diagnostic for diagnostic in self._by_path.get(path, ()) if diagnostic not in own]

    def _now(self, disk: Reading) -> tuple[dict[str, str], Reading]:
        """The texts that are being edited, and the content with them."""
        if not self._reading or self._reading[0] != self.texts:
            self._reading = dict(self.texts), edited(disk, self.texts)
        return self._reading


@lru_cache(maxsize=8)
def _parsed(path: str, text: str) -> Document:
    return parse(Source(path, text, ""))
