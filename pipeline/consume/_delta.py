"""What changed over several builds, as one."""

from collections.abc import Iterable, Sequence

import msgspec

from pipeline.consume._wire import Changes, Removed


class Delta(msgspec.Struct, frozen=True):
    """How one generation differs from an earlier one. False when it does not."""

    added: tuple[str, ...]
    """The uids of entries that were not published then; in the order of import, as the next two."""
    changed: dict[str, tuple[str, ...]]
    """Of entries that were: which members of their JSON may say something else, sorted; () where that is not known."""
    moved: dict[str, tuple[str, str]]
    """The former and the present URL of those that are found elsewhere now."""
    removed: dict[str, Removed]
    """Entries that were published then, by uid."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.moved or self.removed)


def merged(lists: Sequence[Changes], order: Iterable[str]) -> Delta:
    """Return what *lists*, the changes of builds that follow each other, amount to; *order* has the uids published now."""
    state: dict[str, tuple[str, set[str]]] = {}
    """What became of each entry: "added", "changed", "removed" or "back", and which members changed."""
    urls: dict[str, tuple[str, str]] = {}
    removed: dict[str, Removed] = {}
    for changes in lists:
        for gone in changes.removed:
            state[gone.uid] = ("none" if _is(state, gone.uid, "added") else "removed", set())
            removed[gone.uid] = gone
            urls.pop(gone.uid, None)
        for row in changes.added:
            state[row.uid] = ("back" if _is(state, row.uid, "removed") else "added", set())
        for row in changes.changed:
            became, what = state.get(row.uid, ("changed", set()))
            state[row.uid] = (became, what | {*row.what})
        for move in changes.moved:
            urls[move.uid] = (urls.get(move.uid, (move.source,))[0], move.target)
    present = [uid for uid in order if uid in state]
    return Delta(
        added=tuple(uid for uid in present if _is(state, uid, "added")),
        changed={
            uid: tuple(sorted(what)) if became == "changed" else ()
            for uid in present
            for became, what in [state[uid]]
            if became in ("changed", "back")
        },
        moved={
            uid: urls[uid] for uid in present if uid in urls and _is(state, uid, "changed") and urls[uid][0] != urls[uid][1]
        },
        removed={uid: removed[uid] for uid in sorted(removed) if _is(state, uid, "removed")},
    )


def _is(state: dict[str, tuple[str, set[str]]], uid: str, became: str) -> bool:
    return uid in state and state[uid][0] == became
