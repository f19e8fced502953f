"""What a change does to a file, as diff and patch write it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.report import visible

_Part = tuple[str, int, int, int, int]
"""`equal` or `replace`, and the lines of both texts that it speaks of, from and up to."""
_CONTEXT = 3
_UNENDED = "\n\\ No newline at end of file\n"
_COLOURS = {"-": "31", "+": "32", "@": "36"}


def unified(name: str, old: str, new: str) -> str:
    """Return the unified diff from *old* to *new*, two texts of the file *name*; "" where they are the same.

    A line ends with LF and with nothing else, as for patch; a CR before it is part of it. Takes linear time.
    """
    before, after = _lines(old), _lines(new)
    # After a name with a space in it, patch reads up to the tab.
    named = f"{name}\t" if " " in name else name
    hunks = "".join(_hunk(group, before, after) for group in _Lines(before, after).get_grouped_opcodes(_CONTEXT))
    return f"--- {named}\n+++ {named}\n{hunks}" if hunks else ""


def for_eyes(diff: str, colour: bool) -> str:
    """Return *diff* as a terminal shows it: nothing in it steers the terminal, and what goes and comes has its *colour*."""
    return "".join(f"{_line_for_eyes(line, colour)}\n" for line in diff.removesuffix("\n").split("\n")) if diff else ""


class _Lines(SequenceMatcher[str]):
    """Two lists of lines. Which belong together is found in linear time: difflib's own way can take its square and more."""

    def __init__(self, before: list[str], after: list[str]) -> None:
        super().__init__(a=[], b=[], autojunk=False)
        self.a, self.b = before, after

    def get_opcodes(self) -> list[_Part]:  # type: ignore[override]  # difflib's are literals
        """Every part, in order. A line that differs is followed by the nearest place from which both go on alike."""
        found: list[_Part] = []
        i = j = 0
        while i < len(self.a) or j < len(self.b):
            i2, j2 = self._while_equal(i, j)
            if i2 > i:
                found.append(("equal", i, i2, j, j2))
            i, j = i2, j2
            i2, j2 = self._meeting(i, j)
            if i2 > i or j2 > j:
                found.append(("replace", i, i2, j, j2))
            i, j = i2, j2
        return found

    def _while_equal(self, i: int, j: int) -> tuple[int, int]:
        while i < len(self.a) and j < len(self.b) and self.a[i] == self.b[j]:
            i, j = i + 1, j + 1
        return i, j

    def _meeting(self, i: int, j: int) -> tuple[int, int]:
        passed_a: dict[str, int] = {}
        passed_b: dict[str, int] = {}
        for step in range(max(len(self.a) - i, len(self.b) - j)):
            here_a, here_b = self.a[i + step : i + step + 1], self.b[j + step : j + step + 1]
            if here_a == here_b:
                return i + step, j + step
            for passed, here, at in ((passed_a, here_a, i + step), (passed_b, here_b, j + step)):
                for line in here:
                    passed.setdefault(line, at)
            for line in (*here_a, *here_b):
                if line in passed_a and line in passed_b:
                    return passed_a[line], passed_b[line]
        return len(self.a), len(self.b)


def _hunk(group: list[_Part], before: list[str], after: list[str]) -> str:
    _, start_a, _, start_b, _ = group[0]
    _, _, end_a, _, end_b = group[-1]
    head = f"@@ -{_range(start_a, end_a)} +{_range(start_b, end_b)} @@\n"
    return head + "".join(line if line.endswith("\n") else line + _UNENDED for line in _marked(group, before, after))


def _marked(group: list[_Part], before: list[str], after: list[str]) -> Iterator[str]:
    for tag, i, i2, j, j2 in group:
        if tag == "equal":
            yield from (f" {line}" for line in before[i:i2])
        else:
            yield from (f"-{line}" for line in before[i:i2])
            yield from (f"+{line}" for line in after[j:j2])


def _range(start: int, end: int) -> str:
    """Lines as a hunk's head names them: 1-based, and for none of them the line before."""
    length = end - start
    return str(start + 1) if length == 1 else f"{start + (length > 0)},{length}"


def _lines(text: str) -> list[str]:
    return re.findall("[^\n]*\n|[^\n]+", text)


def _line_for_eyes(line: str, colour: bool) -> str:
    shown = "\t".join(map(visible, line.removesuffix("\r").split("\t")))
    if not colour:
        return shown
    style = "1" if line.startswith(("--- ", "+++ ")) else _COLOURS.get(line[:1], "")
    return f"\x1b[{style}m{shown}\x1b[0m" if style else shown
