"""RF005: a listing asks for what there is.

Why: a listing of a type, a term or a field that does not exist is empty for ever, and looks as if nothing had been
entered yet. It knows the options `type`, `collection`, `tag`, `sort` (`title`, `date`, `-date` or `weight`), `limit`,
and every field of the type.

Bad:
    ::: listing type=partnership kind=reserch-focused
    No partnership is listed yet.
    :::
Good:
    ::: listing type=partnership kind=research-focused sort=-date limit=10
    No partnership is listed yet.
    :::
"""

from collections.abc import Collection, Iterator

from pipeline.model import ContentType, Corpus, Finding, Rule, Severity
from pipeline.rules._links import relocations
from pipeline.words import did_you_mean, one_of, quote

_SORTS = ("title", "date", "-date", "weight")
_OPTIONS = ("type", "collection", "tag", "sort", "limit")


def check(corpus: Corpus) -> Iterator[Finding]:
    for compiled in corpus.documents:
        for relocation, where in relocations(compiled, "listing"):
            for message, hint in _problems(relocation.target, corpus):
                yield Finding(where, message, hint, path=compiled.path)


def _problems(listing: str, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """What is wrong with the options in *listing*, one a line, and what to do about each."""
    site = corpus.site
    options = [line.partition("=") for line in listing.splitlines()]
    collections = {collection.name: collection for collection in site.collections}
    asked = {name: value for name, _, value in options}
    collection = collections.get(asked.get("collection", ""))
    type = site.types.get(asked.get("type") or (collection.type if collection else ""))
    types = [type] if type else list(site.types.values())
    for name, equals, value in options:
        if not equals or not value:
            yield f"the listing's option {quote(name)} has no value", "write it as name=value"
        elif name == "type":
            yield from _unknown("type", value, site.types)
        elif name == "collection":
            yield from _unknown("collection", value, collections)
        elif name == "sort":
            yield from _unknown("order", value, _SORTS)
        elif name == "limit":
            if not value.isdecimal() or not int(value[:9]):
                yield f"the listing's limit {quote(value)} is not a number", "write a whole number above 0"
        elif name != "tag":
            yield from _field(name, value, types, corpus)


def _unknown(what: str, name: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    if name not in known:
        yield f"there is no {what} {quote(name)} to list", did_you_mean(name, known, f"write {one_of(known)}")


def _field(name: str, value: str, types: list[ContentType], corpus: Corpus) -> Iterator[tuple[str, str]]:
    having = [type for type in types if name in type.properties]
    if not having:
        known = {*_OPTIONS, *(field for type in types for field in type.properties)}
        yield f"there is no field {quote(name)} to list by", did_you_mean(name, known, "known are " + ", ".join(sorted(known)))
        return
    vocabulary = corpus.site.vocabularies.get(having[0].vocabularies.get(name, ""))
    if vocabulary:
        yield from _unknown("term", value, vocabulary.terms)
    elif name in having[0].references and value not in corpus.by_id:
        yield f"there is no entry {quote(value)}", "write the id of an entry"


RULE = Rule("RF005", "listing-invalid", Severity.ERROR, corpus=check)
