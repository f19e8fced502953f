"""A publication in a few words: `Publication().entry("open-day", title="…").feed("news").edition()`."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

import msgspec
from lxml import etree

from pipeline import emit
from pipeline.model import (
    NOWHERE,
    Archive,
    Artifact,
    Attachment,
    Collection,
    ContentType,
    Edition,
    Entry,
    EntryImage,
    Feed,
    FileRecord,
    Gone,
    History,
    MediaFile,
    Publisher,
    Redirect,
    Section,
    Site,
    TermLabel,
    Tombstone,
    Translation,
    Version,
    Vocabulary,
)
from tests.emit.conformance import violations

BERLIN = ZoneInfo("Europe/Berlin")
BASE = "https://international.example.edu"
ATOM = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
}
RSS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
}

KINDS = Vocabulary("kinds", {"en": "Kinds"}, {"research-focused": TermLabel("research-focused", {"en": "Research-focused"})})

SITE = Site(
    title={"en": "Creating Knowledge Networks", "de": "Wissensnetzwerke schaffen"},
    base_url=BASE,
    outputs_url=f"{BASE}/feeds",
    id_authority="example.edu,2026",
    languages=("en", "de"),
    default_language="en",
    timezone="Europe/Berlin",
    publisher=Publisher("Example University", "https://www.example.edu/"),
    collections=(
        Collection("news", "news", "news", "/{lang}/news/{slug}"),
        Collection("calls", "calls", "call", "/{lang}/calls/{slug}"),
    ),
    types={"news": ContentType("news", {}, ("kind",), (), {}, {"kind": "kinds", "topics": "topics"}, ())},
    vocabularies={"kinds": KINDS},
)


def at(text: str) -> datetime:
    """The instant *text* in the site's time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def attachment(
    name: str = "flyer.pdf", media_type: str = "application/pdf", size: int = 2048, title: str = "Flyer"
) -> Attachment:
    return Attachment(f"{BASE}/feeds/media/{name}", f"media/{name}", media_type, size, "0" * 64, title)


def picture(name: str = "campus.jpg", alt: str = "The campus from the air") -> EntryImage:
    return EntryImage(f"{BASE}/feeds/media/{name}", alt)


def pictured(name: str = "campus") -> EntryImage:
    """A picture with all that may be said of it."""
    small = MediaFile(f"media/{name}-480w.1.webp", "1" * 64, 3, "image/webp", 480, 320)
    file = MediaFile(f"media/{name}.jpg", "2" * 64, 9, "image/jpeg", 600, 400, recipe="webp-1", renditions=(small,))
    renditions = (EntryImage(f"{BASE}/feeds/{small.name}", "", small),)
    source = "https://photos.example.edu/1"
    return EntryImage(f"{BASE}/feeds/{file.name}", "The campus", file, "Photo: Ada Löwe", "CC BY 4.0", source, renditions)


