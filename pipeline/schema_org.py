"""Floor 0: the part of schema.org's vocabulary in which entries can be described (https://schema.org/docs/schemas.html)."""

from collections.abc import Iterator
from typing import NamedTuple

_DATA = {"Text": "", "URL": "Text", "Date": "", "Number": ""}
_THINGS = {
    "Thing": "",
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "BlogPosting": "Article",
    "Report": "Article",
    "WebPage": "CreativeWork",
    "AboutPage": "WebPage",
    "CollectionPage": "WebPage",
    "ContactPage": "WebPage",
    "Event": "Thing",
    "EducationEvent": "Event",
    "Organization": "Thing",
    "EducationalOrganization": "Organization",
    "CollegeOrUniversity": "EducationalOrganization",
    "ResearchOrganization": "Organization",
    "ResearchProject": "Organization",
    "Person": "Thing",
    "Place": "Thing",
    "ContactPoint": "Thing",
    "PostalAddress": "ContactPoint",
    "GeoCoordinates": "Thing",
    "DefinedTerm": "Thing",
}
_ABOVE = _DATA | _THINGS
"""The class above each class; schema.org has more between some of them."""

_TEXT, _URL, _DATE, _NUMBER = ("Text",), ("URL",), ("Date",), ("Number",)
_ACTORS = ("Organization", "Person")
_PROPERTIES: dict[str, dict[str, tuple[str, ...]]] = {
    "Thing": {"alternateName": _TEXT, "identifier": _TEXT, "sameAs": _URL, "url": _URL},
    "CreativeWork": {
        "about": ("Thing",),
        "contentLocation": ("Place",),
        "contributor": _ACTORS,
        "funder": _ACTORS,
        "mentions": ("Thing",),
        "spatialCoverage": ("Place",),
    },
    "Article": {"articleSection": _TEXT},
    "Event": {
        "about": ("Thing",),
        "endDate": _DATE,
        "location": ("Place", "Text"),
        "organizer": _ACTORS,
        "performer": _ACTORS,
        "startDate": _DATE,
        "superEvent": ("Event",),
    },
    "Organization": {
        "address": ("PostalAddress", "Text"),
        "areaServed": ("Place", "Text"),
        "contactPoint": ("ContactPoint",),
        "email": _TEXT,
        "foundingDate": _DATE,
        "knowsAbout": ("Thing", "Text"),
        "legalName": _TEXT,
        "location": ("Place", "Text"),
        "member": _ACTORS,
        "memberOf": ("Organization",),
        "parentOrganization": ("Organization",),
        "telephone": _TEXT,
    },
    "Person": {
        "affiliation": ("Organization",),
        "email": _TEXT,
        "honorificPrefix": _TEXT,
        "jobTitle": _TEXT,
        "knowsAbout": ("Thing", "Text"),
        "telephone": _TEXT,
        "worksFor": ("Organization",),
    },
    "Place": {"address": ("PostalAddress", "Text"), "geo": ("GeoCoordinates",), "telephone": _TEXT},
    "ContactPoint": {"contactType": _TEXT, "email": _TEXT, "telephone": _TEXT},
    "PostalAddress": {
        "addressCountry": _TEXT,
        "addressLocality": _TEXT,
        "addressRegion": _TEXT,
        "postalCode": _TEXT,
        "streetAddress": _TEXT,
    },
    "GeoCoordinates": {"latitude": _NUMBER, "longitude": _NUMBER},
}
"""What a field may mean, with the classes of its values, by the class that has it. What every entry has (its title, its dates,
its authors) means what it means without anybody saying so."""

_NEEDED = {"Event": ("location", "startDate")}
"""Without these, nobody who reads the description can use it."""


class Step(NamedTuple):
    """A property on the way from an entry to what a field says."""

    name: str
    ranges: tuple[str, ...]
    """Of which classes its values are."""

    @property
    def thing(self) -> str:
        """The class of a value that has properties itself, or ""."""
        return next((name for name in self.ranges if name in _THINGS), "")


def classes() -> tuple[str, ...]:
    """Return the classes of which an entry may be."""
    return tuple(_THINGS)


def is_a(name: str, other: str) -> bool:
    """Return whether every *name* is an *other*."""
    return other in _lineage(name)


def properties(name: str) -> dict[str, tuple[str, ...]]:
    """Return what a field may mean in the class *name*, with the classes of its values."""
    return {key: ranges for above in _lineage(name) for key, ranges in _PROPERTIES.get(above, {}).items()}


def needed(name: str) -> tuple[str, ...]:
    """Return the properties without which the class *name* is not worth describing."""
    return tuple(key for above in _lineage(name) for key in _NEEDED.get(above, ()))


def steps(name: str, path: str) -> list[Step]:
    """Return the properties of *path*, such as `address.addressCountry`, in the class *name*, which must have them."""
    found: list[Step] = []
    for key in path.split("."):
        found.append(Step(key, properties(found[-1].thing if found else name)[key]))
    return found


def _lineage(name: str) -> Iterator[str]:
    while name:
        yield name
        name = _ABOVE[name]
