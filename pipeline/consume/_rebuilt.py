"""Indexes made of the former ones and of lists of changes, instead of fetching them: they are large, and lists are small.

The manifest's digest says whether an index came out right, so what is done here need not be right for every publisher.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from pipeline.consume._generation import Generation, sha256
from pipeline.consume._wire import Manifest, changes_path

_CHANGES = "index/changes.json"
_COUNT = re.compile(rb'(?m)^(\{?"count":)[0-9]+(?=,$)')
_START = re.compile(rb'(?<=":\[)(?=\n[{\]])')

_Row = dict[str, Any]


class _Step(msgspec.Struct, frozen=True):
    """A list of changes, as far as indexes are made of it."""

    added: list[_Row]
    changed: list[_Row]
    removed: list[_Row]
    files: list[_Row]
    files_removed: list[str]


def rebuilt(before: Generation, manifest: Manifest, lists: Sequence[bytes]) -> dict[str, bytes]:
    """Return those indexes of *manifest* that can be made of those *before* and of the *lists* since, by SHA-256."""
    if not lists:
        return {}
    steps = [msgspec.json.decode(data, type=_Step) for data in lists]
    made: dict[str, bytes] = {}
    for listed in manifest.indexes:
        former = before.bodies.get(listed.path)
        if former is None or sha256(former) == listed.sha256:
            continue
        try:
            rows = _changes(former, manifest, lists) if listed.path == _CHANGES else _rows(listed.path, former, steps)
            made[listed.sha256] = _written(former, rows)
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):  # something else stands in these lists
            continue
    return {digest: body for digest, body in made.items() if sha256(body) == digest}


def _changes(former: bytes, manifest: Manifest, lists: Sequence[bytes]) -> list[_Row]:
    """The lists of changes, by path."""
    oldest = manifest.changes.oldest if manifest.changes else 0
    rows = _by("path", former)
    for number, data in zip(range(manifest.sequence - len(lists) + 1, manifest.sequence + 1), lists, strict=True):
        path = changes_path(number)
        rows[path] = {"path": path, "sha256": sha256(data), "size": len(data), "media_type": "application/json"}
    return [rows[path] for path in sorted(rows) if path >= changes_path(oldest)]


def _rows(path: str, former: bytes, steps: Sequence[_Step]) -> list[_Row]:
    """The rows of an index of entries or of files."""
    _, *between, name = path.removesuffix(".json").split("/")
    return _entries(between[0], name, former, steps) if between else _files(name, former, steps)


def _entries(language: str, collection: str, former: bytes, steps: Sequence[_Step]) -> list[_Row]:
    """The entries of a collection: the newest first, ties by uid."""
    rows = _by("uid", former)
    for step in steps:
        for row in (*step.added, *step.changed, *step.removed):
            rows.pop(row["uid"], None)
        for row in (*step.added, *step.changed):
            if (row["language"], row["collection"]) == (language, collection):
                rows[row["uid"]] = {name: value for name, value in row.items() if name != "what"}
    return sorted(rows.values(), key=_newest_first)


def _files(name: str, former: bytes, steps: Sequence[_Step]) -> list[_Row]:
    """The files of no single entry that belong to *name* ("feeds", "media" or "site"), by path."""
    rows = _by("path", former)
    for step in steps:
        for path in step.files_removed:
            rows.pop(path, None)
        rows |= {file["path"]: file for file in step.files if _index_of(file["path"]) == name}
    return [rows[path] for path in sorted(rows)]


def _index_of(path: str) -> str:
    folder = path.partition("/")[0]
    return folder if folder in ("feeds", "media") else "site"


def _newest_first(row: Mapping[str, Any]) -> tuple[float, str]:
    return -datetime.fromisoformat(row["date_published"]).timestamp(), row["uid"]


def _by(key: str, index: bytes) -> dict[str, _Row]:
    """The rows of *index* by *key*."""
    [rows] = [value for value in msgspec.json.decode(index, type=dict[str, Any]).values() if isinstance(value, list)]
    return {row[key]: row for row in rows}


def _written(former: bytes, rows: Sequence[_Row]) -> bytes:
    """The index *former* with other *rows*, one a line."""
    [start] = [match.start() for match in _START.finditer(former)]
    head = _COUNT.sub(rb"\g<1>%d" % len(rows), former[:start], count=1)
    return head + b",".join(b"\n" + msgspec.json.encode(row) for row in rows) + b"\n]}\n"
