"""One source into what can be known of it alone."""

from hashlib import sha256
from multiprocessing import active_children
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline import compile as compiling
from pipeline.compile import compile_all, compile_source, home
from pipeline.dates import rfc3339
from pipeline.model import Collection, Compiled, Localised, Picture, Site, Source, Span, Trouble
from tests.site.reading import sound

SITE = sound(
    """\
[site]
title = { en = "Networks", de = "Netzwerke", de-CH = "Netzwerke" }
base_url = "https://site.example"
languages = ["en", "de", "de-CH"]
timezone = "Europe/Berlin"
[collections.news]
type = "news"
url = "/{lang}/news/{slug}"
[collections.people]
type = "person"
shared = true
url = "/{lang}/people/{id}"
[collections.research]
[collections.awards]
folder = "research/awards"
[collections.everything]
folder = ""
""",
    {
        "news": """{"properties": {
            "topics": {"type": "array", "items": {"type": "string", "x-vocabulary": "topics"}},
            "kind": {"type": "string", "x-vocabulary": "topics"},
            "person": {"type": "string", "x-reference": "person"},
            "others": {"type": "array", "items": {"type": "string", "x-reference": "person"}},
            "starts": {"type": "string", "format": "date-time"},
            "place": {"type": "string"}}}""",
        "person": """{"properties": {"role": {"type": "string"}, "email": {"type": "string"}}}""",
    },
    {"topics": 'title = { en = "T", de = "T", de-CH = "T" }\n[terms.a]\nlabel = { en = "A", de = "A", de-CH = "A" }\n'},
)
NEWS = "news/open-day.en.md"


def source(front: str = "id: open-day", body: str = "", path: str = NEWS) -> Source:
    text = f"---\n{front}\n---\n{body}"
    return Source(path, text, sha256(text.encode()).hexdigest())


def compiled(front: str = "id: open-day", body: str = "", path: str = NEWS, site: Site = SITE) -> Compiled:
    return compile_source(source(front, body, path), site)


def place(span: Span) -> tuple[int, int]:
    """Return the line and the column at which *span* begins."""
    return span.start.line, span.start.column


def said(front: str, path: str = NEWS, site: Site = SITE) -> Localised:
    """Return what the document says in its only language, or for a shared one in the first."""
    return compiled(f"id: open-day\n{front}", path=path, site=site).localised[0]


# Where a source lives


@pytest.mark.parametrize(
    ("path", "collection", "language", "place"),
    [
        ("news/open-day.md", "news", "", "open-day"),
        ("news/open-day.de.md", "news", "de", "open-day"),
        ("news/open-day.de-CH.md", "news", "de-CH", "open-day"),
        ("news/2026/03/open-day.de.md", "news", "de", "2026/03/open-day"),
        ("de/news/open-day.md", "news", "de", "open-day"),
        ("de/news/open-day.en.md", "news", "en", "open-day"),
        ("de/about.md", "everything", "de", "about"),
        # Not a language of this site, or not where one is named
        ("news/open-day.fr.md", "news", "", "open-day.fr"),
        ("fr/news/open-day.md", "everything", "", "fr/news/open-day"),
        ("news/de/open-day.md", "news", "", "de/open-day"),
        ("news/v1.de/open-day.md", "news", "", "v1.de/open-day"),
        ("de.md", "everything", "", "de"),
        # The longest folder wins, and folders are whole names
        ("research/grants.md", "research", "", "grants"),
        ("research/awards/prize.md", "awards", "", "prize"),
        ("research/awards-2026/prize.md", "research", "", "awards-2026/prize"),
        ("newsletter/first.md", "everything", "", "newsletter/first"),
        ("news.md", "everything", "", "news"),
        # A folder's index is the folder
        ("guide/index.de.md", "everything", "de", "guide"),
        ("guide/_index.md", "everything", "", "guide"),
        ("research/areas/physics/index.md", "research", "", "areas/physics"),
        ("news/index.en.md", "news", "en", ""),
        ("research/awards/index.md", "awards", "", ""),
        ("index.de.md", "everything", "de", ""),
        ("news/index-of-names.md", "news", "", "index-of-names"),
    ],
)
def test_a_path_says_collection_language_and_place(path: str, collection: str, language: str, place: str) -> None:
    where = home(path, SITE)
    assert where.collection
    assert (where.collection.name, where.language, where.place) == (collection, language, place)
    assert where.name == place.rpartition("/")[2]


