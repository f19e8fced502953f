"""Floor 3: compiled documents into entries. Here, and only here, a document learns of the others.

Invariants: pure; a relocation is resolved by splicing text at its offset, never by reading HTML again; nothing that depends on
another document is known before this stage, so an incremental build equals a clean one.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pipeline.emit import content_digest
from pipeline.listing import listed, listing_html
from pipeline.media_types import MEDIA_TYPES
from pipeline.model import (
    Attachment,
    Compiled,
    Corpus,
    Entry,
    EntryImage,
    Ledger,
    Localised,
    MediaFile,
    PairState,
    Relocation,
    Site,
    State,
    Target,
    Translation,
)
from pipeline.translations import pairs
from pipeline.words import slugify


def corpus(
    compiled: Iterable[Compiled], site: Site, now: datetime, files: Iterable[str], ledger: Ledger | None = None
) -> Corpus:
    """Return all documents together; *files* are the paths below the content folder that are no sources."""
    documents = tuple(sorted(compiled, key=lambda document: document.path))
    order = {language: at for at, language in enumerate(site.languages)}
    found: dict[str, list[Target]] = {}
    for document in documents:
        for localised in document.localised if document.id else ():
            found.setdefault(document.id, []).append(Target(document, localised))
    by_id = {id: tuple(sorted(targets, key=lambda t: order[t.localised.language])) for id, targets in found.items()}
    return Corpus(
        site=site,
        now=now,
        ledger=ledger,
        documents=documents,
        by_path={document.path: document for document in documents},
        by_id=by_id,
        pairs=tuple(pairs(by_id, site, now)),
        files=frozenset(files),
    )


def published(corpus: Corpus) -> list[Target]:
    """Return what is published at the corpus's time, in the order of `Edition.entries`."""
    languages = {language: at for at, language in enumerate(corpus.site.languages)}
    collections = {collection.name: at for at, collection in enumerate(corpus.site.collections)}
    shown = [target for target in corpus.targets() if target.localised.state(corpus.now) is State.PUBLISHED]

    def order(target: Target) -> tuple[Any, ...]:
        localised = target.localised
        newest_first = -_first_shown(target, corpus).timestamp()
        uid = corpus.site.uid(target.compiled.id, localised.language)
        return (languages[localised.language], collections[target.compiled.collection], newest_first, uid)

    return sorted(shown, key=order)


def media_used(targets: Iterable[Target]) -> frozenset[str]:
    """Return the files below the content folder that *targets* show or link to."""
    used: set[str] = set()
    for target in targets:
        used.update(hole.target for hole in target.compiled.relocations if hole.kind in ("media", "image"))
        if target.localised.image and "://" not in target.localised.image.src:
            used.add(target.localised.image.src)
    return frozenset(used)


def next_due(corpus: Corpus) -> datetime | None:
    """Return when the clock alone will next change what is published: the earliest publication or expiry still ahead."""
    ahead = (
        due
        for target in corpus.targets()
        if not target.localised.draft
        for due in (target.localised.publish_date, target.localised.expiry_date)
        if due and due > corpus.now
    )
    return min(ahead, default=None)


def link(corpus: Corpus, targets: Sequence[Target], media: Mapping[str, MediaFile]) -> tuple[Entry, ...]:
    """Return *targets* (what `published` gives) as entries; *media* holds every file that they use, by its path.

    The corpus must be free of errors: what a broken link would leave is not defined.
    """
    linker = _Linker(corpus, targets, media)
    return tuple(linker.entry(target) for target in targets)


def media_file(path: str, sha256: str, size: int) -> MediaFile:
    """Return how the file at *path* is published: under a content-addressed name, so that a URL never changes its bytes."""
    stem, extension = posixpath.splitext(posixpath.basename(path).lower())
    name = f"media/{slugify(stem) or 'file'}.{sha256[:12]}{extension if extension in MEDIA_TYPES else ''}"
    return MediaFile(name, sha256, size, MEDIA_TYPES.get(extension, "application/octet-stream"))


def _first_shown(target: Target, corpus: Corpus) -> datetime:
    """First availability: as the author says, else when the ledger first saw it, else now."""
    localised = target.localised
    if localised.publish_date:
        return localised.publish_date
    uid = corpus.site.uid(target.compiled.id, localised.language)
    before = corpus.ledger.entries.get(uid) if corpus.ledger else None
    return before.date_published if before else corpus.now


class _Resolved(NamedTuple):
    """What goes into a hole."""

    fragment: str
    absolute: str


