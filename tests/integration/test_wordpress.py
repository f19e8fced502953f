"""`pipeline push wordpress` and the real WordPress: what it then holds, and what its visitors are shown."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import html

from pipeline.consume import Copy, Entry, Patience
from pipeline.consume.wordpress import Conversation, Mapped, Push, Rules, Site
from pipeline.model import Trouble
from tests.cli.place import Result, started
from tests.integration.wordpress import Account, Gateway, WordPress, gateway, running
from tests.sites import GOLDEN, SiteTest

pytestmark = pytest.mark.integration

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
OPEN_DAY = "/en/news/open-day"
SETTINGS = """\
[site]
title = { en = "Site", de = "Seite" }
base_url = "https://site.example"
outputs_url = "https://site.example/feeds"
id_authority = "site.example,2026"
languages = ["en", "de"]
[collections.news]
url = "/{lang}/news/{slug}"
[collections.pages]
url = "/{lang}/{path}"
[rules]
TR001 = "off"
"""
ENTRY = """\
---
id: {id}
title: {title}
summary: In short & <well>.
date: 2026-04-01
{more}
---
{text}
"""
COMPLETE = {
    **dict.fromkeys(("/de", "/en", "/en/news"), "draft"),
    **dict.fromkeys(("/de/guide", OPEN_DAY, "/en/news/second", "/en/news/third"), "publish"),
}
"""The status of every page of that site, by its path."""
FACTS = """\
See [the guide](entry:guide) and [the programme (text, 1 KB)](../media/programme.txt).

| What | When |
|------|-----:|
| Tour | 10:00 |

![A dot](../media/dot.png)
"""


class Desk:
    """A small site, published, and a WordPress that it is pushed to."""

    def __init__(self, wordpress: WordPress, gateway: Gateway, folder: Path) -> None:
        self.wordpress, self.gateway = wordpress, gateway
        self.site = SiteTest(folder, empty=True).write("site.toml", SETTINGS)
        shutil.copytree(GOLDEN / "media", self.site.content / "media")
        self.entry("news/open-day.en", text=FACTS, more="image: { src: ../media/dot.png, alt: A dot }")
        self.entry("news/second.en").entry("news/third.en").entry("pages/guide.de")

    def entry(self, name: str, text: str = "Text.", more: str = "", id: str = "") -> "Desk":
        """Write the source *name*, whose title is its id with a capital."""
        id = id or name.rpartition("/")[2].partition(".")[0]
        self.site.write(f"{name}.md", ENTRY.format(id=id, title=id.capitalize(), text=text, more=more))
        return self

    def push(self, *, types: dict[str, str] | None = None, below: tuple[str, ...] = (), **rules: bool) -> list[str]:
        """Publish, push, and return each step in words."""
        self.site.published(allow_removals=True)
        return self.pushed(types=types, below=below, **rules)

    def pushed(self, *, types: dict[str, str] | None = None, below: tuple[str, ...] = (), **rules: bool) -> list[str]:
        """Push what is published."""
        push = self.prepared(types=types, below=below, **rules)
        steps = [f"{step.deed.value} {step.name}{': ' * bool(step.why)}{step.why}" for step in push.run()]
        assert self.wordpress.complaints() == []
        return steps

    def prepared(self, *, types: dict[str, str] | None = None, below: tuple[str, ...] = (), **rules: bool) -> Push:
        patience = Patience(timeout=30, retries=3, pause=0)
        site = Site(Conversation(self.gateway.url, *self.wordpress.account, patience))
        return Push(Copy.open(self.site.output), site, Mapped(types=types or {}, below=below), Rules(**rules))

    def pages(self) -> dict[str, str]:
        """The status of every page and post by its path."""
        found: dict[str, str] = self.wordpress.run("""(function () {
            $found = [];
            foreach (get_posts(['post_type' => ['page', 'post'], 'post_status' => 'any,trash', 'numberposts' => -1]) as $post) {
                $path = '/' . ($post->post_type === 'page' ? get_page_uri($post) : $post->post_name);
                $found[$path] = isset($found[$path]) ? 'twice' : $post->post_status;
            }
            return (object) $found;
        })()""")
        return found

    def id(self, path: str) -> int:
        found: int = self.wordpress.run(f"get_page_by_path('{path}')->ID ?? 0")
        assert found, path
        return found

    def change(self, path: str, **fields: Any) -> None:
        """Do by hand what an editor does in WordPress."""
        given = json.dumps({"ID": self.id(path), **fields})
        assert self.wordpress.run(f"wp_update_post(wp_slash(json_decode({given!r}, true)))")

    def write(self, slug: str, parent: int) -> None:
        """Make a page by hand."""
        page = {
            "post_title": slug,
            "post_content": "Mine.",
            "post_type": "page",
            "post_status": "publish",
            "post_parent": parent,
        }
        assert self.wordpress.run(f"wp_insert_post(json_decode('{json.dumps(page)}', true))")

    def shown(self, path: str) -> str:
        """What a visitor reads there."""
        status, body = self.wordpress.get(f"{path}/")
        assert status == 200, path
        [main] = parsed(body).xpath("//main")
        return normal(main.text_content())


def normal(text: str) -> str:
    """*text* without what WordPress does to typography."""
    plain = text.translate(str.maketrans("“”„‘’–—×", '"""\'\'--x'))
    return " ".join(plain.replace("…", "...").replace("--", "-").split())


