"""The keyword x-schema-org of content types."""

import json
from typing import Any

import pytest

from tests.site.reading import HEAD, TOPICS, read, shown, sound

TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date-time"}
WEB = {"type": "string", "format": "uri"}
TERM = {"type": "string", "x-vocabulary": "topics"}
PAGE = {"type": "string", "x-reference": "page"}


def schema(name: Any, **fields: tuple[dict[str, Any], Any]) -> str:
    """A type whose entries are of the class *name*; each of *fields* with what it means."""
    properties = {field: {**part, "x-schema-org": path} for field, (part, path) in fields.items()}
    return json.dumps({**({"x-schema-org": name} if name else {}), "properties": properties})


@pytest.mark.parametrize(
    ("name", "part", "path"),
    [
        ("Event", DATE, "startDate"),
        ("Event", TEXT, "location"),
        ("Event", TEXT, "location.address"),
        ("Event", TEXT, "location.address.addressCountry"),
        ("Event", {"type": "array", "items": TERM}, "about"),
        ("Organization", TERM, "areaServed"),
        ("Organization", PAGE, "parentOrganization"),
        ("Organization", WEB, "sameAs"),
        ("Organization", {"type": "string", "pattern": "^https://ror"}, "sameAs"),
        ("Organization", WEB, "identifier"),
        (
            "CollegeOrUniversity",
            {"type": "object", "properties": {"latitude": {"type": "number"}, "longitude": {"type": "number"}}},
            "location.geo",
        ),
    ],
)
def test_a_field_says_what_it_means(name: str, part: dict[str, Any], path: str) -> None:
    event = sound(HEAD, {"event": schema(name, a=(part, path))}, {"topics": TOPICS}).types["event"]
    assert (event.schema_org, event.means) == (name, {"a": path})


def test_a_type_that_says_nothing_means_nothing() -> None:
    page = sound(HEAD).types["page"]
    assert (page.schema_org, page.means) == ("", {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (schema("Evnt"), '"Evnt" is no class of schema.org that is published; did you mean "Event"?'),
        (schema(["Event"]), "a list is no class of schema.org that is published; write its name"),
        (schema("URL"), '"URL" is no class of schema.org that is published; known are Thing, '),
        (schema("", a=(TEXT, "address")), "x-schema-org has no effect here; say at the top of the schema what an entry is"),
        (schema("Event", a=(DATE, "startdate")), 'Event has no property "startdate" that is published; did you mean '),
        (schema("Event", a=(DATE, "headline")), 'Event has no property "headline" that is published; known are about, '),
        (schema("Event", a=(TEXT, "location.adress")), 'Place has no property "adress" that is published; did you mean '),
        (schema("Event", a=(DATE, "startDate.x")), 'text has no property "x" that is published; leave it out'),
        (schema("Event", a=(DATE, 5)), "x-schema-org does not name a property; write its name in quotes"),
        (schema("Event", a=(TEXT, "startDate")), 'what "a" holds cannot be its "startDate"; that is "Date"'),
        (schema("Event", a=(TEXT, "about")), 'what "a" holds cannot be its "about"; that is "Thing"'),
        (schema("Event", a=(TERM, "superEvent")), 'what "a" holds cannot be its "superEvent"; that is "Event"'),
        (schema("Event", a=(PAGE, "startDate")), 'what "a" holds cannot be its "startDate"; that is "Date"'),
        (schema("Organization", a=(TEXT, "sameAs")), 'what "a" holds cannot be its "sameAs"; that is "URL"'),
        (
            schema("Organization", a=({"type": "object", "properties": {"lat": {"type": "number"}}}, "location.geo")),
            'what "a" holds cannot be its "geo"; that is "GeoCoordinates"',
        ),
        (
            '{"x-schema-org": "Event", "properties": {"a": {"items": {"x-schema-org": "about"}}}}',
            "x-schema-org has no effect here; write it on a field, or at the top",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_found_at_its_place(text: str, said: str) -> None:
    _, [finding] = read(HEAD, {"event": text}, {"topics": TOPICS})
    assert shown([finding])[0].partition(" ")[2].partition(" ")[2].startswith(said)
    assert finding.code == "CF002"
