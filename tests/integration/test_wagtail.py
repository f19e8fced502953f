"""Wagtail with the importer of tests/integration/wagtail_site: what its visitors see is what was published, for years."""

import hashlib
import json
import random
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html
from PIL import Image

from pipeline.consume import Copy, Entry
from tests.integration.conftest import ROOT
from tests.integration.pulling import Reader
from tests.integration.wagtail import Visit, Wagtail
from tests.integration.web import Web, serving
from tests.sites import NOW, SiteTest, tree

pytestmark = pytest.mark.integration

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
START = NOW + timedelta(days=200)
LATER = START + timedelta(days=1)
PARTNERSHIP = "partnerships/casa-eth-zurich.en.md"
WITH_FILES = """\
---
id: with-files
title: Über <Netze> & "Dateien"
summary: An entry with a picture, a document & <more>.
date: 2026-11-23
expiryDate: 2027-11-23
image:
  src: ../media/map.png
  alt: A map of our partners
---

See the [programme (PDF)](../media/programme.pdf), and [part two](#two).

## Part two {#two}

| Partner | Country |
| --- | --- |
| ETH Zurich | Switzerland |

Term
: *[lang]{lang=de}* stays.
"""
TREE = """\
[site]
title = { en = "A", de = "A" }
base_url = "https://site.example"
outputs_url = "https://site.example/feeds"
id_authority = "site.example,2026"
languages = ["en", "de"]
default_language = "en"
timezone = "Europe/Berlin"
publisher = { name = "A", url = "https://site.example/" }

[collections.pages]
url = "/{lang}/{path}"
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Wagtail:
    """A new site."""
    return Wagtail.migrated(tmp_path_factory.mktemp("wagtail") / "empty")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> SiteTest:
    """This repository's content and an entry with files, published."""
    site = SiteTest(tmp_path_factory.mktemp("content"), empty=True)
    shutil.copytree(ROOT / "content", site.content, dirs_exist_ok=True)
    Image.frombytes("L", (900, 450), random.Random(1).randbytes(900 * 450)).save(site.content / "media/map.png")
    site.write("media/programme.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return site.write("news/with-files.en.md", WITH_FILES).published(START)


@pytest.fixture(scope="module")
def full(empty: Wagtail, first: SiteTest, tmp_path_factory: pytest.TempPathFactory) -> Wagtail:
    """The site after everything has been imported from what `pipeline pull` fetched."""
    reader = Reader(tmp_path_factory.mktemp("pulled") / "copy")
    with Web(serving(tree(first.output))) as web:
        reader.pull(web.url)
    project = empty.copied(tmp_path_factory.mktemp("wagtail") / "full")
    assert project.bring(reader.folder) == f"{len(reader.copy().rows)} written, 0 withdrawn, 0 redirects changed"
    return project


@pytest.fixture
def site(first: SiteTest, tmp_path: Path) -> SiteTest:
    """The content and what was published of it, to be changed."""
    shutil.copytree(first.content.parent, tmp_path / "site")
    site = SiteTest.__new__(SiteTest)
    site.content, site.output = tmp_path / "site/content", tmp_path / "site/outputs"
    return site


@pytest.fixture
def project(full: Wagtail, tmp_path: Path) -> Wagtail:
    """The site after everything has been imported, to be changed."""
    return full.copied(tmp_path / "wagtail")


@pytest.fixture
def small(tmp_path: Path) -> SiteTest:
    """A site in which the name of a file is its URL."""
    return SiteTest(tmp_path, empty=True).write("site.toml", TREE)


def page(id: str, text: str = "Text.") -> str:
    return f"---\nid: {id}\ntitle: The page {id}\nsummary: Text.\ndate: 2026-01-01\n---\n\n{text}\n"


def path_of(entry: Entry) -> str:
    return urlsplit(entry.url).path


# What a visitor sees


def test_every_entry_is_shown_as_it_was_published(full: Wagtail, first: SiteTest) -> None:
    copy = Copy.open(first.output)
    with full.visited() as visit:
        for entry in copy.entries():
            answer = visit.get(path_of(entry))
            assert answer.status == 200, entry.url
            shown: Any = html.document_fromstring(answer.body.decode())
            assert shown.get("lang") == entry.language
            assert shown.findtext("head/title") == entry.title == shown.findtext(".//h1")
            assert shown.xpath("//meta[@name='description']/@content") == [entry.summary]
            siblings = {each.language: urlsplit(each.url).path for each in entry.translations} | {
                entry.language: path_of(entry)
            }
            assert alternates(shown) == (siblings if len(siblings) > 1 else {})
            assert [urlsplit(url).path for url in shown.xpath("//link[@rel='canonical']/@href")] == [path_of(entry)]
            [announced, *_] = shown.xpath("//link[@type='application/atom+xml']/@href")
            assert announced.endswith(f"/feeds/{entry.language}/news.atom.xml")
            described = [json.loads(data) for data in shown.xpath("//script[@type='application/ld+json']/text()")]
            assert described == ([entry.json_ld] if entry.json_ld else [])
            [text] = shown.find_class("kn-entry")
            says_the_same(text, html.fragment_fromstring(copy.fragment(entry)), copy, visit)


def alternates(page: Any) -> dict[str, str]:
    links = page.xpath("//link[@rel='alternate'][not(@type)]")
    return {link.get("hreflang"): urlsplit(link.get("href")).path for link in links}


def says_the_same(shown: Any, published: Any, copy: Copy, visit: Visit) -> None:
    """Element by element; where an image or a document is at a URL of this site, it has the promised bytes."""
    assert [each.tag for each in shown.iter()] == [each.tag for each in published.iter()]
    for one, other in zip(shown.iter(), published.iter(), strict=True):
        assert (one.text or "", (one.tail or "").strip()) == (other.text or "", (other.tail or "").strip())
        assert one.keys() == other.keys()
        for name, value in other.items():
            # `srcset` has several URLs.
            for word, here in zip(value.split(), one.get(name).split(), strict=True):
                if "/feeds/media/" in word:
                    file = visit.get(here)
                    assert file.status == 200
                    assert hashlib.sha256(file.body).hexdigest() == copy.files[word.partition("/feeds/")[2]].sha256
                else:
                    assert here == word


def test_a_browser_shows_it_without_a_word_of_complaint_and_without_barriers(full: Wagtail, first: SiteTest) -> None:
    copy = Copy.open(first.output)
    ids = ["internationalisation-strategy", "how-to-subscribe", "with-files"]
    entries = {path_of(entry): entry for entry in copy.entries() if entry.id in ids}
    with full.visited() as visit:
        command = ["node", str(HERE / "browse_entries.mjs"), CHROMIUM, f"http://127.0.0.1:{visit.port}", *entries]
        done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, encoding="utf-8", timeout=80)
    for path, seen in json.loads(done.stdout).items():
        entry = entries[path]
        published = html.fragment_fromstring(copy.fragment(entry))
        assert (seen["title"], seen["heading"], seen["language"]) == (entry.title, entry.title, entry.language)
        assert seen["text"] == published.text_content()
        assert [image["alt"] for image in seen["images"]] == published.xpath("//img/@alt")
        assert all(image["naturalWidth"] for image in seen["images"])
        assert (seen["said"], seen["elsewhere"], seen["violations"]) == ([], [], []), path
        assert seen["sideways"] <= 0