class _Linker:
    """What every entry is linked against."""

    def __init__(self, corpus: Corpus, targets: Sequence[Target], media: Mapping[str, MediaFile]) -> None:
        self.corpus = corpus
        self.site = corpus.site
        self.zone = ZoneInfo(corpus.site.timezone)
        self.targets = targets
        self.media = media
        self.shown = {target.key: target for target in targets}
        self.pairs = {(pair.id, pair.language): pair for pair in corpus.pairs}

    def entry(self, target: Target) -> Entry:
        compiled, localised = target.compiled, target.localised
        fragment, html = self._body(target)
        first = _first_shown(target, self.corpus)
        entry = Entry(
            id=compiled.id,
            uid=self.site.uid(compiled.id, localised.language),
            language=localised.language,
            type=compiled.type,
            collection=compiled.collection,
            path=compiled.path,
            url=localised.url,
            title=localised.title,
            summary=localised.summary,
            html=html,
            fragment=fragment,
            published=first.astimezone(self.zone),
            modified=max(localised.lastmod or first, first).astimezone(self.zone),
            expires=localised.expiry_date.astimezone(self.zone) if localised.expiry_date else None,
            authors=localised.authors,
            tags=localised.tags,
            weight=localised.weight,
            image=self._image(localised),
            attachments=tuple(self._attachments(compiled)),
            translations=tuple(self._translations(target)),
            fields={name: self._field(name, value, target) for name, value in localised.fields.items()},
            refers=self._refers(target),
            aliases=tuple(self._absolute(alias) for alias in localised.aliases),
            sections=compiled.sections,
            text_digest=localised.text_digest,
        )
        return replace(entry, digest=content_digest(entry))

    # The body

    def _body(self, target: Target) -> tuple[str, str]:
        """The HTML with its holes filled: anchors relative to the page that includes it, and all URLs absolute."""
        html = target.compiled.html
        fragment: list[str] = []
        absolute: list[str] = []
        at = 0
        for hole in target.compiled.relocations:
            if hole.offset < at:  # it belongs to the text of a listing that is not empty
                continue
            resolved = self._resolve(hole, target)
            before = html[at : hole.offset]
            fragment += (before, resolved.fragment)
            absolute += (before, resolved.absolute)
            at = hole.end if resolved.fragment else hole.offset
        rest = html[at:]
        return "".join((*fragment, rest)), "".join((*absolute, rest))

    def _resolve(self, hole: Relocation, target: Target) -> _Resolved:
        here = target.localised
        match hole.kind:
            case "anchor":
                anchor = escape(_fragment(hole.anchor))
                return _Resolved(anchor, escape(here.url) + anchor)
            case "entry" | "source":
                text = self._link(hole, here.language)
            case "listing":
                found = listed(hole.target, self.targets, here.language)
                text = listing_html(found)
            case _:
                text = escape(self._media_url(hole.target) + _fragment(hole.anchor))
        return _Resolved(text, text)

    def _link(self, hole: Relocation, language: str) -> str:
        """The value of an `href`, with a `hreflang` behind it where the target speaks another language."""
        if hole.kind == "entry":
            found = self._shown(hole.target, language)
        else:
            source = self.corpus.by_path.get(hole.target)
            found = self._shown(source.id, _language_of(source, language)) if source else None
        if not found:
            return ""
        url = escape(found.localised.url + _fragment(hole.anchor))
        other = found.localised.language
        return url if other == language else f'{url}" hreflang="{escape(other)}'

    def _shown(self, id: str, language: str) -> Target | None:
        """The published entry *id*, in *language* if there is one."""
        for wanted in (language, self.site.default_language, *self.site.languages):
            if found := self.shown.get((id, wanted)):
                return found
        return None

    def _media_url(self, path: str) -> str:
        file = self.media.get(path)
        return f"{self.site.outputs_url}/{quote(file.name)}" if file else ""

    # What stands beside it

    def _image(self, localised: Localised) -> EntryImage | None:
        image = localised.image
        if not image:
            return None
        url = image.src if "://" in image.src else self._media_url(image.src)
        return EntryImage(url, image.alt) if url else None

    def _attachments(self, compiled: Compiled) -> Iterator[Attachment]:
        for path in dict.fromkeys(hole.target for hole in compiled.relocations if hole.kind == "media"):
            if file := self.media.get(path):
                yield Attachment(self._media_url(path), file.name, file.media_type, file.size, file.sha256)

    def _translations(self, target: Target) -> Iterator[Translation]:
        default = self.site.default_language
        for language in (default, *(language for language in self.site.languages if language != default)):
            other = self.shown.get((target.compiled.id, language))
            if other and language != target.localised.language:
                uid = self.site.uid(target.compiled.id, language)
                pair = self.pairs.get(other.key)
                stale = bool(pair and pair.state is PairState.STALE)
                changed = pair.changed if pair else ()
                yield Translation(language, uid, other.localised.url, other.localised.title, stale, changed)

    def _field(self, name: str, value: Any, target: Target) -> Any:
        """A field's value with references and terms resolved."""
        kind = self.site.types[target.compiled.type]
        if isinstance(value, list):
            return [self._field(name, item, target) for item in value]
        if isinstance(value, str) and name in kind.references:
            return self._reference(value, target.localised.language)
        if isinstance(value, str) and name in kind.vocabularies:
            term = self.site.vocabularies[kind.vocabularies[name]].terms.get(value)
            return {"id": value, "label": term.label[target.localised.language] if term else value}
        return value

    def _reference(self, id: str, language: str) -> dict[str, str]:
        found = self._shown(id, language)
        if not found:
            return {"id": id}
        return {
            "id": id,
            "uid": self.site.uid(id, found.localised.language),
            "type": found.compiled.type,
            "title": found.localised.title,
            "url": found.localised.url,
        }

    def _refers(self, target: Target) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for reference in target.compiled.references:
            found.setdefault(reference.field, []).append(reference.id)
        for term in target.compiled.terms:
            found.setdefault(term.field, []).append(term.term)
        return {field: tuple(ids) for field, ids in found.items()}

    def _absolute(self, alias: str) -> str:
        return alias if "://" in alias else f"{self.site.base_url}/{alias.lstrip('/')}"


def _fragment(anchor: str) -> str:
    """The end of a URL that points to *anchor* (RFC 3986 §3.5), or "" for none."""
    return "#" + quote(anchor, safe="/?:@!$&'()*+,;=") if anchor else ""


def _language_of(source: Compiled, language: str) -> str:
    """The language to link to in *source*: its only one, or for a shared one the reader's."""
    return source.localised[0].language if len(source.localised) == 1 else language
