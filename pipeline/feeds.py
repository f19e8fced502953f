"""Floor 3: which entries each feed holds."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from pipeline.emit import feed_url
from pipeline.model import Entry, Feed, FeedSettings, Pair, Site
from pipeline.todo import to_translate

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a site without entries was last changed."""


def feeds(site: Site, entries: Sequence[Entry], pairs: Sequence[Pair] = ()) -> tuple[Feed, ...]:
    """Return every configured feed in each of its languages, in the order of site.toml; pure, and free of the clock.

    *pairs* are all translations, for the feeds that tell translators what to do.
    """
    latest = max((entry.modified for entry in entries), default=_NEVER)
    return tuple(
        _feed(site, settings, language, part, latest)
        for settings in site.feeds
        for language in settings.languages
        for part in _parts(site, settings, _selected(site, settings, entries, pairs, language), language)
    )


class _Part(NamedTuple):
    """A feed-to-be: the whole selection, or for an `each` feed the entries of one value."""

    name: str
    title: str
    home_url: str
    entries: list[Entry]


def _selected(
    site: Site, settings: FeedSettings, entries: Sequence[Entry], pairs: Sequence[Pair], language: str
) -> list[Entry]:
    found = [entry for entry in entries if settings.selects(entry.collection, entry.type, entry.tags, entry.holds)]
    if settings.translations:
        return list(to_translate(pairs, found, site, language, settings.translations))
    return [entry for entry in found if entry.language == language]


def _parts(site: Site, settings: FeedSettings, entries: list[Entry], language: str) -> Iterator[_Part]:
    title = settings.title[language]
    home = f"{site.base_url}/{language}" if len(site.languages) > 1 else f"{site.base_url}/"
    if not settings.each:
        yield _Part(settings.name, title, home, entries)
        return
    of_value: dict[str, list[Entry]] = {}
    for entry in entries:
        for value in dict.fromkeys(entry.refers.get(settings.each, ())):
            of_value.setdefault(value, []).append(entry)
    for value, found in sorted(of_value.items()):
        label, url = _label(found[0], settings.each, value)
        yield _Part(f"{settings.name}-{value}", f"{title}: {label}", url or home, found)


def _label(entry: Entry, field: str, value: str) -> tuple[str, str]:
    """What the reference or term *value* in *field* of *entry* is called, and its URL where it has one."""
    found = entry.fields[field]
    for item in found if isinstance(found, list) else [found]:
        if item["id"] == value:
            return item.get("title") or item.get("label") or value, item.get("url", "")
    return value, ""


def _feed(site: Site, settings: FeedSettings, language: str, part: _Part, latest: datetime) -> Feed:
    newest = sorted(part.entries, key=lambda entry: (-entry.published.timestamp(), entry.uid))[: settings.limit]
    return Feed(
        id=f"tag:{site.id_authority}:feed/{part.name}:{language}",
        name=part.name,
        language=language,
        title=f"{part.title} – {site.title[language]}",
        subtitle=settings.description.get(language, ""),
        home_url=part.home_url,
        urls={format: feed_url(site, part.name, language, format) for format in settings.formats},
        updated=max((entry.modified for entry in newest), default=latest),
        author=site.publisher.name,
        author_url=site.publisher.url,
        full_text=settings.full_text,
        hub=settings.hub,
        entries=tuple(newest),
    )