def test_images_and_documents_are_in_the_libraries_with_what_they_show_and_are_called(full: Wagtail, first: SiteTest) -> None:
    images = full.rows("SELECT description, file, width, file_hash FROM wagtailimages_image")
    by_text = {text: (full.folder / "media" / file, width, sha1) for text, file, width, sha1 in images}
    [strategy] = Copy.open(first.output).read("fragments/en/internationalisation-strategy.html").decode().split("<img")[1:]
    assert {"A map of our partners", *(alt[:255] for alt in re.findall(r'alt="([^"]+)', strategy))} <= by_text.keys()
    for file, width, sha1 in by_text.values():
        assert width > 100
        assert hashlib.sha1(file.read_bytes()).hexdigest() == sha1
    [(name,)] = full.rows("SELECT file FROM wagtaildocs_document")
    assert (full.folder / "media" / name).read_bytes() == (first.content / "media/programme.pdf").read_bytes()
    [(picture,)] = full.rows("SELECT image_id FROM knowledge_networks_entrypage WHERE image_id IS NOT NULL")
    assert full.rows("SELECT description FROM wagtailimages_image WHERE id = ?", picture) == [("A map of our partners",)]


def test_dates_are_those_of_the_entry(full: Wagtail) -> None:
    query = "SELECT first_published_at, expire_at FROM wagtailcore_page WHERE slug = 'with-files'"
    assert full.rows(query) == [("2026-11-22 23:00:00", "2027-11-22 23:00:00")]


