"""What differs between the words of two schemas."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from pipeline.contract._node import ABSENT, pointer
from pipeline.contract._same import is_annotation
from pipeline.contract._values import text
from pipeline.model import Path
from pipeline.schema import IN_LISTS, IN_MAPPINGS, IN_ONE

Change = tuple[str, Any, Any, bool]
"""Where, as a JSON Pointer; what stood there and what stands there now; whether it only describes."""


def changed(new: Any, old: Any, path: Path = ()) -> Iterator[Change]:
    """Yield each keyword, each schema of several and each member of `required` and `enum` that differs between two schemas."""
    if not (isinstance(new, dict) and isinstance(old, dict)):
        if new is not old:
            yield pointer(path), old, new, False
        return
    for keyword in dict.fromkeys((*old, *new)):
        yield from _keyword(keyword, new.get(keyword, ABSENT), old.get(keyword, ABSENT), (*path, keyword))


def _keyword(keyword: str, new: Any, old: Any, path: Path) -> Iterator[Change]:
    if new is ABSENT or old is ABSENT:
        if keyword == "required" or (keyword in IN_MAPPINGS and keyword != "$defs"):
            empty: Any = {} if keyword in IN_MAPPINGS else []
            new, old = (empty if each is ABSENT else each for each in (new, old))
        else:
            yield pointer(path), old, new, is_annotation(keyword) and keyword != "$defs"
            return
    if keyword in IN_ONE:
        yield from changed(new, old, path)
    elif keyword in IN_MAPPINGS:
        for name in dict.fromkeys((*old, *new)):
            yield from _part(new.get(name, ABSENT), old.get(name, ABSENT), (*path, name))
    elif keyword in IN_LISTS:
        for index, (now, was) in enumerate(zip_longest(new, old, fillvalue=ABSENT)):
            yield from _part(now, was, (*path, index))
    elif keyword in ("required", "enum"):
        before, after = ({text(each): each for each in values} for values in (old, new))
        yield from ((pointer(path), each, ABSENT, False) for key, each in before.items() if key not in after)
        yield from ((pointer(path), ABSENT, each, False) for key, each in after.items() if key not in before)
    elif text(new) != text(old):
        yield pointer(path), old, new, is_annotation(keyword)


def _part(new: Any, old: Any, path: Path) -> Iterator[Change]:
    if new is ABSENT or old is ABSENT:
        yield pointer(path), old, new, False
    else:
        yield from changed(new, old, path)
