"""Floor 2: the findings that are known, and kept out of the way until the file that holds them changes.

A baseline is a JSON file that people keep beside their content: sorted, one finding a line, the same for the same findings, so
that its history reads well. Read back, it is data from outside and is believed only where it has this form.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Annotated

import msgspec
from msgspec import Meta

from pipeline.model import Diagnostic, Trouble
from pipeline.words import quote

_VERSION = 1


class Known(msgspec.Struct, frozen=True, order=True):
    """A finding, as far as it tells it from others in its file."""

    line: int
    column: int
    code: str
    message: str


class Recorded(msgspec.Struct, frozen=True):
    """A file with the findings that it had."""

    sha256: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    """Of its bytes: of any others nothing is known."""
    findings: frozenset[Known]


class Baseline(msgspec.Struct, frozen=True):
    files: dict[str, Recorded]
    """By path below the content folder."""

    @property
    def count(self) -> int:
        """How many findings are known."""
        return sum(len(recorded.findings) for recorded in self.files.values())

    def knows(self, found: Diagnostic, sha256: str) -> bool:
        """Whether *found* is known of its file, which has this SHA-256 now."""
        recorded = self.files.get(found.path)
        return bool(recorded and recorded.sha256 == sha256 and _known(found) in recorded.findings)


class _Version(msgspec.Struct):
    baseline_version: int


def baseline(diagnostics: Iterable[Diagnostic], digests: Mapping[str, str]) -> Baseline:
    """Return the baseline of *diagnostics*, which are in report order; *digests* is the SHA-256 of each of their files."""
    by_path = groupby(diagnostics, key=lambda found: found.path)
    return Baseline({path: Recorded(digests[path], frozenset(map(_known, found))) for path, found in by_path})


def read(data: bytes, name: str) -> Baseline:
    """Return what *data*, the bytes of the file *name*, says. Raises Trouble where it is no baseline, or a newer version's."""
    try:
        version = msgspec.json.decode(data, type=_Version).baseline_version
        if version > _VERSION:
            raise Trouble(f"{name} was written by a newer version of this program; update it, or make the baseline anew")
        return msgspec.json.decode(data, type=Baseline)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Trouble(
            f"{name} is not a baseline, or is damaged ({quote(str(error))}); "
            "restore it, or remove it and make it anew with --update-baseline"
        ) from error


def written(baseline: Baseline) -> bytes:
    """Return *baseline* as `read` reads it: JSON with a line for each file and for each finding, sorted."""
    return "\n".join(_lines(baseline)).encode()


def _lines(baseline: Baseline) -> Iterator[str]:
    yield f'{{\n  "baseline_version": {_VERSION},\n  "files": {{'
    files = sorted(baseline.files.items())
    for at, (path, recorded) in enumerate(files, start=1):
        yield f'    {_json(path)}: {{\n      "sha256": "{recorded.sha256}",\n      "findings": ['
        findings = [f"        {_json(msgspec.to_builtins(known))}" for known in sorted(recorded.findings)]
        yield ",\n".join(findings)
        yield "      ]\n    }" + "," * (at < len(files))
    yield "  }\n}\n"


def _known(found: Diagnostic) -> Known:
    start = found.span.start
    message = found.message.encode(errors="replace").decode()  # half a surrogate pair cannot stand in JSON
    return Known(start.line, start.column, found.code, message)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
