"""An entry in JSON: the one vocabulary of entry files, collections and JSON Feed, whose item names it takes."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.dates import rfc3339
from pipeline.emit import _json
from pipeline.model import Edition, Entry, EntryImage
from pipeline.urls import ascii_url


class Author(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    url: str = ""


class AttachmentRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    url: str
    mime_type: str
    size_in_bytes: int
    title: str = ""
    path: str = ""
    """Below outputs/; JSON Feed has no such member, nor the next."""
    sha256: str = ""


class RenditionRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    url: str
    mime_type: str = ""
    size_in_bytes: int = 0
    path: str = ""
    sha256: str = ""
    width: int = 0
    height: int = 0


class ImageRecord(RenditionRecord, frozen=True, kw_only=True, omit_defaults=True):
    alt: str = ""
    credit: str = ""
    licence: str = ""
    source: str = ""
    renditions: tuple[RenditionRecord, ...]


class TranslationRecord(msgspec.Struct, frozen=True):
    language: str
    uid: str
    url: str
    title: str
    state: str
    """"current", or "stale" where the source of the translation has changed since."""


class SectionRecord(msgspec.Struct, frozen=True):
    id: str
    level: int
    title: str


class EntryRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that is published of an entry. A text that is empty is left out; a list is always there, so that rows look alike."""

    id: str
    uid: str
    language: str
    type: str
    collection: str
    url: str
    title: str
    summary: str = ""
    content_html: str
    date_published: str
    date_modified: str
    date_expires: str = ""
    authors: tuple[Author, ...]
    tags: tuple[str, ...]
    image: str = ""
    image_alt: str = ""
    images: tuple[ImageRecord, ...]
    attachments: tuple[AttachmentRecord, ...]
    translations: tuple[TranslationRecord, ...]
    aliases: tuple[str, ...]
    weight: int
    fields: dict[str, Any]
    sections: tuple[SectionRecord, ...]
    json_ld: dict[str, Any] = {}
    digest: str = ""


def record(entry: Entry) -> EntryRecord:
    """Return *entry* as it is published."""
    return EntryRecord(
        id=entry.id,
        uid=entry.uid,
        language=entry.language,
        type=entry.type,
        collection=entry.collection,
        url=ascii_url(entry.url),
        title=entry.title,
        summary=entry.summary,
        content_html=entry.html,
        date_published=rfc3339(entry.published),
        date_modified=rfc3339(entry.modified),
        date_expires=rfc3339(entry.expires) if entry.expires else "",
        authors=tuple(map(Author, entry.authors)),
        tags=entry.tags,
        image=ascii_url(entry.image.url) if entry.image else "",
        image_alt=entry.image.alt if entry.image else "",
        images=tuple(map(_image, entry.images)),
        attachments=tuple(
            AttachmentRecord(ascii_url(file.url), file.media_type, file.size, file.title, file.path, file.sha256)
            for file in entry.attachments
        ),
        translations=tuple(
            TranslationRecord(
                other.language, other.uid, ascii_url(other.url), other.title, "stale" if other.stale else "current"
            )
            for other in entry.translations
        ),
        aliases=tuple(map(ascii_url, entry.aliases)),
        weight=entry.weight,
        fields=entry.fields,
        sections=tuple(SectionRecord(section.id, section.level, section.title) for section in entry.sections),
        json_ld=entry.json_ld,
        digest=entry.digest,
    )


def _image(image: EntryImage) -> ImageRecord:
    return ImageRecord(
        *_file(image),
        alt=image.alt,
        credit=image.credit,
        licence=image.licence,
        source=ascii_url(image.source),
        renditions=tuple(RenditionRecord(*_file(rendition)) for rendition in image.renditions),
    )


def _file(image: EntryImage) -> tuple[Any, ...]:
    """What is said of *image* in one size."""
    file, url = image.file, ascii_url(image.url)
    return (url, file.media_type, file.size, file.name, file.sha256, file.width, file.height) if file else (url,)


def content_digest(entry: Entry) -> str:
    """Return the `digest` of *entry*: SHA-256 of all else that is published of it, in canonical JSON."""
    return _json.digest(record(msgspec.structs.replace(entry, digest="")))


def by_collection(edition: Edition) -> Iterator[tuple[str, str, list[Entry]]]:
    """Yield each language and collection with its entries, in the order of the site; also those without any."""
    entries: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in edition.entries:
        entries[entry.language, entry.collection].append(entry)
    for language in edition.site.languages:
        for collection in edition.site.collections:
            yield language, collection.name, entries[language, collection.name]
