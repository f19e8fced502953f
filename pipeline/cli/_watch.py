"""`check --watch`: what changes, and when."""

import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.check import Reading
from pipeline.model import Trouble
from pipeline.words import count

_PATIENCE = 100
"""Milliseconds without a change after which the folder is looked for: it may be gone."""
_NAMED = 3


def changes(content: Path) -> Iterator[frozenset[str]]:
    """Yield the paths below *content* that have changed, whenever some have, and for ever.

    The first time none: from then on no change is missed. So also when the folder itself has gone or is back. What is saved in
    one go comes together. Names that begin with a dot do not count. Raises Trouble where library or system will not watch.
    """
    try:
        from watchfiles import Change, watch
    except ModuleNotFoundError:
        raise Trouble("--watch needs the package watchfiles; install it with `pip install watchfiles`") from None
    while True:
        root = content.resolve()
        ready = False
        try:
            for happened in watch(root, watch_filter=None, rust_timeout=_PATIENCE, yield_on_timeout=True):
                # A folder that comes back is not the one that is watched.
                gone = (Change.deleted, str(root)) in happened or not root.is_dir()
                places = [Path(path).relative_to(root) for _, path in happened]
                paths = frozenset(
                    str(place) for place in places if place.parts and not any(part[0] == "." for part in place.parts)
                )
                if paths or gone or not ready:
                    yield paths
                ready = True
                if gone:
                    break
        except (OSError, RuntimeError) as error:  # the latter is what its Rust part raises
            if root.is_dir():
                raise Trouble(f"cannot watch {content}: {error}") from error
        while not root.is_dir():
            time.sleep(_PATIENCE / 1000)


def noticed(paths: frozenset[str], content: Path, before: Reading | None) -> list[str]:
    """Return those of *paths* below *content* that are there, or were *before*: not what an editor puts there for a moment."""
    known: set[str] = set()
    if before:
        files = (*before.texts, *before.files, *(source.path for source in before.sources))
        known = {parent.as_posix() for path in files for parent in (Path(path), *Path(path).parents)}
    return sorted(path for path in paths if path in known or (content / path).exists())


def named(paths: list[str]) -> str:
    """Return what a line says of *paths* that changed."""
    more = [count(len(paths) - _NAMED, "other")] if paths[_NAMED:] else []
    return f"{', '.join([*paths[:_NAMED], *more])} changed"
