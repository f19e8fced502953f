"""Text as a terminal shows it: never a character that would steer it, and each as wide as it is there."""

import unicodedata
from collections.abc import Iterator, Sequence

_TAB = 4
_GAP = "  "
_LEAST = 12
"""Cells that a shortened column keeps: fewer would say nothing."""


def visible(text: str) -> str:
    """Return *text* with control, bidi and other invisible characters as `\\u202e`; spaces of any width stay."""
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def cells(text: str) -> Iterator[tuple[str, int]]:
    """Yield what shows each character of *text*, and how many cells wide that is; tabs reach to each fourth cell."""
    column = 0
    for character in text:
        if " " <= character <= "~":
            shown, width = character, 1
        elif character == "\t":
            width = _TAB - column % _TAB
            shown = " " * width
        else:
            shown = _visible(character)
            width = _width(shown) if shown == character else len(shown)
        column += width
        yield shown, width


def aligned(
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    *,
    width: int | None = None,
    cut: Sequence[int] = (),
    drop: Sequence[int] = (),
) -> list[str]:
    """Return *rows* as lines with aligned columns, those with an index in *right* to the right.

    Where a line would be wider than *width* cells, the columns *cut* are shortened, the first of them first, none below
    twelve cells. Where that is not enough, the columns *drop* go, the first of them first. All others stay whole.
    """
    texts = [[visible(cell) for cell in row] for row in rows]
    columns = [max(map(_measure, column)) for column in zip(*texts, strict=True)]
    excess = 0 if width is None else max(sum(columns) + len(_GAP) * (len(columns) - 1) - width, 0)
    for index in cut:
        spare = min(excess, max(columns[index] - _LEAST, 0))
        columns[index] -= spare
        excess -= spare
    shown = [*range(len(columns))]
    for index in drop:
        if excess > 0:
            shown.remove(index)
            excess -= columns[index] + len(_GAP)
    fits = {index: _to_the_right if index in right else _to_the_left for index in shown}
    return [_GAP.join(fit(row[index], columns[index]) for index, fit in fits.items()).rstrip() for row in texts]


def _to_the_left(text: str, width: int) -> str:
    """*text* in *width* cells: filled up with spaces, or cut and ended by an ellipsis."""
    room = width - _measure(text)
    if room >= 0:
        return text + " " * room
    kept, room = "", width - 1
    for character, cell in cells(text):
        if cell > room:
            break
        kept += character
        room -= cell
    return f"{kept}…{' ' * room}"


def _to_the_right(text: str, width: int) -> str:
    return " " * (width - _measure(text)) + text


def _measure(text: str) -> int:
    """How many cells *text* takes, which is all visible."""
    return len(text) if text.isascii() else sum(width for _, width in cells(text))


def _visible(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return f"\\u{ord(character):04x}"


def _width(character: str) -> int:
    # Vowels and finals of decomposed Hangul join the syllable before them.
    if unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
