"""What WordPress shall hold, from a copy of a publication alone: the same copy gives the same, whatever WordPress holds."""

import hashlib
import html
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from pipeline.consume._copy import Copy
from pipeline.consume._wire import Entry, File
from pipeline.consume.wordpress._fragment import media, published_path, simple
from pipeline.phrases import own_name

_VERSION = 1
"""Of what is sent. Another one sends everything again."""

Place = tuple[str, ...]
"""Where a page is: the slugs of the pages above it, and its own."""


class Mapped(msgspec.Struct, frozen=True):
    """Where entries go."""

    types: Mapping[str, str] = {}
    """The REST base of the post type of a collection's entries; "pages" unless it is named here."""
    below: Place = ()
    """The page below which all pages are."""
    home: Place = ()
    """The path of the site itself, which is no page."""


class Wanted(msgspec.Struct, frozen=True):
    """A page as it shall be."""

    uid: str
    type: str
    """The REST base of its post type."""
    place: Place
    title: str
    """Plain text, as is the summary."""
    summary: str = ""
    fragment: str = ""
    """Its files still where they are published."""
    date: str = ""
    """In UTC, as WordPress writes it."""
    language: str = ""
    translations: dict[str, str] = {}
    """URLs by language."""
    media: dict[str, str] = {}
    """The alternative text, or "", of each file that it shows or links to, by path."""
    image: str = ""
    """That of the picture which stands for it."""
    weight: int = 0
    section: bool = False
    """It is no entry, only there because others are below it: a draft, which then belongs to the editors of the site."""

    @property
    def digest(self) -> str:
        """SHA-256 of all that is sent."""
        return hashlib.sha256(msgspec.json.encode([_VERSION, msgspec.to_builtins(self)], order="sorted")).hexdigest()

    @property
    def path(self) -> str:
        """As messages show it."""
        return "/" + "/".join(self.place)


def pages(copy: Copy, mapped: Mapped) -> Iterator[Wanted]:
    """Yield a page for each entry of *copy*, in the order of import. Raises Trouble."""
    for entry in copy.entries():
        yield _page(copy, entry, mapped)


def alternatives(wanted: Iterable[Wanted], files: Mapping[str, File]) -> dict[str, str]:
    """Return the alternative text, or "", of each of *files* that *wanted* use, by uid: the first that a page gives it."""
    return _texts((file_uid(files[path]), alt) for page in wanted for path, alt in page.media.items())


def file_uid(file: File) -> str:
    """Return what *file* is remembered by in the media library."""
    return f"sha256:{file.sha256}"


def file_record(uid: str, alternative: str) -> dict[str, str]:
    """Return the record of the file *uid*."""
    return {"uid": uid, "digest": hashlib.sha256(alternative.encode()).hexdigest()}


def section(authority: str, place: Place, language: str) -> Wanted:
    """Return the page at *place* that other pages, in one *language* or "", need above them."""
    slug = place[-1]
    title = own_name(language) if slug.casefold() == language.casefold() else slug[:1].upper() + slug[1:].replace("-", " ")
    return Wanted(section_uid(authority, place), "pages", place, title, language=language, section=True)


def section_uid(authority: str, place: Place) -> str:
    """Return what a page made for others is remembered by."""
    return f"section:{authority}:{'/'.join(place)}"


def place(url: str, mapped: Mapped) -> Place:
    """Return where the page for *url* is."""
    parts = tuple(part for part in unquote(urlsplit(url).path).split("/") if part)
    home = mapped.home
    return mapped.below + (parts[len(home) :] if parts[: len(home)] == home else parts)


def fields(page: Wanted, content: str) -> dict[str, Any]:
    """Return what an entry is made of, in the terms of WordPress's REST API."""
    return {
        "title": html.escape(page.title, quote=False),
        "excerpt": html.escape(page.summary, quote=False),
        "content": content,
        "date_gmt": page.date,
        "menu_order": page.weight,
    }


def _page(copy: Copy, entry: Entry, mapped: Mapped) -> Wanted:
    fragment = simple(copy.fragment(entry))
    image = published_path(entry.image, copy.files)
    cover = [(image, entry.image_alt)] if image else []
    return Wanted(
        uid=entry.uid,
        type=mapped.types.get(entry.collection, "pages"),
        place=place(entry.url, mapped) or (entry.id,),
        title=entry.title,
        summary=entry.summary,
        fragment=fragment,
        date=entry.date_published.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
        language=entry.language,
        translations={each.language: each.url for each in entry.translations},
        media=_texts((*media(fragment, copy.files), *cover)),
        image=image,
        weight=entry.weight,
    )


def _texts(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first text that each name is given."""
    texts: dict[str, str] = {}
    for name, text in found:
        texts[name] = texts.get(name) or text
    return texts