@pytest.fixture(scope="module")
def wordpress() -> Iterator[WordPress]:
    with running() as wordpress:
        yield wordpress


@pytest.fixture(scope="module")
def kept(wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory) -> WordPress:
    """That WordPress, when the small site has been pushed to it."""
    wordpress.empty()
    with gateway(wordpress.url) as way:
        Desk(wordpress, way, tmp_path_factory.mktemp("kept")).push()
    wordpress.keep()
    return wordpress


@pytest.fixture
def blank(wordpress: WordPress, tmp_path: Path) -> Iterator[Desk]:
    """The small site, and an empty WordPress."""
    wordpress.empty()
    with gateway(wordpress.url) as way:
        yield Desk(wordpress, way, tmp_path)


@pytest.fixture
def desk(blank: Desk, kept: WordPress) -> Desk:
    """The small site when it has been pushed."""
    kept.restore()
    blank.site.published()
    return blank


# The content of this repository, by the command itself, and what visitors are shown


class Seen(NamedTuple):
    """What came of two runs of the command."""

    copy: Copy
    runs: list[Result]
    asked: list[list[str]]
    """What each of them sent."""
    pages: dict[str, bytes]
    """What a visitor gets of each entry, by its uid."""
    files: dict[str, bytes]
    """And of each image, by its URL."""
    browsed: dict[str, Any]
    """What Chromium shows of some entries, by uid."""
    elsewhere: list[str]
    """What it asked other hosts for."""


@pytest.fixture(scope="module")
def seen(wordpress: WordPress, built_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    wordpress.empty()
    folder, copy = tmp_path_factory.mktemp("seen"), Copy.open(built_outputs)
    runs, asked = [], []
    for _ in range(2):
        with gateway(wordpress.url) as way:
            runs.append(push_by_command(built_outputs, way.url, wordpress.account, folder))
            asked.append(way.asked)
    pages, files = {}, {}
    for entry in copy.entries():
        status, pages[entry.uid] = wordpress.get(path(entry))
        assert status == 200, entry.url
        for image in entry_of(pages[entry.uid]).xpath(".//img"):
            src = image.get("src")
            files[src] = wordpress.get(src.removeprefix(wordpress.url))[1]
    chosen = [entry for entry in copy.entries() if "<img" in entry.content_html or entry.collection == "news"]
    return Seen(copy, runs, asked, pages, files, *browse(wordpress, chosen))


def push_by_command(outputs: Path, url: str, account: Account, folder: Path, *options: str, **environment: str) -> Result:
    line = [sys.executable, "-m", "pipeline", "push", "wordpress", str(outputs), "--site", url, "--user", account.name]
    return started([*line, *options], folder, **{"WORDPRESS_APPLICATION_PASSWORD": account.password, **environment})


def browse(wordpress: WordPress, entries: list[Entry]) -> tuple[dict[str, Any], list[str]]:
    urls = {wordpress.url + path(entry): entry.uid for entry in entries}
    screenshot = os.environ.get("SCREENSHOT", "")
    command = ["node", str(HERE / "browse_wordpress.mjs"), CHROMIUM, screenshot, *urls]
    done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, encoding="utf-8", timeout=120)
    answer = json.loads(done.stdout)
    return {urls[url]: found for url, found in answer["found"].items()}, answer["elsewhere"]


def path(entry: Entry) -> str:
    return entry.url.removeprefix("https://international.example.edu") + "/"


