"""What a feed's `where` may ask, and what is said of what it may not."""

from datetime import UTC, datetime

import pytest

from pipeline.model import Condition, Span
from tests.site.reading import HEAD, read, shown, sound

SCHEMAS = {
    "partnership": """\
{"$defs": {"code": {"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["CH"]}},
 "required": ["kind"],
 "properties": {
  "kind": {"type": "string", "x-vocabulary": "kinds"},
  "regions": {"type": "array", "minItems": 2, "items": {"type": "string", "x-vocabulary": "regions"}},
  "partner": {"type": "string", "x-reference": "institution"},
  "friends": {"type": "array", "items": {"type": "string", "x-reference": "institution"}},
  "start": {"type": "string", "format": "date"},
  "meetings": {"type": "array", "items": {"type": "string", "format": "date-time"}},
  "level": {"enum": ["low", "high", 3]},
  "seal": {"const": "gold"},
  "places": {"type": "integer", "minimum": 1, "maximum": 500},
  "share": {"type": ["number", "null"]},
  "open": {"type": "boolean"},
  "countries": {"type": "array", "items": {"$ref": "#/$defs/code"}},
  "office": {"type": "object"},
  "notes": {"type": "string"},
  "any": {}
 },
 "allOf": [{"properties": {"notes": {"const": "depends on others"}}}]}
""",
    "institution": """\
{"properties": {
  "country": {"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["CH"]},
  "region": {"type": "string", "x-vocabulary": "regions"},
  "founded": {"type": "integer"},
  "parent": {"type": "string", "x-reference": "institution"}
}}
""",
    "mixed": '{"properties": {"kind": {"type": "string"}, "level": {"enum": ["none"]}}}',
}


def _vocabulary(**broader: str) -> str:
    terms = (f'[terms.{id}]\nlabel = {{ en = "X", de = "X" }}\nbroader = "{wider}"\n' for id, wider in broader.items())
    return 'title = { en = "T", de = "T" }\n' + "".join(terms).replace('broader = ""\n', "")


VOCABULARIES = {
    "kinds": _vocabulary(research="", academic=""),
    "regions": _vocabulary(bern="switzerland", europe="", switzerland="europe", asia="", balkans="europe"),
}
SITE = f"""{HEAD}\
timezone = "Europe/Berlin"
[collections.partnerships]
type = "partnership"
[collections.institutions]
type = "institution"
[collections.others]
type = "mixed"
[feeds.all]
title = {{ en = "All", de = "Alle" }}
"""
"""Thirteen lines; what follows belongs to the feed."""
OF_PARTNERSHIPS = SITE + "types = ['partnership']\n[feeds.all.where]\n"
"""Fifteen lines; what follows is asked for."""


