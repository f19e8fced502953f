"""Compiled documents into entries: what depends on the others."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.compile import compile_source
from pipeline.dates import rfc3339
from pipeline.link import corpus, link, next_due, published
from pipeline.media_files import media_file
from pipeline.model import (
    Attachment,
    Corpus,
    Entry,
    EntryImage,
    Ledger,
    MediaFile,
    Origin,
    Published,
    Relocation,
    Source,
    Translation,
)
from tests.site.reading import sound
from tests.targets import compiled, localised

SITE = sound(
    """\
[site]
title = { de = "Netzwerke", en = "Networks", fr = "Réseaux" }
base_url = "https://site.example"
outputs_url = "https://out.example/feeds"
id_authority = "site.example,2026"
languages = ["de", "en", "fr"]
default_language = "en"
timezone = "Europe/Berlin"
[collections.news]
type = "news"
url = "/{lang}/news/{slug}"
[collections.people]
type = "person"
shared = true
url = "/{lang}/people/{id}"
[feeds.all]
title = { de = "Alles", en = "All", fr = "Tout" }
formats = ["atom", "json"]
[feeds.german]
title = { de = "Deutsch", en = "German", fr = "Allemand" }
languages = ["de", "fr"]
[feeds.by]
title = { de = "Von", en = "By", fr = "De" }
each = "person"
""",
    {
        "news": """{"properties": {
            "topics": {"type": "array", "items": {"type": "string", "x-vocabulary": "topics"}},
            "kind": {"type": "string", "x-vocabulary": "topics"},
            "person": {"type": "string", "x-reference": "person"},
            "others": {"type": "array", "items": {"type": "string", "x-reference": "news"}},
            "place": {"type": "string"}}}""",
        "person": """{"properties": {"role": {"type": "string"}}}""",
    },
    {"topics": 'title = { en = "T", de = "T", fr = "T" }\n[terms.law]\nlabel = { en = "Law", de = "Recht", fr = "Droit" }\n'},
)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HERE = "news/here.en.md"
ADA = {"people/ada.md": "id: ada\ntitle: { en: Ada & Co, de: Ada u. a., fr: Ada }\ndate: 2026-01-01"}
FILES = {"media/a.png": "a" * 64, "media/Plan & Weg.pdf": "b" * 64}
DOT = MediaFile("media/a.aaaaaaaaaaaa.png", "a" * 64, 5, "image/png")


def the_corpus(sources: Mapping[str, str], now: datetime = NOW, ledger: Ledger | None = None) -> Corpus:
    """Return *sources*, front matter and body by path, compiled; a body begins after an empty line."""
    documents = []
    for path, written in sources.items():
        front, _, body = written.partition("\n\n")
        text = f"---\n{front}\n---\n{body}"
        documents.append(compile_source(Source(path, text, sha256(text.encode()).hexdigest()), SITE))
    return corpus(documents, SITE, now, FILES, ledger)


def linked(
    sources: Mapping[str, str],
    now: datetime = NOW,
    ledger: Ledger | None = None,
    files: Mapping[str, str] = FILES,
    media: Mapping[str, MediaFile] | None = None,
) -> dict[tuple[str, str], Entry]:
    """Return what *sources* publish, by id and language; each of *files*, by path, has a digest."""
    whole = the_corpus(sources, now, ledger)
    media = media or {path: media_file(path, digest, 5) for path, digest in files.items()}
    return {(entry.id, entry.language): entry for entry in link(whole, published(whole), media)}


def here(body: str = "", front: str = "", others: Mapping[str, str] = ADA, **options: Any) -> Entry:
    """Return the English entry `here` as it is among *others*."""
    return linked({HERE: f"id: here\ndate: 2026-02-01\n{front}\n\n{body}", **others}, **options)["here", "en"]


# The corpus


def test_documents_come_by_path_and_translations_in_the_sites_order_however_they_are_found() -> None:
    sources = {"news/b.fr.md": "id: b", "news/b.de.md": "id: b", "news/a.md": "title: without", "people/c.md": "id: c"}
    for order in (sources, dict(reversed(sources.items()))):
        whole = the_corpus(order)
        assert [document.path for document in whole.documents] == sorted(sources)
        assert {id: [each.localised.language for each in found] for id, found in whole.by_id.items()} == {
            "b": ["de", "fr"],
            "c": ["de", "en", "fr"],
        }
        assert whole.by_path["news/a.md"].id == ""
        assert whole.files == set(FILES)


# What is published, in which order, and until when


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("", True),
        ("draft: true", False),
        ("date: 2026-06-01 14:00:00", True),
        ("date: 2026-06-01 14:00:01", False),
        ("date: 2030-01-01\npublishDate: 2026-01-01", True),
        ("expiryDate: 2026-06-01 14:00:00", False),
        ("expiryDate: 2026-06-01 14:00:01", True),
    ],
)
def test_what_is_due_is_published_and_what_has_ended_is_not(front: str, shown: bool) -> None:
    assert len(published(the_corpus({HERE: f"id: here\n{front}"}))) == shown


def test_entries_come_by_language_and_collection_newest_first_then_by_uid() -> None:
    whole = the_corpus(
        {
            **ADA,
            "news/old.en.md": "id: old\ndate: 2026-01-01",
            "news/new.en.md": "id: new\ndate: 2026-05-01",
            "news/neu.de.md": "id: neu\ndate: 2026-05-01",
            # As uids, `…:same-day:en` comes before `…:same:en`.
            "news/1.en.md": "id: same\ndate: 2026-03-01",
            "news/2.en.md": "id: same-day\ndate: 2026-03-01",
            "news/3.en.md": "id: undated",
        }
    )
    assert [target.key for target in published(whole)] == [
        ("neu", "de"),
        ("ada", "de"),
        ("undated", "en"),
        ("new", "en"),
        ("same-day", "en"),
        ("same", "en"),
        ("old", "en"),
        ("ada", "en"),
        ("ada", "fr"),
    ]


@pytest.mark.parametrize(
    ("fronts", "due"),
    [
        ([], None),
        (["date: 2026-01-01"], None),
        (["date: 2026-07-01"], "2026-06-30T22:00:00Z"),
        (["date: 2026-01-01\npublishDate: 2026-07-01"], "2026-06-30T22:00:00Z"),
        (["expiryDate: 2026-08-01", "date: 2026-07-01", "date: 2026-09-01"], "2026-06-30T22:00:00Z"),
        (["date: 2026-01-01\nexpiryDate: 2026-06-02"], "2026-06-01T22:00:00Z"),
        (["date: 2026-07-01\ndraft: true"], None),
        (["date: 2026-06-01T12:00:00Z"], None),
    ],
)
def test_the_next_due_instant_is_the_earliest_still_ahead(fronts: list[str], due: str | None) -> None:
    found = next_due(the_corpus({f"news/{at}.md": f"id: n{at}\n{front}" for at, front in enumerate(fronts)}))
    assert (rfc3339(found) if found else None) == due


# The body

OTHERS = {
    **ADA,
    "news/both.en.md": "id: both\nslug: both-en",
    "news/both.de.md": "id: both\nslug: beide",
    "news/german.de.md": "id: german",
    "news/french.fr.md": "id: french",
    "news/half.en.md": "id: half\ndraft: true",
    "news/half.de.md": "id: half\nperson: ada",
}


@pytest.mark.parametrize(
    ("target", "attributes"),
    [
        ("entry:both", 'href="https://site.example/en/news/both-en"'),
        ("entry:both#part", 'href="https://site.example/en/news/both-en#part"'),
        ("entry:both#%C3%BCber", 'href="https://site.example/en/news/both-en#%C3%BCber"'),
        ("entry:ada", 'href="https://site.example/en/people/ada"'),
        ("entry:both#a%26b", 'href="https://site.example/en/news/both-en#a&amp;b"'),
        # In another language where there is no other, which is said
        ("entry:german", 'href="https://site.example/de/news/german" hreflang="de"'),
        ("entry:half", 'href="https://site.example/de/news/half" hreflang="de"'),
        ("entry:french#part", 'href="https://site.example/fr/news/french#part" hreflang="fr"'),
        # A feed: its page, or the document in a format
        ("feed:all", 'href="https://out.example/feeds/feeds/en/all.html"'),
        ("feed:all.atom", 'href="https://out.example/feeds/feeds/en/all.atom.xml"'),
        ("feed:all.json#a%26b", 'href="https://out.example/feeds/feeds/en/all.json#a&amp;b"'),
        ("feed:german", 'href="https://out.example/feeds/feeds/de/german.html" hreflang="de"'),
        ("feed:by-ada.rss", 'href="https://out.example/feeds/feeds/de/by-ada.rss.xml" hreflang="de"'),
        # A source says its language itself, unless it has all
        ("both.en.md", 'href="https://site.example/en/news/both-en"'),
        ("both.de.md#part", 'href="https://site.example/de/news/beide#part" hreflang="de"'),
        ("../people/ada.md", 'href="https://site.example/en/people/ada"'),
        # A file, under the name that it is published by
        ("../media/a.png#a%26b%22%3C%20c", 'href="https://out.example/feeds/media/a.aaaaaaaaaaaa.png#a&amp;b%22%3C%20c"'),
        ("../media/a.png", 'href="https://out.example/feeds/media/a.aaaaaaaaaaaa.png"'),
        ("../media/Plan%20%26%20Weg.pdf#page=2", 'href="https://out.example/feeds/media/plan-weg.bbbbbbbbbbbb.pdf#page=2"'),
    ],
)
def test_a_link_leads_to_where_its_target_is_published(target: str, attributes: str) -> None:
    entry = here(f"A [link]({target}).\n", others=OTHERS)
    assert entry.fragment == entry.html == f"<p>A <a {attributes}>link</a>.</p>\n"


def test_an_anchor_is_relative_in_the_fragment_and_absolute_in_the_full_text() -> None:
    entry = here("[On](#über) and on[^1].\n\n## Über {#über}\n\n[^1]: A note.\n")
    for anchor in ("#%C3%BCber", "#fn-here-1", "#fnref-here-1"):
        assert entry.fragment.count(f'href="{anchor}"') == 1
        assert entry.html.count(f'href="https://site.example/en/news/here{anchor}"') == 1
    assert 'href="#' not in entry.html
    assert entry.fragment.replace('href="#', 'href="https://site.example/en/news/here#') == entry.html


def test_no_url_ends_the_attribute_that_it_stands_in() -> None:
    url = """https://site.example/?a=1&b="'<>"""
    version = localised("en", url=url)
    holes = tuple(Relocation(9, 9, kind, goal, "a&b") for kind, goal in (("anchor", ""), ("entry", "here"), ("source", "x.md")))
    for hole in holes:
        document = compiled("here", version, path="x.md", html='<a href="">x</a>', relocations=(hole,))
        whole = corpus([document], SITE, NOW, ())
        [entry] = link(whole, published(whole), {})
        escaped = "https://site.example/?a=1&amp;b=&quot;&#x27;&lt;&gt;#a&amp;b"
        assert entry.html == f'<a href="{escaped}">x</a>'