# Again and again


def test_a_second_import_writes_nothing(project: Wagtail, first: SiteTest) -> None:
    before = project.digest()
    assert project.bring(first.output) == "0 written, 0 withdrawn, 0 redirects changed"
    assert project.digest() == before


def test_only_what_was_edited_is_written(project: Wagtail, site: SiteTest) -> None:
    revisions = project.number("wagtailcore_revision")
    site.edit("news/with-files.en.md", "ETH Zurich |", "ETH Zürich |").published(LATER)
    assert project.bring(site.output) == "1 written, 0 withdrawn, 0 redirects changed"
    assert project.number("wagtailcore_revision") == revisions + 1
    with project.visited() as visit:
        assert "<td>ETH Zürich</td>" in visit.get("/en/news/with-files").body.decode()


def test_a_page_that_is_renamed_stays_the_same_page_and_its_old_url_leads_to_it(project: Wagtail, site: SiteTest) -> None:
    number, *_ = project.page("/home/news/with-files/")
    with project.visited() as visit:
        site.edit("news/with-files.en.md", "date:", "aliases: [/old/files.html]\nslug: files\ndate:").published(LATER)
        assert project.bring(site.output) == "1 written, 0 withdrawn, 2 redirects changed"
        assert project.page("/home/news/files/")[:2] == (number, 1)
        assert visit.get("/en/news/with-files")[:2] == (301, "/en/news/files")
        assert visit.get("/old/files.html")[:2] == (301, "/en/news/files")
        assert visit.get("/en/news/files").status == 200
        site.edit("news/with-files.en.md", "slug: files\n", "").published(LATER + timedelta(days=1))
        assert project.bring(site.output) == "1 written, 0 withdrawn, 2 redirects changed"
        assert visit.get("/en/news/files")[:2] == (301, "/en/news/with-files")
        assert visit.get("/old/files.html")[:2] == (301, "/en/news/with-files")
        assert visit.get("/en/news/with-files").status == 200
    assert project.number("wagtailredirects_redirect") == 2


def test_what_is_withdrawn_is_unpublished_and_comes_back_as_the_same_page(project: Wagtail, site: SiteTest) -> None:
    number, *_ = project.page("/home/news/with-files/")
    with project.visited() as visit:
        site.edit("news/with-files.en.md", "date:", "draft: true\ndate:").published(LATER)
        assert project.bring(site.output) == "0 written, 1 withdrawn, 0 redirects changed"
        assert project.page("/home/news/with-files/")[:2] == (number, 0)
        assert visit.get("/en/news/with-files").status == 404
        site.edit("news/with-files.en.md", "draft: true\n", "").published(LATER + timedelta(days=1))
        assert project.bring(site.output) == "1 written, 0 withdrawn, 0 redirects changed"
        assert project.page("/home/news/with-files/")[:2] == (number, 1)
        assert visit.get("/en/news/with-files").status == 200


def test_what_is_withdrawn_can_be_deleted_with_its_files(project: Wagtail, site: SiteTest) -> None:
    files = {path for path in project.folder.glob("media/**/*") if path.is_file()}
    site.remove("news/with-files.en.md").published(LATER)
    assert project.bring(site.output, "--delete") == "0 written, 1 withdrawn, 0 redirects changed"
    assert not project.rows("SELECT 1 FROM wagtailcore_page WHERE slug = 'with-files'")
    gone = {path.name.partition(".")[0] for path in files if not path.exists()}
    assert gone == {"map", "map-480w", "programme"}
    assert project.number("wagtailimages_image") == len(list(project.folder.glob("media/original_images/*")))


