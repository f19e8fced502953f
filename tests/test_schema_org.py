"""The part of schema.org's vocabulary that is known here."""

import pytest

from pipeline import schema_org


def test_every_class_and_every_range_is_known() -> None:
    for name in schema_org.classes():
        for key, ranges in schema_org.properties(name).items():
            assert ranges, key
            assert all(schema_org.is_a(each, "Text") or each in (*schema_org.classes(), "Date", "Number") for each in ranges)


def test_a_class_has_the_properties_of_those_above_it() -> None:
    assert schema_org.properties("NewsArticle").keys() >= {"about", "articleSection", "sameAs"}
    assert "articleSection" not in schema_org.properties("WebPage")
    assert schema_org.needed("EducationEvent") == schema_org.needed("Event") != ()
    assert schema_org.needed("Article") == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("CollegeOrUniversity", "Organization", True),
        ("Organization", "CollegeOrUniversity", False),
        ("URL", "Text", True),
        ("Text", "Thing", False),
        ("Event", "Event", True),
    ],
)
def test_a_class_is_all_that_stands_above_it(one: str, other: str, expected: bool) -> None:
    assert schema_org.is_a(one, other) is expected


def test_a_path_leads_through_things() -> None:
    steps = schema_org.steps("Organization", "location.geo.latitude")
    assert [(step.name, step.thing) for step in steps] == [("location", "Place"), ("geo", "GeoCoordinates"), ("latitude", "")]