def entry_of(page: bytes) -> Any:
    """The element of the entry in *page*."""
    [element] = parsed(page).xpath("//*[contains(@class, 'kn-entry')]")
    return element


def parsed(page: bytes) -> Any:
    return html.document_fromstring(page.decode())


def test_command_makes_a_page_of_each_entry_and_then_sends_nothing(seen: Seen) -> None:
    first, second = seen.runs
    assert (first.status, first.err) == (0, "")
    made = [line for line in first.out.splitlines() if line.startswith("created: ")]
    entries, sections = len(seen.copy.rows), len(made) - len(seen.copy.rows)
    assert sections == 10
    assert first.out.splitlines()[-1] == f"{entries + sections} created; 0 pages as before"
    assert second == Result(0, f"nothing to do; {entries + sections} pages as before\n", "")
    images, questions = 2, 5
    assert len(seen.asked[0]) == questions + entries + sections + images
    assert len([line for line in seen.asked[1] if line.startswith(("GET ", "OPTIONS "))]) == len(seen.asked[1]) == questions


def test_visitor_reads_each_entry_as_it_was_published(seen: Seen) -> None:
    for entry in seen.copy.entries():
        page = parsed(seen.pages[entry.uid])
        published = html.fragment_fromstring(seen.copy.fragment(entry))
        shown = entry_of(seen.pages[entry.uid])
        assert normal(page.xpath("string(//h1)")) == normal(entry.title)
        assert normal(shown.text_content()) == normal(published.text_content()), entry.url
        assert shown.xpath(".//a/@href") == published.xpath(".//a/@href")
        assert shown.xpath(".//@id") == published.xpath(".//@id")
        assert (page.get("lang"), shown.get("lang")) == (entry.language, entry.language)
        others = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}
        assert {other.language: other.url for other in entry.translations}.items() <= others.items()


def test_images_come_from_the_media_library_with_their_own_bytes_and_alternative_text(seen: Seen) -> None:
    compared = 0
    for entry in seen.copy.entries():
        originals = html.fragment_fromstring(seen.copy.fragment(entry)).xpath(".//img")
        for original, image in zip(originals, entry_of(seen.pages[entry.uid]).xpath(".//img"), strict=True):
            assert image.get("alt") == original.get("alt") != ""
            name = image.get("src").rpartition("/")[2]
            assert "/wp-content/uploads/" in image.get("src")
            assert seen.files[image.get("src")] == seen.copy.media(f"media/{name}")
            compared += 1
    assert compared == 2


def test_browser_shows_entries_with_their_images(seen: Seen) -> None:
    assert len(seen.browsed) > 4
    for uid, found in seen.browsed.items():
        entry = seen.copy.entry(uid)
        assert (found["language"], normal(found["heading"])) == (entry.language, normal(entry.title))
        assert found["visible"]
        published = html.fragment_fromstring(seen.copy.fragment(entry)).text_content()
        assert squeezed(found["text"]) == squeezed(published)
        assert all(image["loaded"] and image["alt"] for image in found["images"])
    assert sum(len(found["images"]) for found in seen.browsed.values()) == 2
    assert seen.elsewhere == []


def squeezed(text: str) -> str:
    """*text* without spaces and case: a style sheet decides both."""
    return re.sub(r"\s", "", normal(text)).casefold()


# Edit, rename, withdraw


def test_what_changes_is_sent_and_nothing_else(desk: Desk) -> None:
    assert desk.pushed() == []
    desk.site.edit("news/second.en.md", "Text.", "Other text.")
    assert desk.push() == ["update /en/news/second"]
    assert "Other text." in desk.shown("/en/news/second")
    assert desk.pushed() == []


def test_renamed_entry_keeps_its_page(desk: Desk) -> None:
    before = desk.id(OPEN_DAY)
    desk.site.edit("news/open-day.en.md", "title:", "slug: day-of-open-doors\ntitle:")
    assert "update /en/news/day-of-open-doors" in desk.push()
    assert desk.id("/en/news/day-of-open-doors") == before
    assert OPEN_DAY not in desk.pages()
    assert desk.pushed() == []


def test_two_entries_may_swap_their_slugs(desk: Desk) -> None:
    desk.entry("news/second.en", more="slug: one").entry("news/third.en", more="slug: two")
    desk.push()
    one, two = desk.id("/en/news/one"), desk.id("/en/news/two")
    desk.entry("news/second.en", more="slug: two").entry("news/third.en", more="slug: one")
    assert not [step for step in desk.push() if step.startswith("leave")]
    assert (desk.id("/en/news/one"), desk.id("/en/news/two")) == (two, one)
    assert desk.pushed() == []