def asked(line: str) -> Condition:
    """What *line* asks for; it must be sound."""
    [condition] = sound(OF_PARTNERSHIPS + line, SCHEMAS, VOCABULARIES).feeds[0].where
    assert condition.span.start.line == 16
    return Condition(**{field: getattr(condition, field) for field in Condition.__struct_fields__ if field != "span"})


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        ("kind = 'research'", Condition("kind", any_of=("research",))),
        ("kind = ['research', 'academic']", Condition("kind", any_of=("research", "academic"))),
        ("kind = { not = 'research' }", Condition("kind", none_of=("research",))),
        ("kind.not = ['research']", Condition("kind", none_of=("research",))),
        ("level = 3", Condition("level", any_of=(3,))),
        ("level = ['low', 3]", Condition("level", any_of=("low", 3))),
        ("seal = 'gold'", Condition("seal", any_of=("gold",))),
        ("open = true", Condition("open", any_of=("true",))),
        ("share = 0.5", Condition("share", any_of=(0.5,))),
        ("countries = 'CH'", Condition("countries", any_of=("CH",))),
        ("notes = 'as it stands'", Condition("notes", any_of=("as it stands",))),
        ("any = [1, 'x', true]", Condition("any", any_of=(1, "x", "true"))),
        ("title = 'Open day'", Condition("title", any_of=("Open day",))),
        ("tags = ['a', 'b']", Condition("tags", any_of=("a", "b"))),
        ("lang = 'de'", Condition("lang", any_of=("de",))),
        ("weight = { from = 1 }", Condition("weight", since=1)),
        # A term and all that are narrower
        ("regions = 'europe'", Condition("regions", any_of=("europe", "switzerland", "balkans", "bern"))),
        ("regions = ['asia', 'switzerland']", Condition("regions", any_of=("asia", "switzerland", "bern"))),
        ("regions.not = 'switzerland'", Condition("regions", none_of=("switzerland", "bern"))),
        # From and before
        ("start = { from = '2025-01-01' }", Condition("start", since=datetime(2024, 12, 31, 23, tzinfo=UTC))),
        ("start = { before = 2025-07-01 }", Condition("start", before=datetime(2025, 6, 30, 22, tzinfo=UTC))),
        ("meetings.from = 2025-01-01T10:00:00Z", Condition("meetings", since=datetime(2025, 1, 1, 10, tzinfo=UTC))),
        ("date = { from = 2025-01-01 10:00:00 }", Condition("date", since=datetime(2025, 1, 1, 9, tzinfo=UTC))),
        ("places = { from = 1, before = 5.5 }", Condition("places", since=1, before=5.5)),
        ("share.before = 0", Condition("share", before=0)),
        ("any = { from = 0 }", Condition("any", since=0)),
        # Whether there is anything
        ("start = { exists = true }", Condition("start", exists=True)),
        ("office.exists = false", Condition("office", exists=False)),
        ("kind.exists = true", Condition("kind", exists=True)),
        ("expiryDate = { exists = true, before = 2030-01-01 }",
         Condition("expiryDate", exists=True, before=datetime(2029, 12, 31, 23, tzinfo=UTC))),
        # Ids, and fields of the entries that they name
        ("partner = 'eth'", Condition("partner", any_of=("eth",), ids=True)),
        ("friends = ['eth', 'epfl']", Condition("friends", any_of=("eth", "epfl"), ids=True)),
        ("id.not = 'eth'", Condition("id", none_of=("eth",), ids=True)),
        ("'partner.country' = 'CH'", Condition("country", "partner", any_of=("CH",))),
        ("'friends.region' = 'switzerland'", Condition("region", "friends", any_of=("switzerland", "bern"))),
        ("'friends.founded' = { before = 1900 }", Condition("founded", "friends", before=1900)),
        ("'partner.parent' = 'eth'", Condition("parent", "partner", any_of=("eth",), ids=True)),
        ("'partner.title' = 'ETH'", Condition("title", "partner", any_of=("ETH",))),
        ("'partner.title' = { exists = false }", Condition("title", "partner", exists=False)),
    ],
)  # fmt: skip
def test_a_condition_is_what_its_line_says(line: str, condition: Condition) -> None:
    assert asked(line) == condition


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Fields
        ("knd = 'research'", '16:1 no entry of this feed has a field "knd"; did you mean "kind"?'),
        ("draft = false", '16:1 "draft" cannot be asked for; of the common fields, "id", "title"'),
        ("'partner.contry' = 'CH'", '16:1 no entry that "partner" refers to has a field "contry"; did you mean "country"?'),
        ("'partner.draft' = true", '16:1 "draft" cannot be asked for; of'),
        ("'kind.label' = 'x'", '16:1 by "kind" no entry of this feed refers to another entry; write "friends" or "partner"'),
        ("'partner.parent.country' = 'CH'", '16:1 by "partner.parent" no entry of this feed refers to another entry; did you'),
        # Values that can never stand there
        ("kind = 'reserch'", '16:8 the vocabulary "kinds" has no term "reserch"; did you mean "research"?'),
        ("kind = ['research', 'x']", '16:21 the vocabulary "kinds" has no term "x"; write "academic" or "research"'),
        ("kind = { not = ['x'] }", '16:17 the vocabulary "kinds" has no term "x"; write "academic" or "research"'),
        ("kind = 3", '16:8 the vocabulary "kinds" has no term 3; write'),
        ("'partner.region' = 'erope'", '16:20 the vocabulary "regions" has no term "erope"; did you mean "europe"?'),
        ("level = 'hgh'", '16:9 "hgh" is not allowed here; did you mean "high"?'),
        ("seal = 'silver'", '16:8 "silver" is not allowed here; write "gold"'),
        ("open = 'yes'", '16:8 "yes" is text; write true or false'),
        ("places = 'many'", '16:10 "many" is text; write a whole number'),
        ("places = [5, 5000]", "16:14 5000 is too large; write 500 or less"),
        ("notes = 3", "16:9 3 is a number; write text"),
        ("countries = ['CH', 'Chile']", '16:20 "Chile" does not have the form asked for; for example "CH"'),
        ("'partner.country' = 'Chile'", '16:21 "Chile" does not have the form asked for; for example "CH"'),
        ("office = 'here'", '16:10 "here" is text; write a mapping'),
        ("lang = 'fr'", '16:8 there is no language "fr"; write "de" or "en"'),
        ("partner = 3", "16:11 3 is a number; write text"),
        ("start = '2025-01-01'", '16:9 "start" holds dates; write { from = "2026-01-01", before = "2027-01-01" }'),
        ("date = ['2025-01-01']", '16:9 "date" holds dates; write { from'),
        ("kind = [['research']]", "16:9 a list cannot be a value here; write a text, a number, true or false"),
        ("kind = { not = { not = 'research' } }", "16:16 a mapping cannot be a value here; write a text"),
        # Operators
        ("kind = {}", "16:8 it asks for nothing; write a value, a list of values, or { not = … }"),
        ("kind = []", "16:8 0 values are asked for; write 1 to 100"),
        ("kind = { nt = 'research' }", 'CF001 site.toml:16:10 there is no operator "nt"; did you mean "not"?'),
        ("start = { after = '2025-01-01' }", 'CF001 site.toml:16:11 there is no operator "after"; write "not", "from", '),
        ("partner.country = 'CH'", 'CF001 site.toml:16:9 there is no operator "country"; for a field of the entry referred to'),
        ("kind = { from = 'a' }", '16:10 "kind" holds neither dates nor numbers to compare; write the value itself'),
        ("open.before = true", '16:6 "open" holds neither dates nor numbers to compare'),
        ("start = { from = 'soon' }", '16:18 "soon" is not a calendar date; write YYYY-MM-DD'),
        ("start = { from = 2025 }", "16:18 2025 is not a calendar date; write YYYY-MM-DD"),
        ("places = { from = '5' }", '16:19 "5" is not a number; write it as 5 or 5.5'),
        ("places = { from = true }", "16:19 true is not a number; write it as 5 or 5.5"),
        ("start = { from = 2026-01-01, before = 2026-01-01 }", "16:39 nothing lies between the two; before names what comes"),
        ("places = { before = 3, from = 4 }", "16:21 nothing lies between the two"),
        ("start = { exists = 'yes' }", '16:20 "yes" does not say whether; write true or false'),
        ("kind = { exists = false }", '16:19 every entry of this feed has "kind"; remove the condition'),
        ("date.exists = false", '16:15 every entry of this feed has "date"; remove the condition'),
        # Too much
        (f"notes = '{'x' * 201}'", "16:9 \"xxx"),
        (f"notes = {['x'] * 101}", "16:9 101 values are asked for; write 1 to 100"),
    ],
)  # fmt: skip
def test_what_no_entry_can_meet_is_found_at_its_place(line: str, expected: str) -> None:
    _, findings = read(OF_PARTNERSHIPS + line, SCHEMAS, VOCABULARIES)
    [found] = shown(findings)
    assert found.startswith(expected if expected.startswith("CF") else f"CF002 site.toml:{expected}")


