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
    Artifact,
    Attachment,
    Collection,
    ContentType,
    Edition,
    Entry,
    EntryImage,
    Feed,
    FileRecord,
    Publisher,
    Section,
    Site,
    TermLabel,
    Translation,
    Vocabulary,
)

BERLIN = ZoneInfo("Europe/Berlin")
BASE = "https://international.example.edu"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
RSS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
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


class Publication:
    """Entries and feeds to be published; every method but the last ones returns the publication itself."""

    def __init__(self, **site: Any) -> None:
        self.site: Site = msgspec.structs.replace(SITE, **site)
        self.entries: list[Entry] = []
        self.feeds: list[Feed] = []
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
        )
        self.feeds.append(msgspec.structs.replace(feed, **changes))
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
        return Edition(self.site, None, tuple(entries), tuple(self.feeds), {}, self.next_due)

    def files(self) -> dict[str, bytes]:
        """What is published, by path, without indexes and manifest."""
        return {artifact.path: artifact.data for artifact in emit.artifacts(self.edition())}

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


def recorded(artifact: Artifact) -> tuple[str, FileRecord]:
    """What the commit says of a file that it wrote."""
    digest = hashlib.sha256(artifact.data).hexdigest()
    return artifact.owner, FileRecord(artifact.path, digest, len(artifact.data), artifact.media_type)


def full() -> Publication:
    """A publication with everything that an entry and a feed may have."""
    shared: Mapping[str, Any] = {
        "authors": ("Ada Löwe", "Bo & Co"),
        "tags": ("Austausch", "<b>fett</b>"),
        "image": picture(),
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
