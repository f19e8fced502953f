"""`check --fix` and `check --diff`: edits made in memory until none is left, then written, or shown."""

from collections import Counter, defaultdict
from collections.abc import Callable
from hashlib import sha256

from pipeline import images, store
from pipeline.check import Checked, Reading, edited
from pipeline.cli import _terminal
from pipeline.cli._diff import unified
from pipeline.fix import apply
from pipeline.model import Edit, Limits, Scrub
from pipeline.store import sources
from pipeline.words import count

_ROUNDS = 100
"""How often edits that overlapped others are tried again."""
_BOM = "\ufeff"

Judge = Callable[[Reading], Checked]
"""What is reported of a reading."""


class Mended:
    """What all fixable findings together make of a reading: made in memory, then to be written, or only shown."""

    def __init__(self, reading: Reading, judge: Judge) -> None:
        self.content = reading.content
        self.before = self.after = reading
        self.texts: dict[str, tuple[str, str]] = {}
        """Each file that changes, before and after, by path."""
        self.edits: Counter[str] = Counter()
        """How many were made in each of them."""
        self.scrubbed: list[str] = []
        """Paths of images whose metadata go."""
        self._seen: defaultdict[str, set[str]] = defaultdict(set)
        """The texts that each file had: rules that undo each other's work come to an end."""
        for _ in range(_ROUNDS):
            checked = judge(self.after)
            fixed = self._round(checked)
            if not fixed:
                break
            self.after = edited(self.after, fixed)
        self.scrubbed = sorted({found.path for found in checked.diagnostics if isinstance(found.fix, Scrub)})

    def write(self) -> None:
        """Change the files, each in one step, and say how many; what is left alone is named with the reason.

        That is what changed since it was read, is read-only or has several names.
        """
        objections = {path: sources.objection(self.content, path) for path in (*self.texts, *self.scrubbed)}
        left_alone = {path: why for path, why in objections.items() if why}
        written = Counter[str]()
        for path, (before, after) in sorted(self.texts.items()):
            if path in left_alone:
                continue
            if sources.replace(self.content, path, before, after):
                written[path] = self.edits[path]
            else:
                left_alone[path] = "it changed while it was being checked"
        scrubbed = [path for path in self.scrubbed if path not in left_alone and _scrub(self.before, path)]
        also = f", and the metadata of {count(len(scrubbed), 'image')} removed" if scrubbed else ""
        _terminal.say(f"{count(written.total(), 'edit')} made in {count(len(written), 'file')}{also}\n", err=True)
        for path, why in sorted(left_alone.items()):
            _terminal.say(f"{self.content / path} was left alone: {why}\n", err=True)

    def show(self) -> bool:
        """Show as a unified diff what `write` would do, and say how much that is; whether it is anything."""
        digests = {source.path: source.digest for source in self.before.sources}
        for path, (before, after) in sorted(self.texts.items()):
            # The text of a source has no byte-order mark, but its digest knows.
            mark = _BOM if digests.get(path) == sha256((_BOM + before).encode()).hexdigest() else ""
            _terminal.show_diff(unified((self.content / path).as_posix(), mark + before, mark + after))
        for path in self.scrubbed:
            _terminal.say(f"{self.content / path}: metadata would be removed\n")
        _terminal.say(f"{count(self.edits.total(), 'edit')} would be made in {count(len(self.texts), 'file')}\n", err=True)
        return bool(self.texts or self.scrubbed)

    def _round(self, checked: Checked) -> dict[str, str]:
        """The texts of the files in which edits could be made, by path."""
        edits: defaultdict[str, list[Edit]] = defaultdict(list)
        for found in checked.diagnostics:
            if isinstance(found.fix, Edit):
                edits[found.path].append(found.fix)
        fixed: dict[str, str] = {}
        for path, wanted in edits.items():
            old = checked.sources[path]
            new, made = apply(old, wanted)
            self._seen[path].add(old)
            if new not in self._seen[path]:
                self.texts[path] = (self.texts.get(path, (old, ""))[0], new)
                self.edits[path] += made
                fixed[path] = new
        return fixed


def _scrub(reading: Reading, path: str) -> bool:
    """Whether the image at *path* had metadata that are gone now."""
    limits = reading.site.limits if reading.site else Limits()
    data = store.read_media(reading.content, path, limits.media_size)
    scrubbed = images.without_metadata(data)
    return scrubbed != data and store.replace_media(reading.content, path, sha256(data).hexdigest(), scrubbed)
