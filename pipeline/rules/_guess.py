"""The most likely meaning of a wrong name among very many."""

from bisect import bisect_left
from collections.abc import Iterable

from pipeline.words import nearest

_NEIGHBOURS = 12


class Guess:
    """Guesses among *known* names at a cost that hardly grows with their number: those that begin or end alike are tried."""

    def __init__(self, known: Iterable[str]) -> None:
        self._forwards = sorted(known)
        self._backwards = sorted(name[::-1] for name in self._forwards)

    def __call__(self, word: str) -> str:
        """Return the name that *word* was most likely meant to be, or ""."""
        alike = {*_around(self._forwards, word), *(name[::-1] for name in _around(self._backwards, word[::-1]))}
        return nearest(word, alike)


def _around(names: list[str], word: str) -> list[str]:
    at = bisect_left(names, word)
    return names[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS]
