"""Feeds: which entries, in which languages and formats."""

from collections.abc import Collection as Names
from collections.abc import Mapping
from typing import Any

from pipeline.model import ContentType, FeedSettings, Path
from pipeline.site._file import File, choose
from pipeline.site.condition import Known, conditions
from pipeline.words import quote


def feeds(file: File, said: Mapping[str, Any], known: Known) -> tuple[FeedSettings, ...]:
    """Return the feeds that *said* describes, in its order, as far as they are sound."""
    found = tuple(_feed(file, name, said[name], known) for name in file.names(("feeds",), said, "a feed"))
    by_beginning = {feed.part(""): feed.name for feed in found if feed.each}
    for name in (feed.name for feed in found):
        for at in (at for at, character in enumerate(name, 1) if character == "-" and name[:at] in by_beginning):
            message = f"one of the feeds that {quote(by_beginning[name[:at]])} stands for might be called {quote(name)} too"
            file.misnamed(("feeds", name), message, "give one of the two another name")
    return found


def _feed(file: File, name: str, said: dict[str, Any], known: Known) -> FeedSettings:
    path = ("feeds", name)

    def named(setting: str, all_names: Names[str], what: str) -> tuple[str, ...]:
        """The names in the list *setting* that exist."""
        names = said.get(setting, [])
        for index, wanted in enumerate(names):
            if wanted not in all_names:
                file.invalid((*path, setting, index), f"there is no {what} {quote(wanted)}", choose(wanted, all_names))
        return tuple(wanted for wanted in names if wanted in all_names)

    def labels(setting: str) -> dict[str, str]:
        found = file.labels((*path, setting), said.get(setting), f"the {setting} of {quote(name)}")
        for language, text in found.items() if "each" not in said else ():
            if "{each}" in text:
                hint = "name a field in each, or remove it"
                file.invalid((*path, setting, language), '"{each}" stands for nothing here', hint)
        return found

    collections = named("collections", [collection.name for collection in known.collections], "collection")
    types = named("types", known.types, "content type")
    having = _types(collections, types, known)
    _check_each(file, path, said, having)
    return FeedSettings(
        name,
        title=labels("title"),
        languages=(named("languages", file.languages, "language") if file.languages else ()) or tuple(file.languages),
        formats=named("formats", known.formats, "feed format") or tuple(sorted(known.formats)),
        collections=collections,
        types=types,
        tags=tuple(said.get("tags", ())),
        where=conditions(file, (*path, "where"), said.get("where", {}), having, known),
        description=labels("description"),
        full_text=said.get("content", "full") == "full",
        limit=said.get("limit", 50),
        window_days=said.get("window_days", 90),
        archive=said.get("archive", False),
        translations=tuple(said.get("translations", ())),
        each=said.get("each", ""),
        hub=file.url((*path, "hub"), said["hub"]) if "hub" in said else "",
        span=file.data.key(path),
    )


def _types(collections: Names[str], types: Names[str], known: Known) -> list[ContentType]:
    """The types that entries of a feed may have; none where one of their schemas cannot be used, which is found already."""
    of_collections = {collection.type for collection in known.collections if not collections or collection.name in collections}
    having = [known.types.get(name) for name in sorted(of_collections) if not types or name in types]
    return [] if None in having else [type for type in having if type]


def _check_each(file: File, path: Path, said: dict[str, Any], types: list[ContentType]) -> None:
    """Find an `each` that makes no feed."""
    each = said.get("each", "")
    relations = {field for type in types for field in (*type.vocabularies, *type.references)}
    if each and "translations" in said:
        file.misnamed((*path, "each"), f"each has no effect on the feed for translators {quote(path[1])}", "remove it")
    elif each and types and each not in relations:
        message = f"by {quote(each)} no entry of this feed refers to an entry or a term"
        file.invalid((*path, "each"), message, choose(each, relations) or "leave it out")
