"""An entry in JSON: the one vocabulary of entry files, collections and JSON Feed, whose item names it takes."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.dates import rfc3339
from pipeline.emit import _json
from pipeline.emit._text import ascii_url
from pipeline.model import Edition, Entry


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
    attachments: tuple[AttachmentRecord, ...]
    translations: tuple[TranslationRecord, ...]
    aliases: tuple[str, ...]
    weight: int
    fields: dict[str, Any]
    sections: tuple[SectionRecord, ...]
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
        digest=entry.digest,
    )


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
