"""`pipeline contract`."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pipeline.cli import _terminal
from pipeline.model import Trouble
from pipeline.words import count

if TYPE_CHECKING:
    from pipeline.contract import Difference

_ENDING = ".schema.json"
_LARGEST = 1_000_000
"""Bytes of a schema."""
_MOST = 1_000
"""Schemas in a folder."""


@click.group("contract")
def command() -> None:
    """Work with the published schemas.

    \b
    Example:
      pipeline contract diff contract outputs
    """


class _Read(NamedTuple):
    schemas: dict[str, Any]
    """By the names of their files."""
    file: str
    """The one that was asked for, or "" for all."""


@command.command("diff")
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Who reads it.")
def diff(old: Path, new: Path, format: str) -> int:
    """Show what a new version of the published schemas means for those who read by the old one.

    OLD and NEW are schemas, folders of schemas (NAME.vMAJOR.schema.json), or whole folders of outputs.

    A difference is breaking if a document may come that the old schema did not allow, or if that cannot be ruled out;
    compatible; or documentation only. Ends with 1 if one is breaking and no new major version announces it.

    \b
    Example:
      pipeline contract diff contract outputs
      pipeline contract diff old/entry.v1.schema.json new/entry.v1.schema.json
    """
    from pipeline import contract

    before, after = _read(old), _read(new)
    if bool(before.file) != bool(after.file):
        raise click.UsageError("a file cannot be compared with a folder; name two files or two folders")
    if before.file:
        found = contract.diff_files(before.schemas, before.file, after.schemas, after.file)
    else:
        found = contract.diff(before.schemas, after.schemas)
    breaking = contract.unannounced(found)
    if format == "json":
        _terminal.say(json.dumps(_as_json(found, len(breaking)), indent=2) + "\n")
    else:
        _show(found)
    if breaking and format == "text":
        said = f"{count(len(breaking), 'difference')} would break readers without a warning"
        _terminal.say(f"{said}; keep what they rely on, or publish a new major version (docs/contract.md)\n", err=True)
    return int(bool(breaking))


def _read(path: Path) -> _Read:
    """The schemas at *path*, those beside it included if it is one. Raises Trouble."""
    from pipeline.store import files

    folder = path.parent if path.is_file() else path
    with files.in_trouble(f"read {folder}"):
        found = sorted(each for each in folder.iterdir() if each.name.endswith(_ENDING))
        if not found and path.is_dir() and (folder / "schemas").is_dir():
            found = sorted(each for each in (folder / "schemas").iterdir() if each.name.endswith(_ENDING))
    if path.is_dir() and not found:
        raise Trouble(f"there are no schemas in {path}; name a folder of files NAME.v1.schema.json, or of outputs")
    if len(found) > _MOST:
        raise Trouble(f"there are more than {count(_MOST, 'schema')} in {folder}")
    if path.is_dir():
        return _Read({each.name: _schema(each) for each in found}, "")
    return _Read({each.name: _schema(each) for each in {*found, path}}, path.name)


def _schema(path: Path) -> Any:
    from pipeline import contract, parse
    from pipeline.store import files

    with files.in_trouble(f"read {path}"):
        data = files.read(path.resolve(), _LARGEST)
    try:
        read, faults = parse.parse_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Trouble(f"{path} is not text in UTF-8") from None
    if faults:
        start = faults[0].span.start
        raise Trouble(f"{path}:{start.line}:{start.column}: {faults[0].message}")
    if fault := contract.fault(read.value):
        raise Trouble(f"{path} is no schema: {fault}")
    return read.value


def _show(found: "list[Difference]") -> None:
    from pipeline.report import visible

    for each in found:
        was, now = (text or "absent" for text in (each.was, each.now))
        impact = f"{each.impact}, announced" if each.announced and each.why else each.impact
        why = f"; {each.why}" if each.why else ""
        _terminal.say(visible(f"{each.file}#{each.pointer}: {impact}: was {was}, is {now}{why}") + "\n")
    numbers = Counter(each.impact for each in found)
    summary = ", ".join(f"{number:,} {impact}" for impact, number in sorted(numbers.items()))
    _terminal.say(f"{summary or 'the same'}\n")


def _as_json(found: "list[Difference]", unannounced: int) -> dict[str, Any]:
    from pipeline.contract import Impact

    numbers = Counter(each.impact for each in found)
    names = ("file", "pointer", "impact", "was", "now", "why", "announced")
    return {
        "differences": [{name: getattr(each, name) for name in names} for each in found],
        "summary": {impact.value: numbers[impact] for impact in Impact} | {"unannounced": unannounced},
    }
