"""What can be written at a place in the front matter."""

import re
from collections.abc import Iterator, Sequence

from pipeline.model import ContentType
from pipeline.server import fields, offers
from pipeline.server.offers import Kind, Offer
from pipeline.server.workspace import Workspace

_FIELD = re.compile(r"([A-Za-z][\w-]*)\s*[:=]")
_CODE = re.compile(r"^\s*#\s*allow\s(?:[^:]*[\s,])?(?P<typed>[A-Z]{0,2}\d{0,3})$")
_NAME = re.compile(r"^(?P<typed>(?:[A-Za-z][\w-]*)?)$")
_VALUE = re.compile(
    r"^(?P<indent>\s*)(?:(?P<name>[A-Za-z][\w-]*)\s*[:=]|-(?=\s))(?P<gap>\s*)"  # `field:`, `  member:` or `- `
    r"(?:\[(?:[^\[\]]*,)?\s*)?(?P<quote>[\"']?)(?P<typed>[^\"'\[\],]*)$"
)


def offered(
    workspace: Workspace, path: str, lines: Sequence[str], number: int, before: str, *, toml: bool
) -> tuple[str, Iterator[Offer]]:
    """Return what is typed so far of what can be written behind *before*, and all that can be.

    *lines* are those of the front matter, and *before* is how the one at index *number* begins.
    """
    type = workspace.type(path)
    if match := _CODE.search(before):
        return match["typed"], offers.codes()
    if type and (match := _NAME.search(before)):
        return match["typed"], _names(workspace, type, path, lines, number, " = " if toml else ": ")
    if type and (match := _VALUE.search(before)):
        inside = bool(match["indent"]) or not match["name"]
        field = _around(lines, number) if inside else match["name"]
        if field == "image" and match["name"] in ("image", "src"):
            folder, _, typed = match["typed"].rpartition("/")
            return typed, offers.files(workspace, path, f"{folder}/" if folder else "", images=True)
        if not inside or not match["name"] or (workspace.site and match["name"] in workspace.site.languages):
            return match["typed"], _values(workspace, type, path, field, match, toml=toml)
    return "", iter(())


def _names(workspace: Workspace, type: ContentType, path: str, lines: Sequence[str], number: int, sign: str) -> Iterator[Offer]:
    """Fields that are not there yet."""
    there = {found[1] for at, line in enumerate(lines) if at != number and (found := _FIELD.match(line))}
    end = "" if _FIELD.match(lines[number]) else sign
    for name in fields.names(type):
        if name not in there:
            about = fields.described(workspace, type, name, workspace.language(path))
            detail = "required" if name in type.required else ""
            yield Offer(name + end, Kind.FIELD, detail, about, shown=name)


def _values(
    workspace: Workspace, type: ContentType, path: str, field: str, match: re.Match[str], *, toml: bool
) -> Iterator[Offer]:
    space = " " * (not match["gap"])
    for value, label in fields.values(workspace, type, field, workspace.language(path)).items():
        quoted = toml and not match["quote"] and value not in ("true", "false")
        yield Offer(f'{space}"{value}"' if quoted else space + value, Kind.VALUE, label, shown=value)


def _around(lines: Sequence[str], number: int) -> str:
    """The field in whose value the line at index *number* stands."""
    above = (_FIELD.match(lines[at]) for at in range(number - 1, -1, -1))
    return next((found[1] for found in above if found), "")