def test_a_picture_is_shown_from_where_it_is_published() -> None:
    url = "https://out.example/feeds/media/a.aaaaaaaaaaaa.png"
    entry = here("![A](../media/a.png)\n\n![B](../media/a.png)\n")
    assert f'<p><img src="{url}" decoding="async" alt="A"></p>' in entry.html
    assert f'<p><img src="{url}" loading="lazy" decoding="async" alt="B"></p>' in entry.html
    assert entry.fragment == entry.html


LISTING = "Before\n\n::: listing type=person{}\nNobody [yet](entry:here), see the [plan](#plan).\n:::\n\nAfter\n"


def test_a_listing_takes_the_place_of_its_text_with_all_that_is_in_it() -> None:
    listed = '<ul class="listing">\n<li><a href="https://site.example/en/people/ada">Ada &amp; Co</a></li>\n</ul>\n'
    entry = here(LISTING.format(""))
    assert entry.fragment == entry.html == f"<p>Before</p>\n{listed}<p>After</p>\n"


def test_where_nothing_is_listed_its_text_stays_and_is_linked() -> None:
    text = '<p>Nobody <a href="https://site.example/en/news/here">yet</a>, see the <a href="{}#plan">plan</a>.</p>\n'
    entry = here(LISTING.format(" role=nobody"))
    assert entry.fragment == f"<p>Before</p>\n{text.format('')}<p>After</p>\n"
    assert entry.html == f"<p>Before</p>\n{text.format('https://site.example/en/news/here')}<p>After</p>\n"