def test_another_layout_of_urls_moves_every_page_and_leaves_no_empty_one_behind(desk: Desk) -> None:
    before = desk.id(OPEN_DAY)
    desk.site.edit("site.toml", "/{lang}/news/{slug}", "/{lang}/latest/{slug}")
    desk.push()
    assert desk.id("/en/latest/open-day") == before
    assert {path for path, status in desk.pages().items() if status == "draft"} == {
        "/de",
        "/en",
        "/en/latest",
        "/en/news-withdrawn",
    }
    assert desk.pushed() == []


def test_withdrawn_entry_becomes_a_draft_and_comes_back_as_the_same_page(desk: Desk) -> None:
    text = (desk.site.content / "news/third.en.md").read_bytes()
    before = desk.id("/en/news/third")
    desk.site.remove("news/third.en.md")
    [step] = [step for step in desk.push() if step.startswith("withdraw")]
    assert step.endswith("/en/news/third/")
    assert desk.pages()["/en/news/third-withdrawn"] == "draft"
    assert desk.wordpress.get("/en/news/third/")[0] == 404
    assert desk.pushed() == []
    desk.site.write("news/third.en.md", text)
    assert "update /en/news/third" in desk.push()
    assert (desk.id("/en/news/third"), desk.pages()["/en/news/third"]) == (before, "publish")


def test_entry_is_withdrawn_also_when_its_page_was_edited(desk: Desk) -> None:
    desk.change("/en/news/third", post_content="Mine.")
    desk.site.remove("news/third.en.md")
    desk.push()
    assert desk.pages()["/en/news/third-withdrawn"] == "draft"


def test_withdrawn_entry_may_go_to_the_trash_and_comes_back_from_it(desk: Desk) -> None:
    text = (desk.site.content / "news/third.en.md").read_bytes()
    desk.site.remove("news/third.en.md")
    desk.push(trash=True)
    assert desk.pages()["/en/news/third-withdrawn__trashed"] == "trash"
    assert desk.pushed(trash=True) == []
    assert desk.pushed() == []
    desk.site.write("news/third.en.md", text)
    assert "update /en/news/third" in desk.push(trash=True)
    assert desk.pages()["/en/news/third"] == "publish"
    assert desk.pushed(trash=True) == []


def test_drafts_of_earlier_runs_go_to_the_trash_if_that_is_asked_for_now(desk: Desk) -> None:
    desk.site.remove("news/third.en.md")
    desk.push()
    [step] = desk.push(trash=True)
    assert step.startswith("withdraw")
    assert desk.pages()["/en/news/third-withdrawn__trashed"] == "trash"


def test_another_entry_may_take_the_place_of_a_withdrawn_one(desk: Desk) -> None:
    desk.site.remove("news/third.en.md")
    desk.entry("news/second.en", more="slug: third")
    assert not [step for step in desk.push() if step.startswith("leave")]
    pages = desk.pages()
    assert (pages["/en/news/third"], pages["/en/news/third-withdrawn"]) == ("publish", "draft")


def test_mass_withdrawal_is_refused_unless_it_is_meant(desk: Desk) -> None:
    for number in range(8):
        desk.entry(f"pages/more-{number}.en")
    desk.push()
    for number in range(8):
        desk.site.remove(f"pages/more-{number}.en.md")
    with pytest.raises(Trouble, match=r"^8 of \d+ pages would be withdrawn \(more-0, more-1, .*; .* --allow-removals$"):
        desk.push()
    assert len(desk.push(allow_removals=True)) >= 8


# Broken connections


def test_lost_answers_make_no_page_twice(blank: Desk) -> None:
    blank.gateway.loses = lambda number: number % 2 == 1
    made = blank.push()
    assert blank.pages() == COMPLETE
    assert len(made) == len(COMPLETE)
    assert blank.wordpress.run("(int) wp_count_posts('attachment')->inherit") == 2
    blank.gateway.loses = lambda number: False
    assert blank.pushed() == []


def test_request_that_is_sent_again_while_wordpress_is_at_work_makes_no_page_twice(blank: Desk) -> None:
    blank.gateway.hasty = True
    blank.gateway.loses = lambda number: number % 3 == 1
    blank.push()
    assert blank.pages() == COMPLETE
    blank.gateway.loses = lambda number: False
    assert blank.pushed() == []


