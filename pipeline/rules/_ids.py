"""Ids for files that have none."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count

from msgspec.structs import replace

from pipeline.model import Corpus, Diagnostic, Edit
from pipeline.words import slugify


def mint(path: str, languages: Collection[str], folders: int = 0) -> str:
    """Return an id for the file at *path*: its name without its language, or its folder's for an index; "" if there is none.

    The innermost so many *folders* of those that it lies in come before it.
    """
    *above, name = _place(path, languages).split("/")
    if name in ("index", "_index") and above:
        name = above.pop()
    return slugify("-".join([*above[max(len(above) - folders, 0) :], name]))


def with_distinct_ids(found: Iterable[Diagnostic], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield *found*, with each id that it offers to a file made one that no other file has or is offered.

    Translations of each other, which lie side by side, are offered the same one.
    """
    found = list(found)
    languages = corpus.site.languages
    offered = {each.path: mint(each.path, languages) for each in found if each.code == "ID001" and each.fix}
    places = {path: _place(path, languages) for path in offered}
    ids = _distinct({place: path for path, place in places.items()}, corpus) if offered else {}
    for each in found:
        own = ids[places[each.path]] if each.code == "ID001" and each.fix else ""
        yield _with_id(each, offered[each.path], own) if own else each


def _with_id(found: Diagnostic, offered: str, own: str) -> Diagnostic:
    """*found*, which offers the id *offered*, with another."""
    if not isinstance(found.fix, Edit) or found.hint != f"add id: {offered}":
        return found  # there is an id already, under a wrong name
    before, _, after = found.fix.text.rpartition(offered)
    return replace(found, hint=f"add id: {own}", fix=replace(found.fix, text=f"{before}{own}{after}"))


def _distinct(paths: Mapping[str, str], corpus: Corpus) -> dict[str, str]:
    """An id for each place of *paths*: that of a translation, else its name, with folders before it where others have it."""
    languages = corpus.site.languages
    owners = {id: {_place(target.compiled.path, languages) for target in targets} for id, targets in corpus.by_id.items()}
    ids = {place: id for id, places in owners.items() for place in places if place in paths}
    waiting = sorted(paths.keys() - ids.keys())
    for folders in range(max((place.count("/") for place in waiting), default=0) + 1):
        wanted = {place: mint(paths[place], languages, folders) for place in waiting}
        rivals = Counter(wanted.values())
        ids |= {place: id for place, id in wanted.items() if rivals[id] == 1 and owners.get(id, {place}) == {place}}
        owners |= {id: {place} for place, id in ids.items()}
        waiting = [place for place in waiting if place not in ids]
    for place in waiting:
        id = mint(paths[place], languages)
        ids[place] = next(own for number in count(2) if (own := f"{id[:50]}-{number}") not in owners)
        owners[ids[place]] = {place}
    return ids


def _place(path: str, languages: Collection[str]) -> str:
    """*path* without its extension and its language: what translations have in common."""
    stem = path.removesuffix(".md")
    first, _, rest = stem.partition("/")
    stem = rest if rest and first in languages else stem
    name, _, suffix = stem.rpartition(".")
    return name if name and not name.endswith("/") and suffix in languages else stem