def test_what_follows_a_listing_at_once_is_not_taken_with_it() -> None:
    entry = here("::: listing type=person\n:::\n::: listing type=person\n:::\n[Ada](entry:ada)\n")
    assert entry.html.count("<ul") == 2
    assert entry.html.endswith('<p><a href="https://site.example/en/people/ada">Ada</a></p>\n')


def test_a_listing_lists_what_is_published_in_its_own_language() -> None:
    sources = {
        "news/page.en.md": "id: page\n\n::: listing type=news kind=law\n:::",
        "news/page.de.md": "id: page\n\n::: listing type=news kind=law\n:::",
        "news/both.en.md": "id: both\nkind: law",
        "news/both.de.md": "id: both\nkind: law",
        "news/draft.en.md": "id: draft\nkind: law\ndraft: true",
        "news/ended.en.md": "id: ended\nkind: law\nexpiryDate: 2026-01-01",
    }
    entries = linked(sources)
    assert entries["page", "en"].html.count("<li>") == entries["page", "de"].html.count("<li>") == 1
    assert "https://site.example/de/news/both" in entries["page", "de"].html


FILLING = "Ω"
"""A URL that stands in no text."""
MARKDOWN = [
    "[a](entry:to)",
    "[b](to.md)",
    "![c](entry:to)",
    "::: listing type=none",
    ":::",
    "*d* & <e>",
    "| f |\n|---|",
    "- ",
    "",
]