def test_every_mistake_is_found_in_one_run() -> None:
    _, findings = read(
        OF_PARTNERSHIPS + "kind = ['x', 'y', 'research']\nplaces = { from = 'x', before = 'y' }", SCHEMAS, VOCABULARIES
    )
    assert [(found.span.start.line, found.span.start.column) for found in findings] == [(16, 9), (16, 14), (17, 19), (17, 33)]


@pytest.mark.parametrize(("number", "found"), [(20, 0), (21, 1)])
def test_a_feed_has_twenty_conditions_at_most(number: int, found: int) -> None:
    many = "{" + ",".join(f'"f{at}": {{}}' for at in range(number)) + "}"
    lines = "".join(f"f{at} = 1\n" for at in range(number))
    _, findings = read(OF_PARTNERSHIPS + lines, {**SCHEMAS, "partnership": f'{{"properties": {many}}}'}, VOCABULARIES)
    assert len(findings) == found
    assert all("21 conditions are too many for one feed; at most 20" in each for each in shown(findings))


def test_a_field_of_several_types_holds_what_any_of_them_allows() -> None:
    where = "[feeds.all.where]\nkind = 'anything'\nlevel = ['none', 'low']\nregions = 'bern'\n"
    kind, level, regions = sound(SITE + where, SCHEMAS, VOCABULARIES).feeds[0].where
    assert (kind.any_of, level.any_of, regions.any_of) == (("anything",), ("none", "low"), ("bern",))


def test_a_field_that_one_of_the_types_need_not_have_may_be_missing() -> None:
    [kind] = sound(SITE + "where.kind.exists = false", SCHEMAS, VOCABULARIES).feeds[0].where
    assert kind == Condition("kind", exists=False, span=Span.at(14, 7, 4))


def test_terms_in_a_circle_are_found_once_and_followed_once() -> None:
    circle = {**VOCABULARIES, "kinds": _vocabulary(research="academic", academic="research")}
    place, findings = read(OF_PARTNERSHIPS + "kind = 'research'", SCHEMAS, circle)
    assert [found.path for found in findings] == ["vocabularies/kinds.toml"]
    assert place
    assert place.feeds[0].where[0].any_of == ("research", "academic")


def test_fields_are_not_asked_of_a_type_that_cannot_be_read() -> None:
    broken = {**SCHEMAS, "institution": '{"type": "array"}'}
    for line in ("'partner.anything' = 'x'", "kind = 'research'"):
        _, findings = read(OF_PARTNERSHIPS + line, broken, VOCABULARIES)
        assert {found.path for found in findings} == {"schemas/institution.schema.json"}