def test_the_order_of_the_collections_does_not_show() -> None:
    turned = replace(SITE, collections=tuple(reversed(SITE.collections)))
    assert home("research/awards/prize.md", turned) == home("research/awards/prize.md", SITE)


def test_what_lies_in_no_collection_yields_no_entry() -> None:
    site = replace(SITE, collections=(SITE.collection("news"),))
    found = compiled(path="elsewhere/open-day.en.md", site=site)
    assert (found.collection, found.type, found.localised) == ("", "", ())
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["FL007"]


# Languages


@pytest.mark.parametrize(
    ("path", "front", "languages"),
    [
        ("news/x.de.md", "id: x", ["de"]),
        ("news/x.md", "id: x", ["en"]),
        ("news/x.de.md", "id: x\nlang: de-CH", ["de-CH"]),
        ("de/news/x.md", "id: x\nlang: en", ["en"]),
        ("news/x.de.md", "id: x\nlang: fr", ["de"]),
        ("news/x.de.md", "id: x\nlang: 3", ["de"]),
        ("people/x.md", "id: x", ["en", "de", "de-CH"]),
        ("people/x.md", "id: x\nlang: de", ["en", "de", "de-CH"]),
        ("news/x.de.md", "id: [", []),
        ("people/x.md", "id: x\nid: y", []),
    ],
)
def test_front_matter_then_path_then_default_say_the_language(path: str, front: str, languages: list[str]) -> None:
    assert [localised.language for localised in compiled(front, path=path).localised] == languages


def test_a_shared_document_says_in_each_language_what_is_written_for_it() -> None:
    found = compiled(
        "id: ada\ntitle: {en: Ada, de: Ada die Erste}\nsummary: {de: Kurz}\nrole: {en: Professor, de: Professorin}\n"
        "email: ada@example.org\ntags: {de: [a, b]}\nimage: {src: a.png, alt: {en: She, de: Sie}}\ndraft: {de: true}",
        path="people/ada.md",
    )
    english, german, swiss = found.localised
    assert (english.title, german.title, swiss.title) == ("Ada", "Ada die Erste", "ada")
    assert (english.summary, german.summary) == ("", "Kurz")
    assert english.fields == {"role": "Professor", "email": "ada@example.org"}
    assert german.fields == {"role": "Professorin", "email": "ada@example.org"}
    assert swiss.fields == {"email": "ada@example.org"}
    assert (english.tags, german.tags) == ((), ("a", "b"))
    assert (english.draft, german.draft) == (False, True)
    assert [each.image.alt for each in (english, german, swiss) if each.image] == ["She", "Sie", ""]
    assert english.url == "https://site.example/en/people/ada"
    assert german.url == "https://site.example/de/people/ada"


def test_a_document_in_one_language_keeps_a_mapping_as_it_is() -> None:
    assert said("place: {en: Here, de: Hier}").fields == {"place": {"en": "Here", "de": "Hier"}}


# What it says of itself


@pytest.mark.parametrize(
    ("template", "front", "url"),
    [
        ("/{lang}/news/{slug}", "", "/en/news/open-day"),
        ("/{lang}/news/{slug}", "slug: open-2026", "/en/news/open-2026"),
        ("/{lang}/news/{slug}", "slug: prüfung", "/en/news/pr%C3%BCfung"),
        ("/{lang}/news/{slug}", 'slug: "{id}-{lang}"', "/en/news/%7Bid%7D-%7Blang%7D"),
        ("/{lang}/news/{slug}", "slug: 2026", "/en/news/open-day"),
        ("/{lang}/{id}.html", "", "/en/open-day.html"),
        ("/{lang}/{path}/", "", "/en/2026/open-day"),
        ("/{lang}/{year}/{slug}", "date: 2026-01-01", "/en/2026/open-day"),
        ("/{lang}/{year}/{slug}", "date: 2025-12-31T23:30:00Z", "/en/2026/open-day"),
        ("/{lang}/{year}/{slug}", "publishDate: 2026-01-01", "/en/open-day"),
        ("/{slug}/{slug}-{lang}", "", "/open-day/open-day-en"),
        ("/", "", "/"),
    ],
)
def test_a_url_is_its_collections_template_filled_in(template: str, front: str, url: str) -> None:
    site = replace(SITE, collections=(Collection("news", "news", "news", template),))
    assert said(front, "news/2026/open-day.en.md", site).url == "https://site.example" + url