@given(st.lists(st.sampled_from(MARKDOWN), max_size=12).map("\n".join))
def test_linking_fills_the_holes_and_changes_nothing_else(body: str) -> None:
    document = compile_source(Source("news/from.md", f"---\nid: from\n---\n{body}", "0" * 64), SITE)
    version = localised("en", url=FILLING)
    whole = corpus([document, compiled("to", version, path="news/to.md")], SITE, NOW, ())
    entry = next(entry for entry in link(whole, published(whole), {}) if entry.id == "from")
    assert entry.html == entry.fragment
    assert entry.html.replace(FILLING, "") == document.html
    filled = [len(before.replace(FILLING, "")) for before in prefixes(entry.html, FILLING)]
    assert filled == [hole.offset for hole in document.relocations if hole.kind not in ("listing", "image", "credit")]


@given(st.text(alphabet="<p>& ä🎓\n"), st.lists(st.integers(0, 100)))
def test_a_hole_may_be_anywhere_and_many_at_one_place(html: str, offsets: list[int]) -> None:
    holes = sorted(offset for offset in offsets if offset <= len(html))
    relocations = tuple(Relocation(offset, offset, "entry", "here") for offset in holes)
    document = compiled("here", localised("en", url=FILLING), html=html, relocations=relocations)
    whole = corpus([document], SITE, NOW, ())
    [entry] = link(whole, published(whole), {})
    assert entry.html.replace(FILLING, "") == html
    assert [len(before.replace(FILLING, "")) for before in prefixes(entry.html, FILLING)] == holes


