"""What can be written at a place in the Markdown."""

import re
from collections.abc import Callable, Iterator

from pipeline.server import fields, offers
from pipeline.server.offers import Kind, Offer
from pipeline.server.workspace import Workspace

Match = re.Match[str]

BLOCKS = {
    "note": "What is worth knowing besides.",
    "tip": "What makes it easier.",
    "important": "What nobody should overlook.",
    "warning": "What may go wrong.",
    "listing": "A list of entries, which keeps itself up to date.",
}
OPTIONS = {
    "type": "Entries of this type.",
    "collection": "Entries of this collection.",
    "tag": "Entries with this tag.",
    "sort": "In which order.",
    "limit": "At most so many.",
}
SORTS = {"title": "A to Z", "date": "oldest first", "-date": "newest first", "weight": "smallest first"}


def offered(workspace: Workspace, path: str, before: str) -> tuple[str, Iterator[Offer]]:
    """Return what is typed so far of what can be written behind *before*, the beginning of a line, and all that can be."""
    for pattern, offer in _PLACES:
        if match := pattern.search(before):
            return match["typed"], offer(workspace, path, match)
    return "", iter(())


def _part_of_entry(workspace: Workspace, path: str, match: Match) -> Iterator[Offer]:
    return offers.parts_of_entry(workspace, path, match["id"])


def _entry(workspace: Workspace, path: str, _: Match) -> Iterator[Offer]:
    return offers.entries(workspace, path)


def _feed(workspace: Workspace, path: str, _: Match) -> Iterator[Offer]:
    return offers.feeds(workspace, path)


def _part_of_file(workspace: Workspace, path: str, match: Match) -> Iterator[Offer]:
    return offers.parts_of_file(workspace, path, match["file"])


def _file(workspace: Workspace, path: str, match: Match) -> Iterator[Offer]:
    if not match["folder"] and not match["image"]:
        yield Offer("entry:", Kind.ENTRY, "an entry, by its id")
        yield Offer("feed:", Kind.ENTRY, "a feed, by its name")
    yield from offers.files(workspace, path, match["folder"], images=bool(match["image"]))


def _code(_workspace: Workspace, _path: str, _match: Match) -> Iterator[Offer]:
    return offers.codes()


def _block(_workspace: Workspace, _path: str, _match: Match) -> Iterator[Offer]:
    return (Offer(name, Kind.BLOCK, about) for name, about in BLOCKS.items())


def _option(workspace: Workspace, _: str, match: Match) -> Iterator[Offer]:
    for name, about in OPTIONS.items():
        yield Offer(f"{name}=", Kind.FIELD, about)
    type = workspace.site.types.get(_asked(match).get("type", "")) if workspace.site else None
    for field in type.properties if type else ():
        yield Offer(f"{field}=", Kind.FIELD, f"Entries with this in {field}.")


def _option_value(workspace: Workspace, path: str, match: Match) -> Iterator[Offer]:
    site, corpus, name = workspace.site, workspace.corpus, match["name"]
    if not site:
        return iter(())
    match name:
        case "type":
            known = {each: str(type.schema.get("title", "")) for each, type in site.types.items()}
        case "collection":
            known = {each.name: "" for each in site.collections}
        case "sort":
            known = SORTS
        case "tag":
            tags = {tag for target in corpus.targets() for tag in target.localised.tags} if corpus else set()
            known = dict.fromkeys(sorted(tags), "")
        case _:
            type = site.types.get(_asked(match).get("type", ""))
            known = fields.values(workspace, type, name, workspace.language(path)) if type else {}
    return offers.values(known.items())


def _asked(match: Match) -> dict[str, str]:
    """The options of a listing that are there already."""
    return dict(re.findall(r"([\w-]+)=\"?([^\s\"]*)", match["options"]))


_LISTING = r"^\s*:{3,}\s*listing\s(?P<options>(?:.*\s)?)"
_FILE = r"(?P<image>!\[[^\[\]]*)?\]\(<?"
_PLACES: tuple[tuple[re.Pattern[str], Callable[[Workspace, str, Match], Iterator[Offer]]], ...] = (
    (re.compile(r"\bentry:(?P<id>[^\s()<>#]+)#(?P<typed>[^\s()<>]*)$"), _part_of_entry),
    (re.compile(r"\bentry:(?P<typed>[^\s()<>#]*)$"), _entry),
    (re.compile(r"\bfeed:(?P<typed>[^\s()<>#]*)$"), _feed),
    (re.compile(r"<!--\s*allow\s(?:[^:>]*[\s,])?(?P<typed>[A-Z]{0,2}\d{0,3})$"), _code),
    (re.compile(_LISTING + r'(?P<name>[\w-]+)="?(?P<typed>[^\s"]*)$'), _option_value),
    (re.compile(_LISTING + r"(?P<typed>[\w-]*)$"), _option),
    (re.compile(r"^\s*:{3,}\s*(?P<typed>[\w-]*)$"), _block),
    (re.compile(_FILE + r"(?P<file>[^\s()<>#]*)#(?P<typed>[^\s()<>]*)$"), _part_of_file),
    (re.compile(_FILE + r"(?P<folder>(?:[^\s()<>#/]*/)*)(?P<typed>[^\s()<>#/]*)$"), _file),
)
"""Places by what stands before them; the first that fits counts. `typed` is what is being written."""
