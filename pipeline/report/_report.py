"""What every format is made from."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import PurePath

import msgspec

from pipeline.model import Diagnostic, Severity
from pipeline.words import count

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class Described(msgspec.Struct, frozen=True):
    """A rule, as reports name and explain it."""

    name: str
    severity: Severity
    """The level unless site.toml sets another."""
    documentation: str
    """`CODE: a sentence.`, then a paragraph that begins with `Why:`, then examples of bad and good."""
    fixable: bool


class Group(msgspec.Struct, frozen=True):
    """The findings of one code at one level."""

    code: str
    name: str
    """The rule's, or "" where it is not known."""
    severity: Severity
    count: int
    files: int
    """How many files they stand in."""
    fixable: int
    """How many of them carry an edit for `check --fix`."""


class Report(msgspec.Struct, frozen=True):
    """Everything that a format may show; nothing that differs from run to run."""

    diagnostics: tuple[Diagnostic, ...]
    """In report order."""
    files: int
    """How many were checked."""
    sources: Mapping[str, str] = {}
    """Their texts, by path below the content folder; a file that could not be read is missing."""
    content: str = ""
    """The content folder as the reader's shell names it."""
    rules: Mapping[str, Described] = {}
    """The rules that found something, by code."""

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def fixable(self) -> int:
        """How many findings carry an edit for `check --fix`."""
        return sum(diagnostic.fix is not None for diagnostic in self.diagnostics)

    def groups(self) -> list[Group]:
        """The findings by code and level, most frequent first, ties by code."""
        found: defaultdict[tuple[str, Severity], list[Diagnostic]] = defaultdict(list)
        for diagnostic in self.diagnostics:
            found[diagnostic.code, diagnostic.severity].append(diagnostic)
        return [
            Group(
                code,
                self.rules[code].name if code in self.rules else "",
                severity,
                len(own),
                len({diagnostic.path for diagnostic in own}),
                sum(diagnostic.fix is not None for diagnostic in own),
            )
            for (code, severity), own in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        ]

    def lines(self, path: str) -> list[str]:
        """The lines of the file at *path*, which end with LF, CR LF or CR and with nothing else."""
        return re.split(r"\r\n|\r|\n", self.sources.get(path, ""))

    def place(self, path: str) -> str:
        """The file at *path* as the reader's shell names it."""
        return PurePath(self.content, path).as_posix()

    def title(self, code: str) -> str:
        """The code with the rule's name where that is known."""
        return f"{code} {self.rules[code].name}" if code in self.rules else code

    def summary(self) -> str:
        """The numbers: `18 errors, 2 warnings in 3 of 8 files`."""
        found = [count(number, word) for severity, word in _WORDS.items() if (number := self.count(severity))]
        if not found:
            return f"{count(self.files, 'file')}, nothing to report"
        affected = len({diagnostic.path for diagnostic in self.diagnostics})
        files = f"{affected:,} of {count(self.files, 'file')}" if affected < self.files else count(affected, "file")
        return f"{', '.join(found)} in {files}"


def said(diagnostic: Diagnostic) -> str:
    """What is wrong; what to do."""
    return "; ".join(filter(None, [diagnostic.message, diagnostic.hint]))