def prefixes(text: str, part: str) -> list[str]:
    """Return what stands before each *part* in *text*."""
    return [text[:at] for at, character in enumerate(text) if character == part]


# What stands beside it


def test_references_are_resolved_to_what_readers_need_to_follow_them() -> None:
    entry = here(front="person: ada\nothers: [german, both]", others=OTHERS)
    assert entry.fields == {
        "person": {
            "id": "ada",
            "uid": "tag:site.example,2026:ada:en",
            "type": "person",
            "title": "Ada & Co",
            "url": "https://site.example/en/people/ada",
        },
        "others": [
            {
                "id": "german",
                "uid": "tag:site.example,2026:german:de",
                "type": "news",
                "title": "german",
                "url": "https://site.example/de/news/german",
            },
            {
                "id": "both",
                "uid": "tag:site.example,2026:both:en",
                "type": "news",
                "title": "both",
                "url": "https://site.example/en/news/both-en",
            },
        ],
    }
    assert entry.refers == {"person": ("ada",), "others": ("german", "both")}


def test_terms_are_labelled_in_the_entrys_language() -> None:
    front = "topics: [law]\nkind: law\nplace: law"
    entries = linked({"news/x.en.md": f"id: x\n{front}", "news/x.fr.md": f"id: x\n{front}"})
    assert entries["x", "en"].fields == {
        "topics": [{"id": "law", "label": "Law"}],
        "kind": {"id": "law", "label": "Law"},
        "place": "law",
    }
    assert entries["x", "fr"].fields["kind"] == {"id": "law", "label": "Droit"}
    assert entries["x", "fr"].refers == {"topics": ("law",), "kind": ("law",)}


def test_translations_are_the_other_published_languages_the_default_one_first() -> None:
    entries = linked(ADA | OTHERS)
    assert [other.language for other in entries["ada", "de"].translations] == ["en", "fr"]
    assert [other.language for other in entries["ada", "en"].translations] == ["de", "fr"]
    assert [other.language for other in entries["ada", "fr"].translations] == ["en", "de"]
    assert entries["both", "en"].translations == (
        Translation("de", "tag:site.example,2026:both:de", "https://site.example/de/news/beide", "both"),
    )
    assert entries["half", "de"].translations == ()


def stale(sources: Mapping[str, str]) -> dict[tuple[str, str], list[tuple[str, bool, tuple[str, ...]]]]:
    """For each entry its translations, and whether and where their sources changed since."""
    return {
        key: [(other.language, other.stale, other.changed) for other in entry.translations]
        for key, entry in linked(sources).items()
    }


def test_a_translation_is_stale_where_its_source_says_that_it_changed_later() -> None:
    source, translation = "id: x\ndate: 2026-01-01\nlastmod: 2026-05-01", "id: x\ndate: 2026-01-01"
    assert stale({"news/x.en.md": source, "news/x.de.md": translation, "news/x.fr.md": source}) == {
        ("x", "en"): [("de", True, ()), ("fr", False, ())],
        ("x", "de"): [("en", False, ()), ("fr", False, ())],
        ("x", "fr"): [("en", False, ()), ("de", True, ())],
    }


def test_a_translation_is_stale_in_the_sections_that_changed_since_it_was_confirmed() -> None:
    zeros = "000000000000"
    confirmed = f"id: x\ntranslated: {{from: en, sections: {{when: '{zeros}'}}}}"
    found = stale({"news/x.en.md": "id: x\ntitle: X\n\n## When?\n\nIn May.", "news/x.de.md": confirmed})
    assert found["x", "en"] == [("de", True, ("(title and summary)", "(beginning)", "When?"))]
    assert found["x", "de"] == [("en", False, ())]


def test_what_holds_all_languages_itself_is_never_stale() -> None:
    assert stale({"people/ada.md": "id: ada\nlastmod: 2026-05-01"})["ada", "en"] == [("de", False, ()), ("fr", False, ())]