@pytest.mark.parametrize(
    ("front", "field", "instant"),
    [
        ("date: 2026-03-01", "date", "2026-02-28T23:00:00Z"),
        ("date: 2026-03-01", "publish_date", "2026-02-28T23:00:00Z"),
        ("date: 2026-03-01\npublishDate: 2026-07-01 09:00", "publish_date", "2026-07-01T07:00:00Z"),
        ("publishDate: 2026-07-01", "date", None),
        ("lastmod: 2026-07-01T09:00:00-05:00", "lastmod", "2026-07-01T14:00:00Z"),
        ("expiryDate: 2026-12-24", "expiry_date", "2026-12-23T23:00:00Z"),
        ("date: 31/02/2026", "date", None),
        ("date: 2026", "date", None),
        ("date: [2026-01-01]", "date", None),
    ],
)
def test_a_date_is_an_instant_and_what_is_none_is_left_to_its_rule(front: str, field: str, instant: str | None) -> None:
    found = getattr(said(front), field)
    assert (rfc3339(found) if found else None) == instant


@pytest.mark.parametrize(
    ("front", "field", "value"),
    [
        ("title: '  Open \n\n  day '", "title", "Open day"),
        ("title: ' '", "title", "open-day"),
        ("title: 3", "title", "open-day"),
        ("summary: |\n  Two\n  lines.\n", "summary", "Two lines."),
        ("draft: true", "draft", True),
        ('draft: "true"', "draft", True),
        ("weight: 3", "weight", 3),
        ("weight: heavy", "weight", 0),
        ("tags: [a, 3, b]", "tags", ("a", "b")),
        ("tags: a", "tags", ()),
        ("authors: [Ada, Bo]", "authors", ("Ada", "Bo")),
        ("aliases: [/old, https://old.example/x]", "aliases", ("/old", "https://old.example/x")),
        ("place: Bochum\nnobody: x", "fields", {"place": "Bochum"}),
        ("place:", "fields", {}),
        ("starts: 2026-07-01 09:00", "fields", {"starts": "2026-07-01T09:00:00+02:00"}),
        ("starts: 2026-07-01", "fields", {"starts": "2026-07-01"}),
        ("starts: soon after summer", "fields", {"starts": "soon after summer"}),
    ],
)
def test_front_matter_is_taken_as_far_as_it_has_the_right_form(front: str, field: str, value: Any) -> None:
    found = getattr(said(front), field)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("image", "src", "alt"),
    [
        ("../media/a.png", "media/a.png", ""),
        ("{src: ../media/a.png, alt: A dot}", "media/a.png", "A dot"),
        ("https://cdn.example/a.png", "https://cdn.example/a.png", ""),
        ("/a.png", "https://site.example/a.png", ""),
    ],
)
def test_the_picture_lies_beside_the_source_or_elsewhere_on_the_web(image: str, src: str, alt: str) -> None:
    found = compiled(f"id: x\nimage: {image}")
    picture = found.localised[0].image
    assert isinstance(picture, Picture)
    assert (picture.src, picture.alt) == (src, alt)
    assert picture.span.start.line == 3


@pytest.mark.parametrize("image", ["", "3", "[a.png]", "{alt: A dot}", '{src: ""}'])
def test_without_a_usable_image_there_is_no_picture(image: str) -> None:
    assert said(f"image: {image}").image is None


# What it refers to


