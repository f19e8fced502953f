"""All differences of two contracts, each judged for those who read by the old one."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import msgspec

from pipeline.contract._changed import changed
from pipeline.contract._narrower import UNDECIDED, Narrower
from pipeline.contract._node import ABSENT, Exhausted, Library, Schemas, pointer
from pipeline.contract._values import text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The only one whose words are understood."""

_SHOWN = 120
_SCHEMA = '"a schema"'
_NAME = re.compile(r"(?P<name>.+)\.v(?P<major>[0-9]{1,9})\.schema\.json")


class Impact(StrEnum):
    """What a difference means for a reader."""

    BREAKING = "breaking"
    """A document may come that the old schema did not allow, or that cannot be known."""
    COMPATIBLE = "compatible"
    DOCUMENTATION = "documentation"
    """It is said in other words."""


class Difference(msgspec.Struct, frozen=True):
    """One difference."""

    file: str
    pointer: str
    """Into that file (RFC 6901): as it was, or where nothing was, as it is."""
    impact: Impact
    was: str
    """JSON, at most 120 characters of it, a schema without its description; "" for nothing."""
    now: str
    """As `was`."""
    why: str
    """What a reader may meet; "" where it need not mind."""
    announced: bool
    """Whether the new version says by its number that it breaks with the old."""


def diff(old: Schemas, new: Schemas) -> list[Difference]:
    """Return all differences of two contracts, schemas without `fault` by the names of their files, by file and place.

    A schema is compared with the one of the same name and major version; where that is published no more, with the next one,
    and then its differences are announced, provided that the contract's `schema_version` has a new major version as well.
    """
    if text(old) == text(new):
        return []
    libraries = Library(old), Library(new)
    before, after = _major(old), _major(new)
    grown = before is not None and after is not None and after > before
    found: list[Difference] = []
    for file in old:
        if file in new:
            found += _pair(*libraries, file, file, announced=False)
        elif successor := _successor(file, new):
            found += _pair(*libraries, file, successor, announced=grown or before is None)
        else:
            found.append(Difference(file, "", Impact.BREAKING, _SCHEMA, "", "the schema is published no more", grown))
    found += [Difference(file, "", Impact.COMPATIBLE, "", _SCHEMA, "", False) for file in new if file not in old]
    return _sorted(found)


def diff_files(old: Schemas, old_file: str, new: Schemas, new_file: str) -> list[Difference]:
    """Return the differences of two schemas; the others of their contracts are there to be referred to."""
    (before, one), (after, two) = _version(old_file), _version(new_file)
    return _sorted(_pair(Library(old), Library(new), old_file, new_file, announced=before == after and two > one))


def unannounced(differences: Iterable[Difference]) -> list[Difference]:
    """Return the breaking ones that no new major version announces."""
    return [each for each in differences if each.impact is Impact.BREAKING and not each.announced]


def _version(file: str) -> tuple[str, int]:
    """The name and the major version that *file* bears."""
    match = _NAME.fullmatch(file)
    return (match["name"], int(match["major"])) if match else (file, 0)


def _major(schemas: Schemas) -> int | None:
    """The first number of `schema_version`, as the manifest's schema has it; None where there is none."""
    manifests = [(major, file) for file in schemas for name, major in [_version(file)] if name == "manifest"]
    if not manifests:
        return None
    said = schemas[max(manifests)[1]].get("properties", {}).get("schema_version")
    match = re.match(r"\^([0-9]{1,9})\\\.", said.get("pattern", "")) if isinstance(said, dict) else None
    return int(match[1]) if match else None


def _successor(file: str, files: Iterable[str]) -> str:
    """The one of *files* with the next major version after that of *file*, or ""."""
    name, major = _version(file)
    later = [(_version(other)[1], other) for other in files if _version(other)[0] == name and _version(other)[1] > major]
    return min(later, default=(0, ""))[1]


def _pair(old: Library, new: Library, old_file: str, new_file: str, *, announced: bool) -> list[Difference]:
    theirs, ours = new.root(new_file), old.root(old_file)
    breaking: dict[tuple[str, str, str, str], str] = {}
    for file, at, was, now, why in _breaking(old, new, old_file, new_file):
        breaking.setdefault((file, at, _shown(was), _shown(now)), why)
    found = [Difference(file, at, Impact.BREAKING, was, now, why, announced) for (file, at, was, now), why in breaking.items()]
    places = {(file, at) for file, at, *_ in breaking}
    for at, was, now, describes in changed(theirs.schema, ours.schema):
        known = (old_file, at, _shown(was), _shown(now)) in breaking or any((old_file, above) in places for above in _above(at))
        if not known:
            impact = Impact.DOCUMENTATION if describes else Impact.COMPATIBLE
            found.append(Difference(old_file, at, impact, _shown(was), _shown(now), "", announced))
    return found


def _breaking(old: Library, new: Library, old_file: str, new_file: str) -> Iterator[tuple[str, str, Any, Any, str]]:
    theirs, ours = new.root(new_file), old.root(old_file)
    for each in (ours, theirs):
        if each.get("$schema", DIALECT).rstrip("#") != DIALECT:
            yield old_file, "/$schema", ours.get("$schema", ABSENT), theirs.get("$schema", ABSENT), UNDECIDED
            return
    try:
        for node, keyword, was, now, why in Narrower(old, new).widened(theirs, ours):
            yield node.file, node.pointer + pointer((keyword,) if keyword else ()), was, now, why
    except Exhausted:
        yield old_file, "", ours.schema, theirs.schema, f"the schemas are too large for each other; {UNDECIDED}"


def _above(at: str) -> Iterator[str]:
    """The places around the one *at* which something stands."""
    while at:
        at = at.rpartition("/")[0]
        yield at


def _shown(value: Any) -> str:
    if value is ABSENT:
        return ""
    found = text({name: said for name, said in value.items() if name != "description"} if isinstance(value, dict) else value)
    return found if len(found) <= _SHOWN else found[: _SHOWN - 1] + "…"


def _sorted(found: Iterable[Difference]) -> list[Difference]:
    """*found*, each once: what several schemas share is announced only if all of them announce it."""
    once: dict[tuple[str, ...], Difference] = {}
    for each in found:
        key = (each.file, each.pointer, each.was, each.now)
        before = once.get(key)
        if before is None or (each.impact, each.announced) < (before.impact, before.announced):
            once[key] = each
    return sorted(once.values(), key=lambda each: (each.file, each.pointer, each.impact, each.was, each.now))
