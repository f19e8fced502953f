"""manifest.json: the root from which all else hangs by digest."""

import hashlib
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

import msgspec

from pipeline.dates import rfc3339
from pipeline.emit import _json
from pipeline.emit._changes import Latest
from pipeline.model import Artifact, Edition, FileRecord

SCHEMA_VERSION = "1.0"
"""A newer major version is not readable by those who know this one; members are added under the same."""


class _Index(msgspec.Struct, frozen=True):
    path: str
    sha256: str
    size: int
    count: int


class _Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    schema_version: str
    epoch: str
    sequence: int
    count: int
    next_due: str = ""
    languages: tuple[str, ...]
    default_language: str
    indexes: tuple[_Index, ...]
    changes: Latest | None = None


class _Counted(msgspec.Struct):
    count: int


def manifest(
    edition: Edition, indexes: Iterable[Artifact], epoch: str, sequence: int, changes: Sequence[FileRecord] = ()
) -> Artifact:
    """Return the root of generation *sequence* of *epoch*, which lists *indexes* in their order.

    *changes* are the lists of changes that are published, oldest first.
    """
    value = _Manifest(
        schema_version=SCHEMA_VERSION,
        epoch=epoch,
        sequence=sequence,
        count=len(edition.entries),
        next_due=rfc3339(edition.next_due.astimezone(ZoneInfo(edition.site.timezone))) if edition.next_due else "",
        languages=edition.site.languages,
        default_language=edition.site.default_language,
        indexes=tuple(map(_listed, indexes)),
        changes=Latest(sequence - len(changes) + 1, sequence, changes[-1].sha256) if changes else None,
    )
    return Artifact("manifest.json", _json.document(value), _json.MEDIA_TYPE, "")


def _listed(index: Artifact) -> _Index:
    count = msgspec.json.decode(index.data, type=_Counted).count
    return _Index(index.path, hashlib.sha256(index.data).hexdigest(), len(index.data), count)
