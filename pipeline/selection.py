"""Floor 2: the feeds that site.toml asks for, each with what it holds."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pipeline.conditions import Shown, of_entries
from pipeline.model import Entry, FeedSettings, Pair, Site
from pipeline.todo import to_translate


class Selection(NamedTuple):
    """A feed-to-be in one language."""

    settings: FeedSettings
    language: str
    name: str
    """That of the settings; for one value of an `each` feed, `NAME-ID`."""
    title: str
    description: str
    home_url: str
    """The page for people that it belongs to."""
    entries: list[Entry]
    """In the order in which they were given."""


def selections(
    site: Site, entries: Sequence[Entry], pairs: Sequence[Pair] = (), known: Collection[tuple[str, str]] = ()
) -> Iterator[Selection]:
    """Yield every feed in the order of site.toml, then of its languages, then of the values of an `each` feed; pure.

    *entries* are all that are published; *pairs* all translations, for the feeds that tell translators what to do. *known* are
    names and languages of feeds that were there before: those for values that no entry has any more come too, empty.
    """
    shown = of_entries(site, entries)
    for settings in site.feeds:
        for language in settings.languages:
            if settings.translations:
                tasks = to_translate(pairs, shown.selected(settings), site, language, settings.translations)
                parts = {"": list(tasks)}
            else:
                parts = shown.parts(settings, language)
            emptied: dict[str, list[Entry]] = {value: [] for value in _values(settings, language, known)}
            for value, found in sorted((emptied | parts).items()):
                yield _selection(site, settings, language, value, found, shown)


def _values(settings: FeedSettings, language: str, known: Collection[tuple[str, str]]) -> Iterator[str]:
    """The values that had a feed of their own in *language*."""
    beginning = settings.part("")
    for name, spoken in known if settings.each else ():
        if spoken == language and name.startswith(beginning):
            yield name.removeprefix(beginning)


def _selection(
    site: Site, settings: FeedSettings, language: str, value: str, entries: list[Entry], shown: Shown[Entry]
) -> Selection:
    title, description = settings.title[language], settings.description.get(language, "")
    home_url = f"{site.base_url}/{language}" if len(site.languages) > 1 else f"{site.base_url}/"
    if settings.each:
        label, page = _label(site, settings.each, value, language, shown)
        title = title if "{each}" in title else f"{title}: {{each}}"
        title, description = (text.replace("{each}", label) for text in (title, description))
        home_url = page or home_url
    return Selection(settings, language, settings.part(value), title, description, home_url, entries)


def _label(site: Site, field: str, value: str, language: str, shown: Shown[Entry]) -> tuple[str, str]:
    """What the entry or the term *value* of *field* is called, and the page of the entry."""
    types = site.types.values()
    if any(field in type.references for type in types) and (entry := shown.find(value, language)):
        return entry.title, entry.url
    for type in types:
        vocabulary = site.vocabularies.get(type.vocabularies.get(field, ""))
        if vocabulary and value in vocabulary.terms:
            return vocabulary.terms[value].label[language], ""
    return value, ""