def test_an_import_that_is_killed_goes_on_where_it_was(empty: Wagtail, full: Wagtail, first: SiteTest, tmp_path: Path) -> None:
    project = empty.copied(tmp_path / "wagtail")
    for after in (3, 31):
        project.bring_and_die(first.output, after)
    written, *_ = project.bring(first.output).split()
    assert 0 < int(written) <= full.number("knowledge_networks_record") - 31
    assert project.shown() == full.shown()
    before = project.digest()
    project.bring(first.output)
    assert project.digest() == before


# What is not ours, and what looks wrong


def test_a_mass_removal_is_refused_unless_it_is_meant(empty: Wagtail, small: SiteTest, tmp_path: Path) -> None:
    project = empty.copied(tmp_path / "wagtail")
    for number in range(10):
        small.write(f"pages/p{number}.en.md", page(f"p{number}"))
    project.bring(small.published().output)
    for number in range(6):
        small.remove(f"pages/p{number}.en.md")
    small.published(LATER, allow_removals=True)
    before = project.digest()
    said = project.refuses(small.output)
    assert re.fullmatch(r"CommandError: 6 of 10 entries would be withdrawn, .+; if that is meant, use --allow-removals", said)
    assert project.digest() == before
    assert project.bring(small.output, "--allow-removals") == "0 written, 6 withdrawn, 0 redirects changed"


def test_what_was_not_imported_is_never_touched(empty: Wagtail, small: SiteTest, tmp_path: Path) -> None:
    project = empty.copied(tmp_path / "wagtail")
    theirs = """
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
home = Page.objects.get(slug="home")
for slug in ("taken", "news"):
    home.add_child(title=slug, slug=slug)
Redirect.add_redirect("/en/old", redirect_to=home)
"""
    project.manage("shell", "-c", theirs)
    own = "SELECT * FROM wagtailcore_page WHERE slug = 'taken'"
    before = project.rows(own)
    small.write("pages/taken.en.md", page("taken"))
    small.write("pages/news/free.en.md", page("free").replace("date:", "aliases: [/en/old]\ndate:"))
    said = project.refuses(small.published().output)
    assert said.endswith("/en/taken belongs to a page that was not imported; move that page")
    assert project.rows(own) == before
    assert project.page("/home/news/free/")[1] == 1
    with project.visited() as visit:
        assert visit.get("/en/old")[:2] == (301, "/en")
    project.rows("UPDATE wagtailcore_page SET slug = 'x', url_path = '/home/x/' WHERE slug = 'taken'")
    assert project.bring(small.output) == "1 written, 0 withdrawn, 0 redirects changed"


def test_a_translation_that_somebody_made_by_hand_is_named(project: Wagtail, site: SiteTest) -> None:
    translate = """
from wagtail.models import Locale, Page
page = Page.objects.get(url_path="/home/news/with-files/").specific
page.copy_for_translation(Locale.objects.get(language_code="de"), copy_parents=True)
"""
    project.manage("shell", "-c", translate)
    site.write("news/with-files.de.md", WITH_FILES.replace("An entry with", "Ein Eintrag mit")).published(LATER)
    said = project.refuses(site.output)
    assert said.endswith("/de/news/with-files has a page already that somebody made as a translation; delete that page")


def test_what_an_editor_changed_stays_until_it_is_to_be_repaired(project: Wagtail, full: Wagtail, first: SiteTest) -> None:
    edit = """
from wagtail.models import Page
page = Page.objects.get(url_path="/home/news/with-files/").specific
page.title = "Mine"
page.save_revision().publish()
Page.objects.get(url_path="/home/clusters/casa/").unpublish()
Page.objects.get(url_path="/home/clusters/resolv/").delete()
page = Page.objects.get(url_path="/home-de/clusters/resolv/")
page.move(Page.objects.get(slug="home-de"), pos="last-child")
"""
    project.manage("shell", "-c", edit)
    assert project.bring(first.output) == "0 written, 0 withdrawn, 0 redirects changed"
    assert project.page("/home/news/with-files/")[2] == "Mine"
    assert project.bring(first.output, "--repair") == "4 written, 0 withdrawn, 0 redirects changed"
    assert project.shown() == full.shown()