def test_broken_connection_is_resumed(blank: Desk) -> None:
    blank.gateway.broken = lambda number: number > 5
    with pytest.raises(Trouble, match=r"^cannot go on at http://127\.0\.0\.1:\d+: it breaks off"):
        blank.push()
    assert len(blank.gateway.writes) == 5
    blank.gateway.broken = lambda number: False
    blank.push()
    assert blank.pages() == COMPLETE
    assert blank.pushed() == []


# What people do by hand


def test_what_was_edited_by_hand_is_reported_and_repaired_only_when_that_is_asked_for(desk: Desk) -> None:
    desk.site.edit("news/open-day.en.md", "Tour", "Guided tour").published()
    edits = {
        "post_content": "Mine.",
        "post_title": "Mine",
        "post_excerpt": "Mine.",
        "post_name": "mine",
        "post_status": "draft",
    }
    for field, value in edits.items():
        desk.change(OPEN_DAY, **{field: value})
        desk.gateway.asked.clear()
        assert desk.pushed() == [f"leave {OPEN_DAY}: it was edited by hand"]
        assert desk.gateway.writes == []
        assert desk.pushed(repair=True) == [f"update {OPEN_DAY}"]
    assert "Guided tour" in desk.shown(OPEN_DAY)
    assert desk.pushed(repair=True) == []


def test_page_in_the_trash_is_reported_and_repaired(desk: Desk) -> None:
    before = desk.id(OPEN_DAY)
    desk.wordpress.run(f"wp_trash_post({before})")
    assert desk.push() == [f"leave {OPEN_DAY}: it was put into the trash by hand"]
    assert desk.push(repair=True) == [f"update {OPEN_DAY}"]
    assert desk.id(OPEN_DAY) == before
    assert desk.pushed() == []


def test_page_that_was_deleted_for_good_is_made_again(desk: Desk) -> None:
    desk.wordpress.run(f"wp_delete_post({desk.id(OPEN_DAY)}, true)")
    assert desk.push() == [f"create {OPEN_DAY}"]
    assert desk.pushed() == []


def test_withdrawn_page_that_was_published_by_hand_is_reported(desk: Desk) -> None:
    desk.site.remove("news/third.en.md")
    desk.push()
    desk.change("/en/news/third-withdrawn", post_status="publish")
    [step] = desk.push()
    assert step.startswith("leave ") and step.endswith(": it is withdrawn, and was published again by hand")
    assert desk.push(repair=True)[0].startswith("withdraw ")
    assert desk.pushed() == []


def test_image_that_was_deleted_by_hand_is_reported_and_uploaded_again_when_that_is_asked_for(desk: Desk) -> None:
    [image] = desk.wordpress.run("get_posts(['post_type' => 'attachment', 'post_mime_type' => 'image', 'fields' => 'ids'])")
    desk.wordpress.run(f"wp_delete_attachment({image}, true)")
    left = desk.push()
    assert f"leave {OPEN_DAY}: a file of it was deleted by hand" in left
    desk.push(repair=True)
    assert desk.pushed() == []
    [src] = entry_of(desk.wordpress.get(f"{OPEN_DAY}/")[1]).xpath(".//img/@src")
    assert desk.wordpress.get(src.removeprefix(desk.wordpress.url))[0] == 200


# What others have made


def test_page_of_somebody_else_is_not_touched_and_reported_where_it_is_in_the_way(blank: Desk) -> None:
    blank.write("en", 0)
    blank.write("news", blank.id("/en"))
    blank.write("second", blank.id("/en/news"))
    why = 'WordPress has named it "second-2": something else has the name "second", or WordPress keeps that for itself'
    steps = blank.push()
    assert {"create /en/news/second", f"leave /en/news/second: {why}"} <= {*steps}
    assert not {"create /en", "create /en/news"} & {*steps}
    blank.gateway.asked.clear()
    assert blank.pushed() == [f"leave /en/news/second: {why}"]
    assert blank.gateway.writes == []
    assert blank.shown("/en/news/second").startswith("second Mine.")


def test_slug_that_wordpress_does_not_allow_is_reported(blank: Desk) -> None:
    blank.entry("news/second.en", more="slug: '2026'")
    why = 'WordPress has named it "2026-2": something else has the name "2026", or WordPress keeps that for itself'
    assert {"create /en/news/2026", f"leave /en/news/2026: {why}"} <= {*blank.push()}
    assert blank.push() == [f"leave /en/news/2026: {why}"]


