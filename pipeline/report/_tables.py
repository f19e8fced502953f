"""What was found, counted: the tables that end a report."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from pipeline.model import Diagnostic, Severity
from pipeline.report._cells import aligned
from pipeline.report._report import Group, Report

STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
BOLD = "1"
DIM = "2"


class Spot(msgspec.Struct, frozen=True):
    """A file or a folder with findings."""

    path: str
    """As the reader's shell names it; a folder ends with `/`."""
    count: int
    files: int
    """How many files the findings stand in."""
    fixable: int


def folders(report: Report) -> list[Spot]:
    """The findings by top folder, most first, ties by path; the content folder stands for the files directly in it."""

    def top(path: str) -> str:
        folder, slash, _ = path.partition("/")
        return f"{report.place(folder if slash else '')}/"

    return _spots(report, top)


def files(report: Report) -> list[Spot]:
    """The findings by file, most first, ties by path."""
    return _spots(report, report.place)


def by_code(groups: Sequence[Group], *, colour: bool, width: int) -> Iterator[str]:
    """Yield a table of *groups*, each in the colour of its level; where it would be too wide, names are shortened."""
    rows = [[group.code, group.name, group.severity, *_numbers(group)] for group in groups]
    columns = ["code", "name", "level", "count", "files", "fixable"]
    head, *body = aligned([columns, *rows], right=(3, 4, 5), width=width, cut=(1,))
    yield paint(head, DIM, colour)
    for group, line in zip(groups, body, strict=True):
        yield paint(line, STYLES[group.severity], colour)


def by_place(spots: Iterable[Spot], what: str, *, colour: bool, width: int) -> Iterator[str]:
    """Yield a table of *spots*, whose last column is headed *what* and shortened where the table would be too wide."""
    rows = [[*_numbers(spot), spot.path] for spot in spots]
    head, *body = aligned([["count", "files", "fixable", what], *rows], right=(0, 1, 2), width=width, cut=(3,))
    yield paint(head, DIM, colour)
    yield from body


def paint(text: str, style: str, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour else text


def _spots(report: Report, place: Callable[[str], str]) -> list[Spot]:
    """The findings by the *place* of their files."""
    places = {diagnostic.path: place(diagnostic.path) for diagnostic in report.diagnostics}
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in report.diagnostics:
        found[places[diagnostic.path]].append(diagnostic)
    spots = [
        Spot(path, len(own), len({each.path for each in own}), sum(each.fix is not None for each in own))
        for path, own in found.items()
    ]
    return sorted(spots, key=lambda spot: (-spot.count, spot.path))


def _numbers(counted: Group | Spot) -> list[str]:
    return [f"{number:,}" for number in (counted.count, counted.files, counted.fixable)]
