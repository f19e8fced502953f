"""What an editor may offer to write."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from urllib.parse import quote, unquote

import msgspec

from pipeline.conditions import of_corpus
from pipeline.media_types import IMAGES
from pipeline.report import markdown
from pipeline.rules import catalogue, documentation
from pipeline.server import fields
from pipeline.server.workspace import Workspace


class Kind(StrEnum):
    ENTRY = "entry"
    FIELD = "field"
    VALUE = "value"
    FILE = "file"
    FOLDER = "folder"
    PART = "part"
    BLOCK = "block"
    RULE = "rule"


class Offer(msgspec.Struct, frozen=True):
    """Something that can be written."""

    text: str
    kind: Kind
    detail: str = ""
    """In a few words, what it is."""
    about: str = ""
    """All about it, in Markdown."""
    shown: str = ""
    """What stands for it in the list, if not its text."""

    @property
    def label(self) -> str:
        return self.shown or self.text


def entries(workspace: Workspace, path: str) -> Iterator[Offer]:
    """Yield the id of every entry with its title, in the language of the source at *path*."""
    found = fields.entries(workspace.corpus, workspace.language(path))
    return (Offer(id, Kind.ENTRY, title) for id, title in found.items())


def feeds(workspace: Workspace, path: str) -> Iterator[Offer]:
    """Yield the name of every feed with its title, in the language of the source at *path* if there is one."""
    language = workspace.language(path)
    found = of_corpus(workspace.corpus).feeds() if workspace.corpus else {}
    for name, spoken in sorted(found.items()):
        settings = spoken.get(language) or next(iter(spoken.values()))
        yield Offer(name, Kind.ENTRY, settings.title.get(language, "").replace("{each}", "…"))


def values(known: Iterable[tuple[str, str]]) -> Iterator[Offer]:
    """Yield each of *known*, which have a label or ""."""
    return (Offer(value, Kind.VALUE, label) for value, label in known)


def codes() -> Iterator[Offer]:
    """Yield the code of every rule that a comment can silence."""
    for code, rule in catalogue().items():
        if not rule.always:
            yield Offer(code, Kind.RULE, rule.name, markdown(documentation(code)))


def parts_of_entry(workspace: Workspace, path: str, id: str) -> Iterator[Offer]:
    """Yield the parts of the entry *id* that a link in the source at *path* can lead to."""
    target = workspace.corpus.target(id, workspace.language(path)) if workspace.corpus else None
    return parts_of_file(workspace, target.compiled.path, "") if target else iter(())


def parts_of_file(workspace: Workspace, path: str, file: str) -> Iterator[Offer]:
    """Yield the parts of *file*, a link's target as the source at *path* writes it; "" is that source itself."""
    there = _below(path, unquote(file)) if file else path
    document = workspace.document(there)
    titles = {heading.id: heading.text for heading in document.headings}
    return (Offer(anchor, Kind.PART, titles.get(anchor, "")) for anchor in document.anchors)


def files(workspace: Workspace, path: str, folder: str, *, images: bool = False) -> Iterator[Offer]:
    """Yield what lies in *folder*, which the source at *path* writes so, "" or with a slash at its end: folders, then files.

    Where *images* are asked for, there are no other files.
    """
    corpus = workspace.corpus
    here = _below(path, unquote(folder))
    if not corpus or here.startswith(".."):
        return
    start = "" if here == "." else f"{here}/"
    inside = [each[len(start) :] for each in (*corpus.files, *corpus.by_path) if each.startswith(start) and each != path]
    for name in sorted({each.partition("/")[0] + "/" for each in inside if "/" in each}):
        yield Offer(_written(name), Kind.FOLDER, shown=name)
    for name in sorted(each for each in inside if "/" not in each):
        if not images or name.lower().endswith(IMAGES):
            compiled = corpus.by_path.get(start + name)
            title = compiled.localised[0].title if compiled and compiled.localised else ""
            yield Offer(_written(name), Kind.FILE, title, shown=name)


def _below(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _written(name: str) -> str:
    """*name* as a link's target."""
    return re.sub(r"[\s()<>%#?\\]", lambda found: quote(found[0]), name)
