"""geo/LANG.geojson: the entries that say where they are, for a map (RFC 7946)."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.emit import _json
from pipeline.emit._formats import EditionFormat
from pipeline.emit._json_ld import meant
from pipeline.model import Artifact, Edition, Entry, Site
from pipeline.urls import ascii_url

MEDIA_TYPE = "application/geo+json"

_ROR = re.compile("https://ror[.]org/0[a-z0-9]{8}")


class _Point(msgspec.Struct, frozen=True):
    type: str
    coordinates: tuple[float, float]
    """Longitude, latitude: WGS 84, in degrees (RFC 7946 §3.1.1, §4)."""


class _Properties(msgspec.Struct, frozen=True, omit_defaults=True):
    id: str
    language: str
    type: str
    collection: str
    title: str
    url: str
    summary: str = ""
    city: str = ""
    country: str = ""
    ror: str = ""


class _Feature(msgspec.Struct, frozen=True):
    type: str
    id: str
    geometry: _Point
    properties: _Properties


def emit(edition: Edition) -> Iterator[Artifact]:
    for language in edition.site.languages:
        entries = (entry for entry in edition.entries if entry.language == language)
        features = (feature for entry in entries for feature in _features(entry, edition.site))
        data = _json.rows({"type": "FeatureCollection"}, "features", features)
        yield Artifact(f"geo/{language}.geojson", data, MEDIA_TYPE, "site")


def _features(entry: Entry, site: Site) -> Iterator[_Feature]:
    """One for each place of *entry*; they share its id, so there is mostly one."""
    for place in meant(entry, site, "geo"):
        if point := _point(place):
            yield _Feature("Feature", entry.uid, point, _properties(entry, site))


def _point(place: Any) -> _Point | None:
    """The point that *place* names by `latitude` and `longitude`; None where it names none on earth."""
    try:
        latitude, longitude = float(place["latitude"]), float(place["longitude"])
    except (TypeError, ValueError, KeyError):
        return None
    return _Point("Point", (longitude, latitude)) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _properties(entry: Entry, site: Site) -> _Properties:
    return _Properties(
        id=entry.id,
        language=entry.language,
        type=entry.type,
        collection=entry.collection,
        title=entry.title,
        url=ascii_url(entry.url),
        summary=entry.summary,
        city=_first(meant(entry, site, "addressLocality")),
        country=_first(meant(entry, site, "addressCountry")),
        ror=_first(value for value in meant(entry, site, "sameAs") if _ROR.fullmatch(str(value))),
    )


def _first(values: Iterator[Any]) -> str:
    return str(next(values, ""))


FORMAT = EditionFormat("geojson", emit)