class Publication:
    """Entries and feeds to be published; every method but the last ones returns the publication itself."""

    def __init__(self, **site: Any) -> None:
        self.site: Site = msgspec.structs.replace(SITE, **site)
        self.entries: list[Entry] = []
        self.feeds: list[Feed] = []
        self.archives: list[Feed] = []
        self.histories: list[History] = []
        self.tombstones: list[Tombstone] = []
        self.redirects: list[Redirect] = []
        self.urls_gone: list[Gone] = []
        self.next_due: datetime | None = None

    def entry(self, id: str = "open-day", language: str = "en", **changes: Any) -> Self:
        """Add an entry; each of *changes* replaces a field."""
        entry = Entry(
            id=id,
            uid=self.site.uid(id, language),
            language=language,
            type="news",
            collection="news",
            path=f"news/{id}.{language}.md",
            url=f"{BASE}/{language}/news/{id}",
            title=f"Title of {id}",
            summary=f"Summary of {id}",
            html=f"<p>Text of {id}</p>\n",
            fragment=f"<p>Text of {id}</p>\n",
            published=at("2026-03-01T09:00:00"),
            modified=at("2026-04-02T10:30:00"),
            expires=None,
            authors=(),
            tags=(),
            weight=0,
            image=None,
            attachments=(),
            translations=(),
            fields={},
            refers={},
            aliases=(),
            sections=(),
        )
        entry = msgspec.structs.replace(entry, **changes)
        self.entries.append(msgspec.structs.replace(entry, digest=entry.digest or emit.content_digest(entry)))
        return self

    def translated(self) -> Self:
        """Make each entry with the same id and another language a translation of the others."""
        for index, entry in enumerate(self.entries):
            others = tuple(
                Translation(other.language, other.uid, other.url, other.title)
                for other in self.entries
                if other.id == entry.id and other.language != entry.language
            )
            changed = msgspec.structs.replace(entry, translations=others, digest="")
            self.entries[index] = msgspec.structs.replace(changed, digest=emit.content_digest(changed))
        return self

    def feed(
        self, name: str = "news", language: str = "en", formats: tuple[str, ...] = ("atom", "json", "rss"), **changes: Any
    ) -> Self:
        """Add a feed of the entries so far that are in *language*; each of *changes* replaces a field."""
        entries = tuple(entry for entry in self.entries if entry.language == language)
        feed = Feed(
            id=f"tag:example.edu,2026:feed/{name}:{language}",
            name=name,
            language=language,
            title=f"Feed {name}",
            subtitle="",
            home_url=f"{BASE}/{language}/{name}",
            urls={format: emit.feed_url(self.site, name, language, format) for format in formats},
            updated=max((entry.modified for entry in entries), default=at("2026-01-01T00:00:00")),
            author="Example University",
            author_url="https://www.example.edu/",
            full_text=True,
            hub="",
            entries=entries,
            tombstones=tuple(stone for stone in self.tombstones if stone.language == language),
        )
        self.feeds.append(msgspec.structs.replace(feed, **changes))
        return self

    def withdrawn(self, id: str = "fair", language: str = "en", **changes: Any) -> Self:
        """Add a tombstone, for the feeds that come after it; each of *changes* replaces a field."""
        stone = Tombstone(
            uid=self.site.uid(id, language),
            id=id,
            language=language,
            url=f"{BASE}/{language}/news/{id}",
            reason="withdrawn",
            removed_at=at("2026-05-01T08:00:00"),
            note="The date was wrong.",
            title=f"Title of {id}",
            date_published=at("2026-02-02T09:00:00"),
        )
        self.tombstones.append(msgspec.structs.replace(stone, **changes))
        return self

    def archive(self, name: str = "2026-1", **changes: Any) -> Self:
        """Close an archive of the last feed, after the one closed before; each of *changes* replaces a field."""
        feed = self.feeds[-1]
        urls = {format: emit.feed_url(self.site, feed.name, feed.language, format, name) for format in feed.urls}
        archive = msgspec.structs.replace(feed, archive=name, urls=urls, current=feed.urls, tombstones=())
        self.archives.append(msgspec.structs.replace(archive, **changes))
        self.feeds[-1] = msgspec.structs.replace(feed, previous=urls)
        return self

    def history(self) -> Self:
        """Add what the last feed has carried."""
        feed = self.feeds[-1]
        versions = {entry.uid: entry.digest[:16] for entry in feed.entries}
        self.histories.append(
            History(
                name=feed.name,
                language=feed.language,
                settings=feed.name,
                title=feed.title,
                home_url=feed.home_url,
                window=tuple(Version(uid, digest, at("2026-04-02T10:30:00")) for uid, digest in versions.items()),
                archives=tuple(
                    Archive(archive.archive, tuple(archive.urls), versions)
                    for archive in self.archives
                    if archive.name == feed.name and archive.language == feed.language
                ),
                left=versions,
            )
        )
        return self

    def moved(self, url: str, target: str = f"{BASE}/en/news/open-day", id: str = "open-day") -> Self:
        """Say that an entry was found at *url* and is at *target* now."""
        self.redirects.append(Redirect(url, target, self.site.uid(id, "en")))
        return self

    def gone(self, url: str, id: str = "fair") -> Self:
        """Say that an entry was found at *url* and is nowhere now."""
        self.urls_gone.append(Gone(url, self.site.uid(id, "en"), at("2026-04-03T00:00:00")))
        return self

    def due(self, instant: datetime) -> Self:
        """Say when the clock alone will change the result."""
        self.next_due = instant
        return self

    def edition(self) -> Edition:
        """All of it, in the order that an edition has."""
        languages = self.site.languages
        entries = sorted(
            self.entries, key=lambda entry: (languages.index(entry.language), -entry.published.timestamp(), entry.uid)
        )
        return Edition(
            self.site,
            None,
            tuple(entries),
            tuple(self.feeds),
            {image.file.name: image.file for entry in entries for image in entry.images if image.file},
            self.next_due,
            archives=tuple(self.archives),
            histories=tuple(self.histories),
            tombstones=tuple(self.tombstones),
            redirects=tuple(self.redirects),
            gone=tuple(self.urls_gone),
        )

    def files(self) -> dict[str, bytes]:
        """What is published, by path, without indexes and manifest; each feed is as its standard asks."""
        files = {artifact.path: artifact.data for artifact in emit.artifacts(self.edition())}
        for path, data in files.items():
            assert violations(path, data) == [], path
        return files

    def json(self, path: str) -> Any:
        """The JSON document at *path*."""
        return json.loads(self.files()[path])

    def atom(self) -> Any:
        """The first feed, in Atom."""
        return etree.fromstring(self.atom_bytes())

    def atom_bytes(self) -> bytes:
        return self.files()[f"feeds/{self.feeds[0].language}/{self.feeds[0].name}.atom.xml"]

    def rss(self) -> Any:
        """The first feed's channel, in RSS."""
        return etree.fromstring(self.rss_bytes())[0]

    def rss_bytes(self) -> bytes:
        return self.files()[f"feeds/{self.feeds[0].language}/{self.feeds[0].name}.rss.xml"]

    def json_feed(self) -> Any:
        """The first feed, in JSON Feed."""
        return self.json(f"feeds/{self.feeds[0].language}/{self.feeds[0].name}.json")

    def archived(self, format: str) -> bytes:
        """The first archive, in *format*."""
        archive = self.archives[0]
        return self.files()[emit.feed_path(archive.name, archive.language, format, archive.archive)]