def test_what_was_altered_on_its_way_is_refused(project: Wagtail, site: SiteTest) -> None:
    site.edit("news/with-files.en.md", "stays", "goes").published(LATER)
    (site.output / "fragments/en/with-files.html").write_text("<script>alert(1)</script>")
    before = project.digest()
    assert "with-files.html is not the file that is listed" in project.refuses(site.output)
    assert project.digest() == before


def test_a_language_without_a_home_page_is_named(empty: Wagtail, small: SiteTest, tmp_path: Path) -> None:
    small.edit("site.toml", '["en", "de"]', '["en", "fr"]').edit("site.toml", 'de = "A"', 'fr = "A"')
    small.write("pages/a.en.md", page("a")).published()
    said = empty.refuses(small.output)
    assert said == 'CommandError: there is no home page in "fr"; add the locale and translate the home page'


# Where pages stand

STEPS: list[dict[str, str]] = [
    {"a": "a", "a/b/c": "c", "d": "d"},  # a parent, and a place between that nobody has
    {"d": "a", "a/b/c": "c", "a": "d"},  # a parent and a leaf change places
    {"d": "d", "a/b/c": "c", "a/b": "a"},  # an entry goes to a place that was only held
    {"d/e": "d", "a/b/c": "c", "a": "a"},  # one goes below where it was, another above
    {"d": "e", "a/b/c/f": "c", "a": "a", "g": "d"},  # a place is taken over by a new entry
    {"d": "a", "a": "d", "g": "e"},  # leaves change places in a circle, and a branch ends
    {"x/y/z": "d", "x/y/z/a": "a"},  # all at once
]
IN_TURN = """
import json, sys
from django.core.management import call_command
from knowledge_networks.models import Progress
from wagtail.models import Page

found = []
for folder in {folders}:
    if {forgetful}:
        Progress.objects.all().delete()
    call_command("import_knowledge_networks", folder, delete={delete}, allow_removals=True, stdout=sys.stderr)
    pages = Page.objects.filter(depth__gt=2)
    slugs = dict(Page.objects.values_list("path", "slug"))
    for page in pages:
        assert page.url_path == "".join("/" + slugs[page.path[:end]] for end in range(8, len(page.path) + 1, 4)) + "/"
    assert not Page.find_problems()[0]
    found.append([{{page.url_path: page.title for page in pages if page.live}}, len(pages)])
print(json.dumps(found))
"""


@pytest.mark.parametrize("forgetful", [False, True], ids=["by what changed", "by comparing all"])
@pytest.mark.parametrize("delete", [False, True], ids=["unpublish", "delete"])
def test_pages_stand_where_the_urls_of_their_entries_say(
    empty: Wagtail, small: SiteTest, tmp_path: Path, delete: bool, forgetful: bool
) -> None:
    folders = []
    for day, step in enumerate(STEPS):
        shutil.rmtree(small.content / "pages", ignore_errors=True)
        for path, id in step.items():
            small.write(f"pages/{path}.en.md", page(id))
        small.published(NOW + timedelta(days=day))
        folders.append(str(shutil.copytree(small.output, tmp_path / str(day))))
    project = empty.copied(tmp_path / "wagtail")
    program = IN_TURN.format(folders=folders, delete=delete, forgetful=forgetful)
    found = json.loads(project.manage("shell", "-c", program).splitlines()[-1])
    for step, (standing, pages) in zip(STEPS, found, strict=True):
        assert standing == {f"/home/{path}/": f"The page {id}" for path, id in step.items()}
        places = {"/".join(path.split("/")[:depth]) for path in step for depth in range(1, path.count("/") + 2)}
        assert pages == len(places) or not delete, "nothing is left behind"