def test_a_stale_translation_changes_the_digest_of_the_entries_that_name_it() -> None:
    sources = {"news/x.en.md": "id: x\ndate: 2026-01-01\nlastmod: 2026-05-01", "news/x.de.md": "id: x\ndate: 2026-05-02"}
    before, after = linked(sources), linked(sources | {"news/x.de.md": "id: x\ndate: 2026-01-01\nlastmod: 2026-04-01"})
    assert before["x", "en"].digest != after["x", "en"].digest


def test_aliases_become_absolute() -> None:
    entry = here(front="aliases: [/old/here, https://old.example/here]")
    assert entry.aliases == ("https://site.example/old/here", "https://old.example/here")


@pytest.mark.parametrize(
    ("image", "found"),
    [
        (
            "{src: ../media/a.png, alt: A dot}",
            EntryImage("https://out.example/feeds/media/a.aaaaaaaaaaaa.png", "A dot", DOT),
        ),
        (
            "{src: ../media/a.png, alt: A dot, credit: ' Ada\t Löwe', licence: CC0 1.0}",
            EntryImage("https://out.example/feeds/media/a.aaaaaaaaaaaa.png", "A dot", DOT, "Ada Löwe", "CC0 1.0"),
        ),
        ("https://cdn.example/b.png", EntryImage("https://cdn.example/b.png", "")),
        ("../media/nowhere.png", None),
    ],
)
def test_the_image_is_a_url(image: str, found: EntryImage | None) -> None:
    entry = here(front=f"image: {image}")
    assert entry.image == found
    assert entry.images == ((found,) if found else ())


ORIGIN = Origin({"en": "Photo: Ada & Co", "de": "Foto: Ada & Co"}, "CC BY 4.0", "https://photos.example/1")


def test_what_the_file_beside_an_image_says_stands_behind_it_wherever_it_is_shown() -> None:
    entry = here("![A](../media/a.png)3\n", media={"media/a.png": replace(DOT, origin=ORIGIN)})
    assert ' alt="A"> <small class="credit">Photo: Ada &amp; Co, CC BY 4.0</small>3</p>' in entry.html
    [image] = entry.images
    assert (image.credit, image.licence, image.source) == ("Photo: Ada & Co", "CC BY 4.0", "https://photos.example/1")


def test_an_entrys_own_words_for_its_image_come_before_those_of_the_file_beside_it() -> None:
    front = "image: {src: ../media/a.png, alt: A, credit: Ada}"
    image = here("![A](../media/a.png) ![B](../media/a.png)", front, media={"media/a.png": replace(DOT, origin=ORIGIN)}).images
    assert [(each.alt, each.credit, each.licence) for each in image] == [
        ("A", "Ada", "CC BY 4.0"),
        ("B", "Photo: Ada & Co", "CC BY 4.0"),
    ]


def test_images_stand_in_the_order_of_the_body_with_their_smaller_sizes() -> None:
    small = MediaFile("media/b-480w.cccccccccccc.webp", "c" * 64, 3, "image/webp", 480, 240)
    wide = MediaFile("media/b.bbbbbbbbbbbb.png", "b" * 64, 9, "image/png", 1200, 600, recipe="r", renditions=(small,))
    body = "![](../media/b.png){decorative} ![C](../media/a.png) ![](../media/b.png){decorative} ![D](../media/none.png)"
    entry = here(body, media={"media/a.png": DOT, "media/b.png": wide})
    assert [(image.alt, image.file) for image in entry.images] == [("", wide), ("C", DOT)]
    assert [(each.url, each.file) for each in entry.images[0].renditions] == [
        (f"https://out.example/feeds/{small.name}", small)
    ]
    assert entry.media == tuple(sorted(image.url for image in entry.images))
    assert 'srcset="https://out.example/feeds/media/b-480w.cccccccccccc.webp 480w, ' in entry.html