def recorded(artifact: Artifact) -> tuple[str, FileRecord]:
    """What the commit says of a file that it wrote."""
    digest = hashlib.sha256(artifact.data).hexdigest()
    return artifact.owner, FileRecord(artifact.path, digest, len(artifact.data), artifact.media_type)


def media_records(edition: Edition) -> list[tuple[str, FileRecord]]:
    """What the commit says of media."""
    files = [each for file in edition.media.values() for each in (file, *file.renditions)]
    return [("media", FileRecord(file.name, file.sha256, file.size, file.media_type)) for file in files]


def mapped(**fields: Any) -> Publication:
    """A publication of an institution whose *fields* say what they are to schema.org."""
    means = {
        "coordinates": "location.geo",
        "city": "address.addressLocality",
        "country": "address.addressCountry",
        "ror": "sameAs",
    }
    kind = ContentType("institution", {}, tuple(means), (), {}, {}, (), schema_org="CollegeOrUniversity", means=means)
    publication = Publication(types={**SITE.types, "institution": kind}).entry("eth", type="institution", fields=fields)
    [entry] = publication.entries
    return Publication(types=publication.site.types).entry(
        "eth", type="institution", fields=fields, json_ld=emit.json_ld(entry, publication.site)
    )


def full() -> Publication:
    """A publication with everything that an entry and a feed may have."""
    shared: Mapping[str, Any] = {
        "authors": ("Ada Löwe", "Bo & Co"),
        "tags": ("Austausch", "<b>fett</b>"),
        "image": picture(),
        "images": (pictured(),),
        "attachments": (attachment(), attachment("talk.mp3", "audio/mpeg", 4096, ""), attachment("clip.mp4", "video/mp4", 9)),
        "expires": at("2027-01-01T00:00:00"),
        "aliases": (f"{BASE}/old/open-day",),
        "weight": 3,
        "text_digest": "f" * 64,
        "fields": {
            "topics": [{"id": "mobility", "label": "Mobilität"}],
            "kind": {"id": "research-focused", "label": "Research-focused"},
            "institution": {
                "id": "eth",
                "uid": "tag:example.edu,2026:eth:en",
                "type": "institution",
                "title": "ETH",
                "url": f"{BASE}/en/eth",
            },
        },
        "sections": (Section("when", 2, "When?", "1" * 64, NOWHERE), Section("where", 3, "Where?", "2" * 64, NOWHERE)),
    }
    title = "Tür & Tor <offen> „heute“ 🎓"
    html = f'<h2 id="when">Wann &amp; wo?</h2>\n<p><a href="{BASE}/en/x">„Überall“ &lt;hier&gt; 🎓</a></p>\n'
    return (
        Publication()
        .entry("open-day", "en", title=title, html=html, fragment=html, **shared)
        .entry("open-day", "de", title=title, html=html, fragment=html, **shared)
        .entry("plain", "en", summary="", published=at("2026-02-01T00:00:00"))
        .entry("bare", "en", html="", fragment="", published=at("2026-01-01T00:00:00"))
        .translated()
        .feed("news", "en", subtitle="News & more", hub="https://hub.example.edu/")
        .feed("news", "de")
        .feed("short", "en", full_text=False)
        .feed("empty", "en", entries=())
        .due(at("2027-01-01T00:00:00"))
    )


def past() -> Publication:
    """A publication with everything that a feed says of its past."""
    return (
        Publication()
        .withdrawn("fair", "en")
        .withdrawn("call", "en", reason="deleted", note="", title="", removed_at=at("2026-04-03T00:00:00"))
        .entry("fair", "en", title="Withdrawn: Fair", html="<p>This entry has been withdrawn.</p>", summary="")
        .entry("open-day", "en")
        .feed("news", "en", hub="https://hub.example.edu/")
        .archive("2025-1")
        .archive("2026-1")
        .history()
        .moved(f"{BASE}/old/open-day")
        .gone(f"{BASE}/en/news/fair")
    )
