"""Floor 3: compiled documents into entries. Here, and only here, a document learns of the others.

Invariants: pure; a relocation is resolved by splicing text at its offset, never by reading HTML again; nothing that depends on
another document is known before this stage, so an incremental build equals a clean one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pipeline import picture
from pipeline.conditions import of_corpus
from pipeline.emit import Crumb, content_digest, feed_url, json_ld
from pipeline.listing import listed, listing_html
from pipeline.media_files import media_used
from pipeline.model import (
    Attachment,
    Compiled,
    Corpus,
    Entry,
    EntryImage,
    FeedSettings,
    Ledger,
    Localised,
    MediaFile,
    Origin,
    PairState,
    Relocation,
    Site,
    State,
    Target,
    Translation,
)
from pipeline.translations import pairs


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
        newest_first = -corpus.published(target).timestamp()
        uid = corpus.site.uid(target.compiled.id, localised.language)
        return (languages[localised.language], collections[target.compiled.collection], newest_first, uid)

    return sorted(shown, key=order)


def next_due(corpus: Corpus) -> datetime | None:
    """Return when the clock alone will next change what is published: the earliest publication or expiry still ahead."""
    ahead = (
        due
        for target in corpus.targets()
        if not (target.localised.draft or target.localised.withdrawn)
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
            published=self.corpus.published(target).astimezone(self.zone),
            modified=self.corpus.modified(target).astimezone(self.zone),
            expires=localised.expiry_date.astimezone(self.zone) if localised.expiry_date else None,
            authors=localised.authors,
            tags=localised.tags,
            weight=localised.weight,
            image=self._image(localised),
            images=self._images(target),
            attachments=tuple(self._attachments(compiled)),
            translations=tuple(self._translations(target)),
            fields={name: self._field(name, value, target) for name, value in localised.fields.items()},
            refers=self._refers(target),
            aliases=tuple(self._absolute(alias) for alias in localised.aliases),
            sections=compiled.sections,
            text_digest=localised.text_digest,
            slug=localised.slug,
            media=tuple(sorted({self._media_url(path) for path in media_used([target])} - {""})),
        )
        entry = replace(entry, json_ld=json_ld(entry, self.site, tuple(self._parents(target))))
        return replace(entry, digest=content_digest(entry))

    @cached_property
    def feeds(self) -> Mapping[str, Mapping[str, FeedSettings]]:
        """Every feed by its name and its languages."""
        return of_corpus(self.corpus).feeds()

    # The body

    def _body(self, target: Target) -> tuple[str, str]:
        """The HTML with its holes filled: anchors relative to the page that includes it, and all URLs absolute."""
        html = target.compiled.html
        first = next((hole for hole in target.compiled.relocations if hole.kind == "image"), None)
        fragment: list[str] = []
        absolute: list[str] = []
        at = 0
        for hole in target.compiled.relocations:
            if hole.offset < at:  # it belongs to the text of a listing that is not empty
                continue
            resolved = self._resolve(hole, target, first is hole)
            before = html[at : hole.offset]
            fragment += (before, resolved.fragment)
            absolute += (before, resolved.absolute)
            at = hole.end if resolved.fragment else hole.offset
        rest = html[at:]
        return "".join((*fragment, rest)), "".join((*absolute, rest))

    def _resolve(self, hole: Relocation, target: Target, first: bool) -> _Resolved:
        """What goes into *hole*; *first*: it is that of the first image."""
        here = target.localised
        match hole.kind:
            case "anchor":
                anchor = escape(_fragment(hole.anchor))
                return _Resolved(anchor, escape(here.url) + anchor)
            case "entry" | "source":
                text = self._link(hole, here.language)
            case "feed":
                text = self._feed(hole, here.language)
            case "listing":
                found = listed(hole.target, self.targets, here.language)
                text = listing_html(found)
            case "image":
                url, file = self._media_url(hole.target) + _fragment(hole.anchor), self.media.get(hole.target)
                text = picture.attributes(url, file, self._url, first=first) if file else ""
            case "credit":
                origin = self._origin(hole.target)
                text = picture.credit(origin.credit.get(here.language, ""), origin.licence)
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
        return _href(found.localised.url + _fragment(hole.anchor), found.localised.language, language)

    def _feed(self, hole: Relocation, language: str) -> str:
        """As `_link`, to a feed: to the page about it, or where a format is named to the document itself."""
        name, _, format = hole.target.partition(".")
        spoken = self.feeds.get(name, {})
        found = next((wanted for wanted in self.site.preferring(language) if wanted in spoken), "")
        if not found:
            return ""
        page = f"{self.site.outputs_url}/feeds/{found}/{name}.html"
        url = feed_url(self.site, name, found, format) if format else page
        return _href(url + _fragment(hole.anchor), found, language)

    def _shown(self, id: str, language: str) -> Target | None:
        """The published entry *id*, in *language* if there is one."""
        for wanted in self.site.preferring(language):
            if found := self.shown.get((id, wanted)):
                return found
        return None

    def _media_url(self, path: str) -> str:
        file = self.media.get(path)
        return self._url(file) if file else ""

    def _url(self, file: MediaFile) -> str:
        return f"{self.site.outputs_url}/{quote(file.name)}"

    def _origin(self, path: str) -> Origin:
        file = self.media.get(path)
        return (file.origin if file else None) or Origin()

    # What stands beside it

    def _image(self, localised: Localised) -> EntryImage | None:
        image = localised.image
        if not image:
            return None
        if "://" in image.src:
            return EntryImage(image.src, image.alt, None, image.credit, image.licence)
        return self._pictured(image.src, image.alt, localised.language, image.credit, image.licence)

    def _images(self, target: Target) -> tuple[EntryImage, ...]:
        """All that it shows; none twice with the same text."""
        language = target.localised.language
        holes = (hole for hole in target.compiled.relocations if hole.kind == "image")
        shown: dict[tuple[str, str], EntryImage] = {}
        for image in (self._image(target.localised), *(self._pictured(hole.target, hole.alt, language) for hole in holes)):
            if image:
                shown.setdefault((image.url, image.alt), image)
        return tuple(shown.values())

    def _pictured(self, path: str, alt: str, language: str, credit: str = "", licence: str = "") -> EntryImage | None:
        """The image at *path*; what is not said of it here, the file beside it may say."""
        file = self.media.get(path)
        if not file:
            return None
        origin = self._origin(path)
        renditions = tuple(EntryImage(self._url(each), alt, each) for each in file.renditions)
        return EntryImage(
            url=self._url(file),
            alt=alt,
            file=file,
            credit=credit or origin.credit.get(language, ""),
            licence=licence or origin.licence,
            source=origin.source,
            renditions=renditions,
        )

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

    @cached_property
    def _by_url(self) -> Mapping[str, Target]:
        return {target.localised.url.rstrip("/"): target for target in self.targets}

    def _parents(self, target: Target) -> Iterator[Crumb]:
        """The entries whose URLs that of *target* begins with, topmost first."""
        base = self.site.base_url
        names = target.localised.url.removeprefix(base).strip("/").split("/")
        for depth in range(len(names)):
            if above := self._by_url.get("/".join((base, *names[:depth]))):
                yield Crumb(above.localised.url, above.localised.title)

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


def _href(url: str, spoken: str, language: str) -> str:
    """The value of an `href` for a reader of *language*; with a `hreflang` behind it where another one is *spoken* there."""
    return escape(url) if spoken == language else f'{escape(url)}" hreflang="{escape(spoken)}'


def _fragment(anchor: str) -> str:
    """The end of a URL that points to *anchor* (RFC 3986 §3.5), or "" for none."""
    return "#" + quote(anchor, safe="/?:@!$&'()*+,;=") if anchor else ""


def _language_of(source: Compiled, language: str) -> str:
    """The language to link to in *source*: its only one, or for a shared one the reader's."""
    return source.localised[0].language if len(source.localised) == 1 else language