def test_a_file_that_is_linked_to_is_attached_once_and_one_that_is_shown_is_not() -> None:
    plan = "[plan](<../media/Plan & Weg.pdf>)"
    entry = here(f"![A](../media/a.png) {plan} {plan}\n")
    name = "media/plan-weg.bbbbbbbbbbbb.pdf"
    assert entry.attachments == (Attachment(f"https://out.example/feeds/{name}", name, "application/pdf", 5, "b" * 64),)


# Dates


def ledger_with(uid: str, first: datetime) -> Ledger:
    return Ledger("e", 1, {uid: Published(uid, "here", "en", "news", "", "", first, "")}, {}, {})


@pytest.mark.parametrize(
    ("front", "known", "first"),
    [
        ("", False, "2026-06-01T14:00:00+02:00"),
        ("", True, "2026-03-01T13:00:00+01:00"),
        ("date: 2026-02-01", True, "2026-02-01T00:00:00+01:00"),
        ("publishDate: 2026-02-02", True, "2026-02-02T00:00:00+01:00"),
        ("date: 2026-02-01\npublishDate: 2026-02-02", False, "2026-02-02T00:00:00+01:00"),
    ],
)
def test_first_publication_is_what_the_author_says_else_the_ledger_else_now(front: str, known: bool, first: str) -> None:
    ledger = ledger_with("tag:site.example,2026:here:en", datetime(2026, 3, 1, 12, tzinfo=UTC)) if known else None
    entry = linked({HERE: f"id: here\n{front}"}, ledger=ledger)["here", "en"]
    assert rfc3339(entry.published) == rfc3339(entry.modified) == first


def test_the_ledger_speaks_of_one_language_only() -> None:
    ledger = ledger_with("tag:site.example,2026:here:de", datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert linked({HERE: "id: here"}, ledger=ledger)["here", "en"].published == NOW


@pytest.mark.parametrize(
    ("lastmod", "modified"),
    [("2026-03-05", "2026-03-05T00:00:00+01:00"), ("2026-01-05", "2026-02-01T00:00:00+01:00")],
)
def test_nothing_is_modified_before_it_is_published(lastmod: str, modified: str) -> None:
    assert rfc3339(here(front=f"lastmod: {lastmod}").modified) == modified


def test_times_are_in_the_sites_zone() -> None:
    entry = here(front="publishDate: 2026-02-01T12:00:00Z\nexpiryDate: 2026-12-01T12:00:00Z")
    assert entry.expires
    assert (rfc3339(entry.published), rfc3339(entry.expires)) == ("2026-02-01T13:00:00+01:00", "2026-12-01T13:00:00+01:00")


# The digest


def test_the_digest_changes_with_all_that_is_said_and_with_nothing_else() -> None:
    before = here("[Ada](entry:ada)\n", "person: ada")
    assert before.digest == here("[Ada](entry:ada)\n", "person: ada", now=NOW.replace(month=7)).digest
    renamed = {path: text.replace("Ada & Co", "Ada") for path, text in ADA.items()}
    other_path = {path.replace("ada", "lovelace"): text for path, text in ADA.items()}
    assert before.digest == here("[Ada](entry:ada)\n", "person: ada", other_path).digest
    digests = {
        before.digest,
        here("[Ada](entry:ada)\n", "person: ada", renamed).digest,
        here("[Ada ](entry:ada)\n", "person: ada\nweight: 1").digest,
        here("[Bo](entry:ada)\n", "person: ada").digest,
        here("[Ada](entry:ada)\n", "person: ada\nlastmod: 2026-03-01").digest,
    }
    assert len(digests) == 5


def test_linking_again_gives_the_same() -> None:
    assert linked(OTHERS) == linked(dict(reversed(OTHERS.items())))


# Media


def test_a_site_without_anything_links_into_nothing() -> None:
    whole = the_corpus({})
    assert link(whole, published(whole), {}) == ()
    assert next_due(whole) is None
