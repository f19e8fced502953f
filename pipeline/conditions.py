"""Floor 1: which entries a feed asks for, be they linked already or not."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pipeline import dates
from pipeline.model import Condition, Corpus, Entry, FeedSettings, Site, State, Target

COMMON = ("id", "title", "summary", "date", "publishDate", "lastmod", "expiryDate", "lang", "slug", "tags", "authors", "weight")
"""The fields of every type that a condition may name."""
DATES = ("date", "publishDate", "lastmod", "expiryDate")
"""Those of them that hold an instant."""
ALWAYS = ("id", "title", "date", "publishDate", "lastmod", "lang", "slug", "weight")
"""Those of them that no entry is without."""

Origin = TypeVar("Origin")


class Subject(NamedTuple, Generic[Origin]):
    """An entry as conditions see it."""

    origin: Origin
    id: str
    language: str
    type: str
    collection: str
    fields: Mapping[str, Any]
    """Those of COMMON, and the type's own; a reference or a term is an id, or a mapping with `id`."""

    def said(self, field: str) -> list[Any]:
        """What stands in *field*, alone or in a list; true and false as texts, references and terms as ids."""
        found = self.fields.get(field)
        members = found if isinstance(found, list | tuple) else [found]
        return [_plain(member) for member in members if member not in (None, "")]

    def ids(self, field: str) -> list[str]:
        """The entries or terms that *field* names, each once; what else an author may have written there is left out."""
        return list(dict.fromkeys(value for value in self.said(field) if isinstance(value, str)))


class Shown(Generic[Origin]):
    """All entries that are published, for whoever chooses among them."""

    def __init__(self, site: Site, subjects: Iterable[Subject[Origin]]) -> None:
        self._site = site
        self._zone = ZoneInfo(site.timezone)
        self._by_language: dict[str, dict[str, Subject[Origin]]] = {}
        for subject in subjects:
            self._by_language.setdefault(subject.language, {})[subject.id] = subject

    def find(self, id: str, language: str) -> Origin | None:
        """Return the entry *id*: in *language*, else in the site's default language, else in any."""
        found = self._find(id, language)
        return found.origin if found else None

    def selected(self, settings: FeedSettings) -> list[Origin]:
        """Return what the feed asks for, whatever the language."""
        return [
            subject.origin
            for subjects in self._by_language.values()
            for subject in subjects.values()
            if self._selects(settings, subject)
        ]

    def parts(self, settings: FeedSettings, language: str) -> dict[str, list[Origin]]:
        """Return what the feed holds in *language*, by "", or for an `each` feed by each value that there is, sorted."""
        found = [subject for subject in self._by_language.get(language, {}).values() if self._selects(settings, subject)]
        if not settings.each:
            return {"": [subject.origin for subject in found]}
        parts: dict[str, list[Origin]] = {}
        for subject in found:
            for value in subject.ids(settings.each):
                parts.setdefault(value, []).append(subject.origin)
        return dict(sorted(parts.items()))

    def feeds(self) -> dict[str, dict[str, FeedSettings]]:
        """Return every feed that there is, by its name and then by its languages."""
        found: dict[str, dict[str, FeedSettings]] = {}
        for settings in self._site.feeds:
            for language in settings.languages:
                for value in self.parts(settings, language):
                    found.setdefault(settings.part(value), {})[language] = settings
        return found

    def _find(self, id: str, language: str) -> Subject[Origin] | None:
        found = (self._by_language.get(wanted, {}).get(id) for wanted in self._site.preferring(language))
        return next(filter(None, found), None)

    def _selects(self, settings: FeedSettings, subject: Subject[Origin]) -> bool:
        """Whether *subject* belongs to the feed: what the settings do not name, they do not ask for."""
        return (
            (not settings.collections or subject.collection in settings.collections)
            and (not settings.types or subject.type in settings.types)
            and (not settings.tags or not set(settings.tags).isdisjoint(subject.fields["tags"]))
            and all(self._meets(subject, asked) for asked in settings.where)
        )

    def _meets(self, subject: Subject[Origin], asked: Condition) -> bool:
        said = self._said(subject, asked)
        return (
            (asked.exists is None or asked.exists is bool(said))
            and (not asked.any_of or any(value in asked.any_of for value in said))
            and not any(value in asked.none_of for value in said)
            and ((asked.since is None and asked.before is None) or any(self._lies_within(value, asked) for value in said))
        )

    def _said(self, subject: Subject[Origin], asked: Condition) -> list[Any]:
        if not asked.via:
            return subject.said(asked.field)
        referred = (self._find(id, subject.language) for id in subject.ids(asked.via))
        return [value for found in referred if found for value in found.said(asked.field)]

    def _lies_within(self, value: Any, asked: Condition) -> bool:
        since: Any = asked.since
        before: Any = asked.before
        if isinstance(since or before, datetime) and isinstance(value, str):
            try:
                value = dates.parse(value, self._zone)
            except dates.DateProblem:  # DT001 reports it
                return False
        try:
            return (since is None or since <= value) and (before is None or value < before)
        except TypeError:  # FM005 reports it
            return False


def of_entries(site: Site, entries: Iterable[Entry]) -> Shown[Entry]:
    """Return *entries*, all that are published."""
    return Shown(site, (_of_entry(entry) for entry in entries))


def of_corpus(corpus: Corpus) -> Shown[Target]:
    """Return what of *corpus* is published at its time."""
    published = (target for target in corpus.targets() if target.localised.state(corpus.now) is State.PUBLISHED)
    return Shown(corpus.site, (_of_target(target, corpus) for target in published))


def _of_entry(entry: Entry) -> Subject[Entry]:
    common = {
        "id": entry.id,
        "title": entry.title,
        "summary": entry.summary,
        "date": entry.published,
        "publishDate": entry.published,
        "lastmod": entry.modified,
        "expiryDate": entry.expires,
        "lang": entry.language,
        "slug": entry.slug,
        "tags": entry.tags,
        "authors": entry.authors,
        "weight": entry.weight,
    }
    return Subject(entry, entry.id, entry.language, entry.type, entry.collection, entry.fields | common)


def _of_target(target: Target, corpus: Corpus) -> Subject[Target]:
    compiled, localised = target.compiled, target.localised
    common = {
        "id": compiled.id,
        "title": localised.title,
        "summary": localised.summary,
        "date": corpus.published(target),
        "publishDate": corpus.published(target),
        "lastmod": corpus.modified(target),
        "expiryDate": localised.expiry_date,
        "lang": localised.language,
        "slug": localised.slug,
        "tags": localised.tags,
        "authors": localised.authors,
        "weight": localised.weight,
    }
    return Subject(target, *target.key, compiled.type, compiled.collection, localised.fields | common)


def _plain(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case {"id": str(id)}:
            return id
        case _:
            return value
