"""Floor 2: what a check found, as people and programs read it.

One format a file, found by its name: `render(report, *, colour, width) -> str`.
"""

import re
import sys
from collections import Counter
from collections.abc import Mapping
from importlib import import_module

import msgspec

from pipeline import plugins
from pipeline.model import Diagnostic, Severity
from pipeline.report._cells import aligned, visible

__all__ = ["Group", "Report", "aligned", "formats", "render", "visible"]


class Group(msgspec.Struct, frozen=True):
    """The findings of one code at one level."""

    code: str
    name: str
    """The rule's, or "" where it is not known."""
    severity: Severity
    count: int
    files: int
    """How many files they stand in."""


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
    names: Mapping[str, str] = {}
    """The rules' names, by code."""

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def fixable(self) -> int:
        """How many findings carry an edit for `check --fix`."""
        return sum(diagnostic.fix is not None for diagnostic in self.diagnostics)

    def groups(self) -> list[Group]:
        """The findings by code and level, most frequent first, ties by code."""
        counts = Counter((diagnostic.code, diagnostic.severity) for diagnostic in self.diagnostics)
        files = Counter({(diagnostic.code, diagnostic.severity, diagnostic.path) for diagnostic in self.diagnostics})
        spread = Counter((code, severity) for code, severity, _ in files)
        return [
            Group(code, self.names.get(code, ""), severity, number, spread[code, severity])
            for (code, severity), number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ]

    def lines(self, path: str) -> list[str]:
        """The lines of the file at *path*, which end with LF, CR LF or CR and with nothing else."""
        return re.split(r"\r\n|\r|\n", self.sources.get(path, ""))


def formats() -> tuple[str, ...]:
    """Return the names of all formats."""
    return plugins.names(sys.modules[__name__])


def render(report: Report, format: str, *, colour: bool = False, width: int = 120) -> str:
    """Return *report* in *format*, ending with a line break; *colour* and *width* (in cells) speak of a terminal."""
    text: str = import_module(f"{__name__}.{format}").render(report, colour=colour, width=width)
    return text
