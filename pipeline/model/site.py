"""What content/ says of the site: settings, content types, vocabularies."""

import re
from collections.abc import Callable, Iterable
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


class FeedSettings(msgspec.Struct, frozen=True):
    name: str
    title: Labels
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    collections: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    where: dict[str, str] = {}
    """Fields that must have (or contain) these values."""
    description: Labels = {}
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

    def selects(self, collection: str, type: str, tags: Iterable[str], holds: Callable[[str, str], bool]) -> bool:
        """Whether an entry of which this is true belongs here: what the settings do not name, they do not ask for."""
        return (
            (not self.collections or collection in self.collections)
            and (not self.types or type in self.types)
            and (not self.tags or not set(self.tags).isdisjoint(tags))
            and all(holds(field, value) for field, value in self.where.items())
        )


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

    def collection(self, name: str) -> Collection:
        """The collection *name*, which must exist."""
        return next(collection for collection in self.collections if collection.name == name)

    def options(self, code: str) -> dict[str, Any]:
        """What site.toml sets for the rule *code* besides its level."""
        settings = self.rules.get(code)
        return settings.options if settings else {}