def test_references_and_terms_are_found_one_by_one_where_they_stand() -> None:
    found = compiled("id: x\nperson: ada\nothers: [bo, 3, cy]\ntopics:\n  - a\n  - b\nkind: c\nplace: ada")
    assert [(each.field, each.id, each.type, place(each.span)) for each in found.references] == [
        ("person", "ada", "person", (3, 9)),
        ("others", "bo", "person", (4, 10)),
        ("others", "cy", "person", (4, 17)),
    ]
    assert [(each.field, each.term, each.vocabulary, place(each.span)) for each in found.terms] == [
        ("topics", "a", "topics", (6, 5)),
        ("topics", "b", "topics", (7, 5)),
        ("kind", "c", "topics", (8, 7)),
    ]


def test_the_body_is_compiled_with_its_sections_anchors_and_holes() -> None:
    found = compiled("id: open-day", "## Facts {#facts}\n\nA note[^1], [Ada](entry:ada).\n\n[^1]: Yes.\n")
    assert [section.id for section in found.sections] == ["facts"]
    assert {"facts", "fn-open-day-1", "fnref-open-day-1"} <= set(found.anchors)
    assert [hole.kind for hole in found.relocations] == ["anchor", "entry", "anchor"]
    assert (found.id, place(found.id_span), found.type, found.collection) == ("open-day", (2, 5), "news", "news")


def test_findings_of_the_document_come_with_it() -> None:
    assert [found.code for found in compiled("id: x\ntitle: X\nsummary: S.\ndate: 1.1.2026", "# Title\n").diagnostics] == [
        "DT001",
        "HD001",
    ]


# Purity

PIECES = """\
id: x
title: T
image: {}
date: 2026-01-01
person: [[]]
slug: ../é
tags: {en: a}
---
## H {#h}
[a](entry:b)
![](c.png)
::: listing type=x
:::
| a |
|---|
*b* [^1]
"""


@given(
    st.lists(st.sampled_from(PIECES.splitlines(keepends=True)) | st.text(max_size=5), max_size=15).map("".join),
    st.sampled_from([NEWS, "people/x.md", "x.de.md"]),
)
def test_whatever_an_author_writes_compiles_and_the_same_again(text: str, path: str) -> None:
    written = Source(path, "---\n" + text, "0" * 64)
    assert compile_source(written, SITE) == compile_source(written, SITE)


def test_the_vocabularies_do_not_show() -> None:
    written = source("id: x\ntopics: [a, nowhere]")
    assert compile_source(written, replace(SITE, vocabularies={})) == compile_source(written, SITE)


def test_the_url_of_outputs_and_the_feeds_do_not_show() -> None:
    written = source("id: x\nimage: a.png", "![A dot](a.png) [Ada](entry:ada)\n")
    assert compile_source(written, replace(SITE, outputs_url="https://elsewhere.example", feeds=())) == compile_source(
        written, SITE
    )


# All of them

SOURCES = [
    source(f"id: news-{number}\ntitle: News", "## Facts\n\n[Ada](entry:ada)\n", f"news/{number:03}.md") for number in range(205)
]


def silent(done: int) -> None:
    """Nobody listens."""


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_workers_does_not_show(jobs: int) -> None:
    alone, together = list[int](), list[int]()
    expected = compile_all(SOURCES, SITE, 1, alone.append)
    assert compile_all(SOURCES, SITE, jobs, together.append) == expected
    assert [document.path for document in expected] == [source.path for source in SOURCES]
    for heard in (alone, together):
        assert heard == sorted(heard)
        assert heard[-1] == len(SOURCES)


def test_nothing_is_compiled_into_nothing() -> None:
    assert compile_all([], SITE, 4, silent) == []


def test_a_worker_killed_from_outside_is_trouble_that_names_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_BATCH", 1)  # so that most of the work is still ahead when the first is done
    ours = {child.pid for child in active_children()}

    def kill(done: int) -> None:
        for worker in active_children():
            if worker.pid not in ours:
                worker.kill()

    with pytest.raises(Trouble, match=r"a worker process was killed at news/\d+\.md or soon after; .* try --jobs 1"):
        compile_all(SOURCES, SITE, 2, kill)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_defect_of_ours_names_the_file_that_it_was_at(jobs: int) -> None:
    broken = replace(SITE, timezone="Nowhere/At all")  # which no settings can bring about
    with pytest.raises(Exception, match="Nowhere") as caught:
        compile_all(SOURCES, broken, jobs, silent)
    assert caught.value.__notes__ == [SOURCES[0].path]
