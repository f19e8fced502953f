"""For people: `path:line:column: level CODE: what; what to do`, the source line with a caret, and counts at the end.

Every finding has its line, so that a terminal or an editor can jump to it. Where there are many, only the first few of each
code show their source too, and the report says how to see the others.
"""

from collections import Counter
from collections.abc import Iterator

from pipeline.model import Diagnostic
from pipeline.report._cells import cells, visible
from pipeline.report._report import Report, said
from pipeline.report._tables import BOLD, DIM, STYLES, by_code, by_place, files, folders, paint
from pipeline.words import count

_ALL = 20
"""Up to so many findings, each shows its source line."""
_EACH = 3
"""Of more, the first so many of each code."""
_CODES = 10
"""The most frequent so many codes are counted one by one."""
_WORST = 3
"""Of many findings, so many folders and files that have most of them are named."""


def render(report: Report, *, colour: bool, width: int) -> str:
    """Return the report as lines of text; *width* bounds source lines and tables, messages are never cut."""
    lines: list[str] = []
    if report.diagnostics:
        lines += _findings(report, colour, width)
        if len(report.diagnostics) > 1:
            lines += ["", *_counts(report, colour, width)]
        if len(report.diagnostics) > _ALL:
            lines += _worst(report, colour, width)
        lines += ["", *_advice(report)]
    return "\n".join([*lines, report.summary()]) + "\n"


def _findings(report: Report, colour: bool, width: int) -> Iterator[str]:
    with_source = _with_source(report)
    path, lines = "", [""]
    for index, diagnostic in enumerate(report.diagnostics):
        yield _headline(report, diagnostic, colour)
        if index in with_source:
            if diagnostic.path != path:
                path, lines = diagnostic.path, report.lines(diagnostic.path)
            yield from _excerpt(diagnostic, lines, colour, width)


def _with_source(report: Report) -> set[int]:
    """The indexes of the findings that show their source line."""
    if report.files == 1 or len(report.diagnostics) <= _ALL:
        return set(range(len(report.diagnostics)))
    seen: Counter[str] = Counter()
    chosen = set()
    for index, diagnostic in enumerate(report.diagnostics):
        if seen[diagnostic.code] < _EACH:
            chosen.add(index)
        seen[diagnostic.code] += 1
    return chosen


def _headline(report: Report, diagnostic: Diagnostic, colour: bool) -> str:
    start = diagnostic.span.start
    place = visible(f"{report.place(diagnostic.path)}:{start.line}:{start.column}:")
    level = paint(f"{diagnostic.severity} {diagnostic.code}:", STYLES[diagnostic.severity], colour)
    fixable = " [fixable]" if diagnostic.fix else ""
    return f"{paint(place, BOLD, colour)} {level} {visible(said(diagnostic))}{fixable}"


def _excerpt(diagnostic: Diagnostic, lines: list[str], colour: bool, width: int) -> Iterator[str]:
    """The source line and carets under the span's part of it; nothing for an empty line."""
    start, end = diagnostic.span.start, diagnostic.span.end
    line = lines[start.line - 1] if start.line <= len(lines) else ""
    if not line or line.isspace():
        return
    number = str(start.line)
    last = end.column if end.line == start.line else len(line) + 1
    shown, before, under = _cut(line, start.column - 1, last - 1, width - len(number) - 5)
    carets = paint("^" * max(under, 1), STYLES[diagnostic.severity], colour)
    margin = " " * len(number)
    yield f"  {paint(f'{number} |', DIM, colour)} {shown}"
    yield f"  {paint(f'{margin} |', DIM, colour)} {' ' * before}{carets}"


def _cut(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """Return what *width* cells show of *line* around its characters *start* to *end*, and the cells before and under these.

    Takes time for what is shown, however long the line.
    """
    width = max(width, 20)
    start = min(start, len(line))
    end = min(max(end, start), len(line))
    first, last = max(start - width, 0), min(start + 2 * width, len(line))
    texts, widths = zip(*cells(line[first:last]), strict=True)
    start, end, left, right = start - first, end - first, 0, last - first
    if first or last < len(line) or sum(widths) > width:
        width -= 2  # for an ellipsis on each side
        before, after = sum(widths[:start]), sum(widths[start:])
        while before > max(width // 3, width - after):
            before -= widths[left]
            left += 1
        while before + after > width:
            right -= 1
            after -= widths[right]
    opening = "…" if first + left else ""
    closing = "…" if first + right < len(line) else ""
    shown = f"{opening}{''.join(texts[left:right])}{closing}"
    return shown.rstrip(), len(opening) + sum(widths[left:start]), sum(widths[start : min(end, right)])


def _counts(report: Report, colour: bool, width: int) -> Iterator[str]:
    groups = report.groups()
    yield from by_code(groups[:_CODES], colour=colour, width=width)
    if others := groups[_CODES:]:
        findings = count(sum(group.count for group in others), "finding")
        yield f"and {count(len(others), 'more row')} with {findings}: `pipeline check --statistics` shows all"


def _worst(report: Report, colour: bool, width: int) -> Iterator[str]:
    """The folders and the files that have most of the findings, where some have more than others."""
    top = folders(report)
    spots = top[:_WORST] if len(top) > 1 else []
    spots += [file for file in files(report)[:_WORST] if file.count > 1]
    if spots:
        yield ""
        yield from by_place(spots, "most of them in", colour=colour, width=width)


def _advice(report: Report) -> Iterator[str]:
    left_out = len(report.diagnostics) - len(_with_source(report))
    if left_out:
        yield f"The source lines of {count(left_out, 'finding')} are left out; `pipeline check FILE` shows all of one file."
    if report.fixable:
        yield f"{report.fixable:,} [fixable]: `pipeline check --fix` makes these edits."
