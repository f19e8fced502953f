"""`json_ld`: an entry in the words of schema.org."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.emit import Crumb, content_digest, json_ld
from pipeline.model import ContentType, Publisher, Site
from tests.emit.factory import BASE, SITE, Publication, at, picture
from tests.sites import SiteTest

ROR = "https://ror.org/05a28rw58"
PLACE = {"latitude": 47.376, "longitude": 8.548}
REFERENCE = {"id": "eth", "uid": "tag:example.edu,2026:eth:en", "type": "institution", "title": "ETH", "url": f"{BASE}/en/eth"}


def kind(name: str, schema_org: str, **means: str) -> ContentType:
    fields = tuple(means)
    references = {field: "institution" for field in fields if field in ("host", "partners")}
    vocabularies = {field: "topics" for field in fields if field in ("topics", "region")}
    return ContentType(name, {}, fields, (), references, vocabularies, (), schema_org=schema_org, means=means)


INSTITUTION = kind(
    "institution",
    "CollegeOrUniversity",
    city="address.addressLocality",
    country="address.addressCountry",
    ror="sameAs",
    website="url",
    coordinates="location.geo",
)


def site(described: ContentType, **changes: Any) -> Site:
    types = {"institution": INSTITUTION, "page": kind("page", ""), described.name: described}
    return msgspec.structs.replace(SITE, types=types, **changes)


def graph(described: ContentType, *parents: Crumb, publisher: Publisher = SITE.publisher, **entry: Any) -> list[dict[str, Any]]:
    """What is said of an entry of the type *described*."""
    [written] = Publication().entry("open-day", type=described.name, **entry).entries
    found = json_ld(written, site(described, publisher=publisher), parents)
    assert not found or found["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = found.get("@graph", [])
    return nodes


def test_a_university_is_one_and_is_told_by_its_ror() -> None:
    fields = {"city": "Zurich", "country": "CH", "ror": ROR, "coordinates": PLACE, "website": "https://ethz.ch/"}
    assert graph(INSTITUTION, title="ETH Zurich", summary="", fields=fields) == [
        {
            "@type": "CollegeOrUniversity",
            "@id": f"{BASE}/en/news/open-day",
            "name": "ETH Zurich",
            "mainEntityOfPage": f"{BASE}/en/news/open-day",
            "address": {"@type": "PostalAddress", "addressLocality": "Zurich", "addressCountry": "CH"},
            "location": {"@type": "Place", "geo": {"@type": "GeoCoordinates", **PLACE}},
            "sameAs": ROR,
            "url": "https://ethz.ch/",
        }
    ]


def test_news_is_an_article_with_dates_author_publisher_and_picture() -> None:
    publisher = Publisher("Example University", "https://www.example.edu/", "", ROR)
    said = {"@type": "Organization", "@id": ROR, "name": "Example University", "sameAs": ROR, "url": "https://www.example.edu/"}
    [found] = graph(
        kind("news", "NewsArticle"),
        publisher=publisher,
        authors=("Ada Löwe", "Example University"),
        tags=("exchange",),
        image=picture(),
        expires=at("2027-01-01T00:00:00"),
    )
    assert found == {
        "@type": "NewsArticle",
        "@id": f"{BASE}/en/news/open-day",
        "url": f"{BASE}/en/news/open-day",
        "mainEntityOfPage": f"{BASE}/en/news/open-day",
        "headline": "Title of open-day",
        "description": "Summary of open-day",
        "inLanguage": "en",
        "image": f"{BASE}/feeds/media/campus.jpg",
        "datePublished": "2026-03-01T09:00:00+01:00",
        "dateModified": "2026-04-02T10:30:00+02:00",
        "expires": "2027-01-01T00:00:00+01:00",
        "author": [{"@type": "Person", "name": "Ada Löwe"}, said],
        "publisher": said,
        "keywords": ["exchange"],
    }


def test_without_an_author_the_publisher_is_named() -> None:
    [found] = graph(kind("news", "NewsArticle"))
    assert found["author"] == found["publisher"] == {
        "@type": "Organization",
        "name": "Example University",
        "url": "https://www.example.edu/",
    }  # fmt: skip


EVENT = kind("event", "Event", start="startDate", place="location.address")


def test_an_event_says_when_and_where() -> None:
    [found] = graph(EVENT, fields={"start": "2026-12-01T10:00:00+01:00", "place": "Audimax"})
    assert found["startDate"] == "2026-12-01T10:00:00+01:00"
    assert found["location"] == {"@type": "Place", "address": "Audimax"}
    assert not {"datePublished", "publisher", "author", "url"} & found.keys()


@pytest.mark.parametrize("fields", [{"start": "2026-12-01"}, {"place": "Audimax"}, {}, {"start": "2026-12-01", "place": ""}])
def test_an_event_without_when_and_where_is_not_described(fields: dict[str, str]) -> None:
    assert graph(EVENT, fields=fields) == []


def test_a_type_that_schema_org_has_no_word_for_is_not_described() -> None:
    assert graph(kind("partnership", "")) == []
    [written] = Publication().entry(type="unheard-of").entries
    assert json_ld(written, SITE) == {}


def test_references_and_terms_are_things_of_their_own() -> None:
    described = kind("cluster", "Organization", host="parentOrganization", topics="knowsAbout", region="areaServed")
    topics = [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]
    [found] = graph(described, fields={"host": REFERENCE, "topics": topics, "region": {"id": "ch", "label": "Swiss"}})
    assert found["parentOrganization"] == {"@type": "CollegeOrUniversity", "@id": f"{BASE}/en/eth", "name": "ETH"}
    assert found["knowsAbout"] == [{"@type": "DefinedTerm", "name": name.upper(), "termCode": name} for name in "ab"]
    assert found["areaServed"] == "Swiss"  # a place or a text, and a term is no place


def test_a_reference_to_what_the_property_cannot_take_is_left_out() -> None:
    described = kind("cluster", "Organization", host="parentOrganization", partners="knowsAbout")
    page = {**REFERENCE, "type": "page"}
    [found] = graph(described, fields={"host": page, "partners": [page, {"id": "not-published"}]})
    assert "parentOrganization" not in found
    assert found["knowsAbout"] == {"@type": "Thing", "@id": f"{BASE}/en/eth", "name": "ETH"}


def test_two_fields_may_mean_the_same() -> None:
    described = kind("school", "Organization", ror="sameAs", wikidata="sameAs", city="address.addressLocality", at="address")
    [found] = graph(described, fields={"ror": ROR, "wikidata": "https://www.wikidata.org/wiki/Q1"})
    assert found["sameAs"] == [ROR, "https://www.wikidata.org/wiki/Q1"]


def test_a_page_of_the_web_is_itself() -> None:
    [found] = graph(kind("page", "WebPage"), url=f"{BASE}/en/größe")
    assert found["@id"] == found["url"] == f"{BASE}/en/gr%C3%B6%C3%9Fe"
    assert "mainEntityOfPage" not in found
    assert found["name"] == "Title of open-day"


def test_the_way_to_an_entry_is_a_list_of_breadcrumbs() -> None:
    assert graph(kind("partnership", ""), Crumb(f"{BASE}/en/a", "A")) == [
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "A", "item": f"{BASE}/en/a"},
                {"@type": "ListItem", "position": 2, "name": "Title of open-day", "item": f"{BASE}/en/news/open-day"},
            ],
        }
    ]


def test_what_is_said_belongs_to_the_digest() -> None:
    [before] = Publication().entry().entries
    assert content_digest(msgspec.structs.replace(before, json_ld={"@context": "https://schema.org"})) != before.digest


# In a whole site


def test_only_entries_are_breadcrumbs(tmp_path: Path) -> None:
    place = SiteTest(tmp_path, empty=True)
    place.write("site.toml", '[site]\ntitle = "T"\nbase_url = "https://www.example.edu"\n[collections.docs]\nurl = "/{path}"\n')
    for path in ("a", "a/x/b", "ab", "a/x/b/c"):
        front = f"id: {path.replace('/', '-')}\ntitle: {path}\nsummary: S\ndate: 2026-01-01"
        place.write(f"docs/{path}.md", f"---\n{front}\n---\n\nText.\n")
    place.published()
    [crumbs] = place.json("entries/en/a-x-b-c.json")["json_ld"]["@graph"]
    assert [(item["name"], item["item"]) for item in crumbs["itemListElement"]] == [
        ("a", "https://www.example.edu/a"),
        ("a/x/b", "https://www.example.edu/a/x/b"),
        ("a/x/b/c", "https://www.example.edu/a/x/b/c"),
    ]
    assert "json_ld" not in place.json("entries/en/a.json")
    assert "json_ld" not in place.json("entries/en/ab.json")


# In a page


class _Script(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.others: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        (self.scripts if self._inside else self.others).append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def printed(html: str) -> list[Any]:
    """What the scripts of *html* say, in which nothing else may stand."""
    parser = _Script()
    parser.feed(html)
    assert parser.others == []
    assert not any("<" in script for script in parser.scripts)
    return [json.loads(script) for script in parser.scripts]


HOSTILE = ("</script><b>x", "</SCRIPT >", "<!--<script>", "]]>", "&lt;/script&gt;", "a\u2028b\u2029c", '"\\u003c')


@pytest.mark.parametrize("title", HOSTILE)
def test_printed_as_the_documentation_says_it_stays_in_its_element(title: str) -> None:
    said = json_ld(Publication().entry(type="page", title=title).entries[0], site(kind("page", "WebPage")))
    text = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    assert printed(f'<script type="application/ld+json">{text}</script>') == [said]
