"""Feeds: which entries, in which languages and formats."""

from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.model import Collection, ContentType, FeedSettings, Path, Vocabulary
from pipeline.site._file import File, choose
from pipeline.words import quote


class Known(NamedTuple):
    """What a feed may name."""

    collections: Sequence[Collection]
    types: Mapping[str, ContentType | None]
    """None for a type whose schema cannot be used."""
    vocabularies: Mapping[str, Vocabulary]
    formats: Names[str]


def feeds(file: File, said: Mapping[str, Any], known: Known) -> tuple[FeedSettings, ...]:
    """Return the feeds that *said* describes, in its order, as far as they are sound."""
    return tuple(_feed(file, name, said[name], known) for name in file.names(("feeds",), said, "a feed"))


def _feed(file: File, name: str, said: dict[str, Any], known: Known) -> FeedSettings:
    path = ("feeds", name)

    def named(setting: str, all_names: Names[str], what: str) -> tuple[str, ...]:
        """The names in the list *setting* that exist."""
        names = said.get(setting, [])
        for index, wanted in enumerate(names):
            if wanted not in all_names:
                file.invalid((*path, setting, index), f"there is no {what} {quote(wanted)}", choose(wanted, all_names))
        return tuple(wanted for wanted in names if wanted in all_names)

    collections = named("collections", [collection.name for collection in known.collections], "collection")
    types = named("types", known.types, "content type")
    _check_fields(file, path, said, _types(collections, types, known), known.vocabularies)
    return FeedSettings(
        name,
        title=file.labels((*path, "title"), said.get("title"), f"the title of {quote(name)}"),
        languages=(named("languages", file.languages, "language") if file.languages else ()) or tuple(file.languages),
        formats=named("formats", known.formats, "feed format") or tuple(sorted(known.formats)),
        collections=collections,
        types=types,
        tags=tuple(said.get("tags", ())),
        where=said.get("where", {}),
        description=file.labels((*path, "description"), said.get("description"), f"the description of {quote(name)}"),
        full_text=said.get("content", "full") == "full",
        limit=said.get("limit", 50),
        window_days=said.get("window_days", 90),
        archive=said.get("archive", False),
        translations=tuple(said.get("translations", ())),
        each=said.get("each", ""),
        hub=file.url((*path, "hub"), said["hub"]) if "hub" in said else "",
        span=file.data.key(path),
    )


def _types(collections: Names[str], types: Names[str], known: Known) -> list[ContentType | None]:
    """The types that entries of a feed may have."""
    of_collections = {collection.type for collection in known.collections if not collections or collection.name in collections}
    return [known.types.get(name) for name in sorted(of_collections) if not types or name in types]


def _check_fields(
    file: File, path: Path, said: dict[str, Any], types: list[ContentType | None], vocabularies: Mapping[str, Vocabulary]
) -> None:
    """Find the fields that no entry of the feed can have, and the terms that no such field can."""
    if None in types:
        return  # its own mistake is found already
    fields = {field for type in types if type for field in type.properties}
    terms = {field: vocabulary for type in types if type for field, vocabulary in type.vocabularies.items()}
    relations = {*terms, *(field for type in types if type for field in type.references)}
    for field, value in said.get("where", {}).items():
        if field not in fields:
            message = f"no entry of this feed has a field {quote(field)}"
            file.misnamed((*path, "where", field), message, choose(field, fields))
        elif field in terms and value not in (found := vocabularies[terms[field]].terms):
            message = f"the vocabulary {quote(terms[field])} has no term {quote(value)}"
            file.invalid((*path, "where", field), message, choose(value, found))
    each = said.get("each", "")
    if each and "translations" in said:
        file.misnamed((*path, "each"), f"each has no effect on the feed for translators {quote(path[1])}", "remove it")
    elif each and each not in relations:
        message = f"by {quote(each)} no entry of this feed refers to an entry or a term"
        file.invalid((*path, "each"), message, choose(each, relations) or "leave it out")