def test_parents_are_drafts_that_belong_to_the_editors_of_the_site(blank: Desk) -> None:
    assert blank.push()[:2] == ["create /de", "create /en"]
    assert (blank.pages()["/en/news"], blank.pages()["/de"]) == ("draft", "draft")
    assert blank.wordpress.run(f"get_post({blank.id('/de')})->post_title") == "Deutsch"
    blank.change("/en/news", post_title="What is new", post_content="Look.", post_status="publish")
    assert blank.pushed(repair=True) == []
    assert blank.shown("/en/news").startswith("What is new Look.")


def test_entry_takes_the_place_of_a_parent_that_was_made_for_others(desk: Desk) -> None:
    before = desk.id("/en/news")
    desk.entry("pages/news.en", "Here.", id="all-news")
    assert desk.push() == ["update /en/news"]
    assert desk.id("/en/news") == before
    assert desk.shown("/en/news").startswith("All-news Here.")
    assert desk.pushed() == []
    desk.site.remove("pages/news.en.md")
    assert "create /en/news" in desk.push()
    assert desk.shown(OPEN_DAY)
    assert desk.pushed() == []


def test_pages_of_another_publication_stay_and_may_be_above_ours(desk: Desk) -> None:
    before = desk.pages()
    desk.site.edit("site.toml", "site.example,2026", "other.example,2026").edit("site.toml", "/{lang}/news/", "/{lang}/other/")
    desk.site.edit("site.toml", "/{lang}/{path}", "/{lang}/others/{path}")
    shutil.rmtree(desk.site.output)
    assert {*desk.push()} == {
        "create /de/others",
        "create /en/other",
        "create /de/others/guide",
        "create /en/other/open-day",
        "create /en/other/second",
        "create /en/other/third",
    }
    assert before.items() <= desk.pages().items()
    assert desk.pushed() == []


def test_everything_may_be_below_one_page(blank: Desk) -> None:
    blank.push(below=("staging",))
    assert blank.id(f"/staging{OPEN_DAY}")
    assert blank.pushed(below=("staging",)) == []


# Post types, files, texts


def test_collection_may_become_posts_and_pages_again(desk: Desk) -> None:
    steps = desk.push(types={"news": "posts"}, allow_removals=True)
    assert Counter(step.partition(" ")[0] for step in steps) == {"withdraw": 5, "create": 3}
    assert desk.wordpress.run("get_page_by_path('open-day', OBJECT, 'post')->post_excerpt") == "In short &amp; &lt;well&gt;."
    assert desk.pushed(types={"news": "posts"}) == []
    desk.push(allow_removals=True)
    assert desk.pushed() == []
    assert desk.wordpress.get(f"{OPEN_DAY}/")[0] == 200


def test_what_wordpress_takes_for_an_order_stays_text(desk: Desk) -> None:
    address = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    orders = (
        "[gallery] and [caption]x[/caption]",
        address,
        f"Alone:\n{address}",
        "`<!-- wp:latest-posts /-->`",
        "See 8) and :D .",
    )
    text = "\n\n".join(orders)
    desk.site.edit("news/second.en.md", "Text.", text)
    desk.push()
    shown = desk.shown("/en/news/second")
    assert (
        normal(f"[gallery] and [caption]x[/caption] {address} Alone: {address} <!-- wp:latest-posts /--> See 8) and :D .")
        in shown
    )
    assert b"<iframe" not in desk.wordpress.get("/en/news/second/")[1]


def test_text_survives_the_filter_for_users_who_may_not_write_any_html(desk: Desk) -> None:
    filter = desk.wordpress.folder / "wp-content/mu-plugins/filter.php"
    nobody = "fn($needed, $asked) => $asked === 'unfiltered_html' ? ['do_not_allow'] : $needed"
    before = html.tostring(entry_of(desk.wordpress.get(f"{OPEN_DAY}/")[1]))
    desk.wordpress.empty()
    filter.write_text(f"<?php add_filter('map_meta_cap', {nobody}, 10, 2);")
    try:
        desk.pushed()
        assert desk.pushed() == []
    finally:
        filter.unlink()
    after = html.tostring(entry_of(desk.wordpress.get(f"{OPEN_DAY}/")[1]))
    changing = re.compile(rb' (decoding="async"|hreflang="de")|wp-image-\d+|(dot|programme)\.[0-9a-f]+(-\d+)?\.(png|txt)')
    assert changing.sub(b"", after) == changing.sub(b"", before)


