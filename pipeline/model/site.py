"""What content/ says of the site: settings, content types, vocabularies."""

import re
from datetime import datetime
from typing import Any

import msgspec

from pipeline.model.position import NOWHERE, Span

_FRAMED = re.compile(r"https://([A-Za-z0-9.-]+)(?:[/?#]|\Z)", re.IGNORECASE)

Labels = dict[str, str]
"""A text in each language, by language tag."""

COMMON_FIELDS = (
    "id",
    "title",
    "summary",
    "date",
    "publishDate",
    "lastmod",
    "expiryDate",
    "reviewDate",
    "draft",
    "slug",
    "aliases",
    "tags",
    "authors",
    "image",
    "weight",
    "lang",
    "translated",
    "withdrawn",
)
"""The front matter fields that every content type has."""


class Publisher(msgspec.Struct, frozen=True):
    name: str
    url: str = ""
    email: str = ""
    ror: str = ""
    """The organisation's ROR id as a URL."""


class Collection(msgspec.Struct, frozen=True):
    """A folder of sources that yield entries of one type."""

    name: str
    folder: str
    """Below content/, without slashes at its ends; "" is the content folder itself."""
    type: str
    url: str
    """Template below `base_url`: {lang} {slug} {id} {path} {year}."""
    shared: bool = False
    """One file holds all languages."""
    title: Labels = {}
    languages: tuple[str, ...] = ()
    """In which each of its entries must exist; none named: in all of the site."""


class SectionRule(msgspec.Struct, frozen=True):
    """A section that a type's `x-body` speaks of."""

    id: str
    required: bool = False
    label: Labels = {}
    """What `pipeline new` writes as its heading."""


class ContentType(msgspec.Struct, frozen=True):
    """A content type: its schema, taken apart for those who ask."""

    name: str
    schema: dict[str, Any]
    """The JSON Schema (2020-12) of its whole front matter: the common fields and its own, and no others."""
    properties: tuple[str, ...]
    """Its own fields, as declared."""
    required: tuple[str, ...]
    """Common fields among them."""
    references: dict[str, str]
    """The type that a field refers to, by field (also where the field is a list of them)."""
    vocabularies: dict[str, str]
    """The vocabulary of a field's terms, by field (also where the field is a list of them)."""
    dates: tuple[str, ...]
    """Fields whose format is date or date-time."""
    sections: tuple[SectionRule, ...] = ()
    ordered: bool = True
    """The sections stand in this order."""
    schema_org: str = ""
    """The class of schema.org of which its entries are, or ""."""
    means: dict[str, str] = {}
    """What a field is to schema.org, by field: the name of a property, or several with dots, such as
    `address.addressCountry`."""


class TermLabel(msgspec.Struct, frozen=True):
    id: str
    label: Labels
    description: Labels = {}
    broader: str = ""
    """The id of the wider term, or ""."""
    code: str = ""


class Vocabulary(msgspec.Struct, frozen=True):
    name: str
    title: Labels
    terms: dict[str, TermLabel]


class Condition(msgspec.Struct, frozen=True):
    """What a feed's `where` asks of one field; what it leaves out, it does not ask for."""

    field: str
    """A common field, or one of the type's own."""
    via: str = ""
    """The field that refers to those entries of which `field` is meant; "" where the entry's own is."""
    any_of: tuple[str | float, ...] = ()
    """One of these stands in the field, alone or in a list; true and false are texts, and terms bring their narrower terms."""
    none_of: tuple[str | float, ...] = ()
    """None of these stands in it."""
    since: datetime | float | None = None
    """The first instant, in UTC, or the smallest number that may stand in it."""
    before: datetime | float | None = None
    """The first one after those that may."""
    exists: bool | None = None
    """Whether anything stands in it."""
    ids: bool = False
    """What it names are ids of entries, which only the corpus can know."""
    span: Span = NOWHERE
    """Where site.toml says so."""


