"""A compiled document: all that can be known of one source without looking at any other."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Suppression
from pipeline.model.position import Span


class State(StrEnum):
    """Where an entry is in its life, at one instant."""

    PUBLISHED = "published"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Relocation(msgspec.Struct, frozen=True):
    """A hole in the HTML that only the whole corpus can fill."""

    offset: int
    """Where in `Compiled.html` the resolved text goes, in code points."""
    end: int
    """Equal to `offset`; for a listing, the end of the text printed when nothing is listed."""
    kind: str
    """"entry" (id), "feed" (its name, or NAME.FORMAT), "source" (path of a source), "media" or "image" (path of a
    file), "credit" (path of the image that it stands behind), "anchor" (in the same document), "listing"."""
    target: str
    """What to resolve. For a listing: its options, one `name=value` a line."""
    anchor: str = ""
    """The part of the target, without `#`."""
    span: Span | None = None
    """Where the author wrote the target."""
    alt: str = ""
    """Of an image, its alternative text."""


class Reference(msgspec.Struct, frozen=True):
    """A field whose value is the id of another entry."""

    field: str
    """The top-level field."""
    id: str
    type: str
    """The type that the schema asks for."""
    span: Span


class Term(msgspec.Struct, frozen=True):
    """A field whose value is a term of a vocabulary."""

    field: str
    term: str
    vocabulary: str
    span: Span


class Section(msgspec.Struct, frozen=True):
    """A heading and what follows it, up to the next heading."""

    id: str
    level: int
    title: str
    digest: str
    """SHA-256 of the section's source lines without trailing space: what a translation is confirmed against."""
    span: Span
    """Of its heading."""


class Picture(msgspec.Struct, frozen=True):
    """The front matter's `image`."""

    src: str
    """Path below the content folder, or an absolute URL."""
    alt: str
    span: Span
    credit: str = ""
    """Who made it; where this or the next is "", what the file beside it says."""
    licence: str = ""


class Confirmed(msgspec.Struct, frozen=True):
    """The front matter's `translated`: what of the source its translator has last seen."""

    source: str
    """The language that it was translated from."""
    digests: dict[str, str]
    """How each section of the source began its digest then, by the section's id."""


class Localised(msgspec.Struct, frozen=True):
    """What a document says of itself in one language."""

    language: str
    title: str
    summary: str
    url: str
    """The canonical URL, absolute."""
    slug: str
    date: datetime | None
    """First publication as the author says it, UTC; also these four."""
    publish_date: datetime | None
    """Not shown before; `date` where it is not given."""
    lastmod: datetime | None
    expiry_date: datetime | None
    review_date: datetime | None
    """From when somebody should read it again."""
    draft: bool
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    weight: int
    image: Picture | None
    fields: dict[str, Any]
    """The type's own fields; references and terms are still ids."""
    text_digest: str
    """SHA-256 of its title, its summary and its body as the author wrote them: what a reader would call the text."""
    withdrawn: str = ""
    """Why it is published no more, for its readers; "" while it is."""
    confirmed: "Confirmed | None" = None
    """What a translation says of its source."""

    def holds(self, field: str, value: str) -> bool:
        """Whether the type's own *field* is *value* or, for a list, contains it; references and terms by their ids."""
        return value in as_texts(self.fields.get(field))

    def state(self, now: datetime) -> State:
        """Where it is in its life at *now*."""
        if self.draft:
            return State.DRAFT
        if self.withdrawn:
            return State.WITHDRAWN
        if self.publish_date and self.publish_date > now:
            return State.SCHEDULED
        if self.expiry_date and self.expiry_date <= now:
            return State.EXPIRED
        return State.PUBLISHED


def as_texts(value: Any) -> list[str]:
    """A field's value, or its members, as an author would write them in a filter."""
    members = value if isinstance(value, list) else [] if value is None else [value]
    return [str(member).lower() if isinstance(member, bool) else str(member) for member in members]


class Compiled(msgspec.Struct, frozen=True):
    """What compile makes of one source, and what a cache may keep under the digest of what went into it."""

    path: str
    digest: str
    """Of the source."""
    id: str
    """"" where the front matter gives none that can be used."""
    id_span: Span
    field_spans: dict[str, Span]
    """Where the value of each front matter field stands."""
    front_syntax: str
    """"yaml", "toml" or ""."""
    new_field: Span | None
    """Where a line with another field may be put; None where the front matter is not written line by line from the margin."""
    type: str
    collection: str
    localised: tuple[Localised, ...]
    """One for each language in which it yields an entry; none where the front matter is broken."""
    html: str
    """The sanitised body, with nothing where the relocations go."""
    relocations: tuple[Relocation, ...]
    """In the order of their offsets; those inside a listing's range belong to the text printed when it is empty."""
    lead_digest: str
    """SHA-256 of what stands before the first heading, as those of the sections."""
    sections: tuple[Section, ...]
    anchors: tuple[str, ...]
    references: tuple[Reference, ...]
    terms: tuple[Term, ...]
    suppressions: tuple[Suppression, ...]
    diagnostics: tuple[Diagnostic, ...]
    """Of the document rules, in report order."""