def test_files_are_uploaded_once_and_named_as_they_are(desk: Desk) -> None:
    page = entry_of(desk.wordpress.get(f"{OPEN_DAY}/")[1])
    [file] = page.xpath(".//a/@href[contains(., 'programme')]")
    assert (
        desk.wordpress.get(file.removeprefix(desk.wordpress.url))[1] == (desk.site.content / "media/programme.txt").read_bytes()
    )
    assert desk.wordpress.run(f"get_the_post_thumbnail_url({desk.id(OPEN_DAY)})") == page.xpath(".//img/@src")[0]
    assert desk.wordpress.run("(int) wp_count_posts('attachment')->inherit") == 2


def test_alternative_text_follows_the_entry(desk: Desk) -> None:
    attachment = "get_posts(['post_type' => 'attachment', 'post_mime_type' => 'image', 'fields' => 'ids'])[0]"
    alternative = f"get_post_meta({attachment}, '_wp_attachment_image_alt', true)"
    assert desk.wordpress.run(alternative) == "A dot"
    desk.site.edit("news/open-day.en.md", "![A dot]", '![A "point"]')
    desk.push()
    assert desk.wordpress.run(alternative) == 'A "point"'
    assert desk.pushed() == []


def test_file_that_wordpress_refuses_stays_where_it_is_published(desk: Desk) -> None:
    desk.site.write("media/data.xyz", b"\x00\x01").edit(
        "news/second.en.md", "Text.", "[Data (XYZ, 2 bytes)](../media/data.xyz)"
    )
    [step] = [step for step in desk.push() if "/second" in step]
    assert step.startswith("update /en/news/second: WordPress does not take media/data.")
    [link] = entry_of(desk.wordpress.get("/en/news/second/")[1]).xpath(".//a/@href")
    assert link.startswith("https://site.example/feeds/media/data.")
    assert desk.pushed() == []


# What can be wrong with a site


def test_dry_run_shows_what_would_be_done_and_sends_nothing(blank: Desk) -> None:
    blank.site.published()
    done = push_by_command(blank.site.output, blank.gateway.url, blank.wordpress.account, blank.site.output.parent, "--dry-run")
    assert (done.status, done.err) == (0, "")
    assert "would be created: /de/guide\n" in done.out
    assert blank.gateway.writes == []
    assert blank.pages() == {}


def test_wrong_password_is_told_and_not_shown(blank: Desk) -> None:
    blank.site.published()
    account = Account(blank.wordpress.account.name, "not the password")
    status, out, err = push_by_command(blank.site.output, blank.gateway.url, account, blank.site.output.parent)
    assert (status, out) == (2, "")
    assert err.startswith(f'pipeline: cannot go on at {blank.gateway.url}: it does not let "importer" in (')
    assert "not the password" not in err


def test_site_without_the_plugin_is_not_touched(blank: Desk) -> None:
    plugin = blank.wordpress.folder / "wp-content/mu-plugins/knowledge-networks.php"
    away = plugin.rename(plugin.with_suffix(".away"))
    try:
        with pytest.raises(
            Trouble, match=r"has not our plugin; write what `pipeline push wordpress --plugin` shows to wp-content"
        ):
            blank.push()
    finally:
        away.rename(plugin)
    assert blank.pages() == {}


def test_plain_permalinks_are_told_of(blank: Desk) -> None:
    structure = "[update_option('permalink_structure', '{}'), delete_option('rewrite_rules')]"
    blank.wordpress.run(structure.format(""))
    try:
        with pytest.raises(
            Trouble, match=r"^the site does not answer as WordPress's REST API does .* other permalinks than Plain"
        ):
            blank.push()
    finally:
        blank.wordpress.run(structure.format("/%postname%/"))


def test_user_who_may_not_publish_is_told_so(blank: Desk) -> None:
    role = "(new WP_User(get_user_by('login', 'importer')->ID))->set_role('{}')"
    blank.wordpress.run(role.format("subscriber"))
    try:
        with pytest.raises(Trouble, match=r'^"importer" may not create pages at .*; the role Editor is enough'):
            blank.push()
    finally:
        blank.wordpress.run(role.format("editor"))
