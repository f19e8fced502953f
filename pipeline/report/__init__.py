"""Floor 2: what a check found, as people and programs read it.

One format a file, found by its name: `render(report, *, colour, width) -> str`.
"""

import sys
from importlib import import_module

from pipeline import plugins
from pipeline.report._cells import aligned, visible
from pipeline.report._documentation import markdown
from pipeline.report._report import Described, Group, Report
from pipeline.report._statistics import statistics

__all__ = ["Described", "Group", "Report", "aligned", "formats", "markdown", "render", "statistics", "visible"]


def formats() -> tuple[str, ...]:
    """Return the names of all formats."""
    return plugins.names(sys.modules[__name__])


def render(report: Report, format: str, *, colour: bool = False, width: int = 120) -> str:
    """Return *report* in *format*, ending with a line break; *colour* and *width* (in cells) speak of a terminal."""
    text: str = import_module(f"{__name__}.{format}").render(report, colour=colour, width=width)
    return text
