"""Text as a terminal shows it: never a character that would steer it, and each as wide as it is there."""

import unicodedata
from collections.abc import Iterator, Sequence

_TAB = 4


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


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Return *rows* as lines with aligned columns, those with an index in *right* to the right."""
    texts = [[visible(cell) for cell in row] for row in rows]
    widths = [[sum(width for _, width in cells(cell)) for cell in row] for row in texts]
    columns = [max(column) for column in zip(*widths, strict=True)]
    lines = []
    for row, own in zip(texts, widths, strict=True):
        padded = [
            " " * (whole - width) + cell if index in right else cell + " " * (whole - width)
            for index, (cell, width, whole) in enumerate(zip(row, own, columns, strict=True))
        ]
        lines.append("  ".join(padded).rstrip())
    return lines


def _visible(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return f"\\u{ord(character):04x}"


def _width(character: str) -> int:
    # Vowels and finals of decomposed Hangul join the syllable before them.
    if unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
