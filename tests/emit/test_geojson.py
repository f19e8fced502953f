"""geo/LANG.geojson"""

from typing import Any

import pytest

from pipeline.model import ContentType
from tests.emit.factory import BASE, Publication, mapped

ROR = "https://ror.org/05a28rw58"


def features(language: str = "en", **fields: Any) -> list[dict[str, Any]]:
    found = mapped(**fields).json(f"geo/{language}.geojson")
    assert found.keys() == {"type", "features"}  # no crs (RFC 7946 §4)
    assert found["type"] == "FeatureCollection"
    features: list[dict[str, Any]] = found["features"]
    return features


def test_a_feature_says_where_and_what() -> None:
    where = {"latitude": 47.376, "longitude": 8.548}
    assert features(coordinates=where, city="Zurich", country="CH", ror=ROR) == [
        {
            "type": "Feature",
            "id": "tag:example.edu,2026:eth:en",
            "geometry": {"type": "Point", "coordinates": [8.548, 47.376]},
            "properties": {
                "id": "eth",
                "language": "en",
                "type": "institution",
                "collection": "news",
                "title": "Title of eth",
                "url": f"{BASE}/en/news/eth",
                "summary": "Summary of eth",
                "city": "Zurich",
                "country": "CH",
                "ror": ROR,
            },
        }
    ]


def test_only_a_ror_is_given_as_one() -> None:
    where = {"latitude": 0, "longitude": 0}
    [feature] = features(coordinates=where, ror="https://www.wikidata.org/wiki/Q1")
    assert not {"ror", "city", "country"} & feature["properties"].keys()


NOWHERE: tuple[Any, ...] = (
    None,
    {},
    {"latitude": 1},
    {"latitude": "north", "longitude": 1},
    {"latitude": 91, "longitude": 0},
    {"latitude": 0, "longitude": 181},
)


@pytest.mark.parametrize("where", NOWHERE)
def test_what_is_nowhere_on_earth_is_not_on_the_map(where: Any) -> None:
    assert features(coordinates=where) == []


def test_every_language_has_a_map_even_an_empty_one() -> None:
    assert features("de", coordinates={"latitude": 1, "longitude": 2}) == []
    assert Publication().files()["geo/en.geojson"] == b'{"type":"FeatureCollection",\n"features":[\n]}\n'


def test_a_list_of_places_is_as_many_features() -> None:
    assert len(features(coordinates=[{"latitude": 1, "longitude": 2}, {"latitude": 3, "longitude": 4}])) == 2


def test_a_type_that_does_not_say_what_its_fields_mean_is_not_on_the_map() -> None:
    silent = ContentType("place", {}, ("coordinates",), (), {}, {}, ())
    publication = Publication(types={"place": silent})
    publication.entry(type="place", fields={"coordinates": {"latitude": 1, "longitude": 2}})
    assert publication.json("geo/en.geojson")["features"] == []
