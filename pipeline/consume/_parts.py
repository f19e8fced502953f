"""Which of the published files a copy has."""

from collections.abc import Collection, Iterable

from pipeline.model import Trouble
from pipeline.words import did_you_mean, one_of, quote

USUAL = frozenset({"changes", "entries", "fragments", "media", "redirects"})
"""What an importer needs."""


def part(path: str) -> str:
    """Return the part of a publication that *path* belongs to: its first folder, or what else it is."""
    folder, slash, _ = path.partition("/")
    if path.endswith(".gz"):
        return "compressed"
    if slash:
        return folder
    return "redirects" if path == "redirects.json" else "server"


def check_known(parts: Collection[str], paths: Iterable[str]) -> None:
    """Raise Trouble for one of *parts* that a publication of *paths* does not have."""
    known = {part(path) for path in paths} | USUAL
    for name in sorted({*parts} - known):
        hint = did_you_mean(name, known, f"there is {one_of(sorted(known))}")
        raise Trouble(f"nothing published is called {quote(name)}; {hint}")