class FeedSettings(msgspec.Struct, frozen=True):
    name: str
    title: Labels
    """With `{each}` where a part of an `each` feed bears its own name."""
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    collections: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    """All of these hold."""
    description: Labels = {}
    """As `title`."""
    full_text: bool = True
    limit: int = 50
    window_days: int = 90
    archive: bool = False
    translations: tuple[str, ...] = ()
    """Not entries but what translators have to do: "missing", "stale" or both, for translations into the feed's language."""
    each: str = ""
    """One feed for each entry or term that this field refers to."""
    hub: str = ""
    span: Span = NOWHERE
    """Where site.toml names it."""

    def part(self, value: str) -> str:
        """The name of the feed of one *value* of `each`."""
        return f"{self.name}-{value}" if self.each else self.name


class RuleSettings(msgspec.Struct, frozen=True):
    level: str = ""
    """"" keeps the rule's own."""
    options: dict[str, Any] = {}
    folders: dict[str, str] = {}
    """The level for what lies in a folder below content/."""
    types: dict[str, str] = {}
    """The level for documents of a content type."""

    def level_for(self, path: str, type: str) -> str:
        """The level for the document of *type* at *path*: that of its innermost folder, else of its type, else of all."""
        inside = [folder for folder in self.folders if path.startswith(f"{folder}/")]
        return self.folders[max(inside, key=len)] if inside else self.types.get(type, self.level)


class Limits(msgspec.Struct, frozen=True):
    """Bounds on what is read."""

    file_size: int = 5_000_000
    """Bytes of one source or settings file."""
    media_size: int = 50_000_000
    """Bytes of one image or file."""


class Site(msgspec.Struct, frozen=True):
    """site.toml with the schemas and vocabularies beside it."""

    title: Labels
    base_url: str
    """Where the CMS shows entries; without a slash at its end."""
    outputs_url: str
    """Where outputs/ is served; without a slash at its end."""
    id_authority: str
    """The authority and date of its tag URIs (RFC 4151 §2.1), such as `example.edu,2026`."""
    languages: tuple[str, ...]
    default_language: str
    timezone: str
    """An IANA name."""
    publisher: Publisher
    collections: tuple[Collection, ...]
    """In the order of site.toml."""
    types: dict[str, ContentType]
    vocabularies: dict[str, Vocabulary]
    feeds: tuple[FeedSettings, ...] = ()
    rules: dict[str, RuleSettings] = {}
    limits: Limits = Limits()
    frame_hosts: tuple[str, ...] = ()
    """Hosts, in lower case, whose pages a text may show in a frame."""

    def uid(self, id: str, language: str) -> str:
        """The tag URI of an entry (RFC 4151)."""
        return f"tag:{self.id_authority}:{id}:{language}"

    def may_frame(self, url: str) -> bool:
        """Whether a text may show the page at *url* in a frame: only over HTTPS, and only from one of `frame_hosts`."""
        # No URL parser: what they disagree on (user names, backslashes, blanks) is no way in.
        found = _FRAMED.match(url) if self.frame_hosts else None
        return bool(found and found[1].lower() in self.frame_hosts)

    def in_language(self, value: Any, language: str) -> Any:
        """What *value* says in *language*: `{en: …, de: …}` is one value for each, anything else is the same for all."""
        if isinstance(value, dict) and value and value.keys() <= set(self.languages):
            return value.get(language)
        return value

    def preferring(self, language: str) -> tuple[str, ...]:
        """The languages in which a reader of *language* is shown something, best first; some may stand there twice."""
        return (language, self.default_language, *self.languages)

    def collection(self, name: str) -> Collection:
        """The collection *name*, which must exist."""
        return next(collection for collection in self.collections if collection.name == name)

    def options(self, code: str) -> dict[str, Any]:
        """What site.toml sets for the rule *code* besides its level."""
        settings = self.rules.get(code)
        return settings.options if settings else {}
