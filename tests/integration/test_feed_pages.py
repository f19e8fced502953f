"""The feeds' pages for people, in a real browser and before two judges: axe-core (accessibility) and vnu-jar (HTML).

The pages are those of this repository's content, and one with titles that nobody should write.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin

import msgspec
import pytest
from lxml import html

from pipeline.emit import feed_list, feed_page
from pipeline.model import Archive, History, Tombstone
from tests.emit.factory import Publication, at

pytestmark = pytest.mark.integration

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
VNU = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

HOSTILE = {
    "markup": "<script>alert(1)</script></title></style><!-- &amp; \"'` ]]>",
    "wide": "W" * 300,
    "arabic": "جامعة \u202eمرحبا Welcome <b>",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🎓" * 40,
    "marks": "e\u0301\u0302\u0303\u0304" * 80,
    "forbidden": "a\u0000\u0001\u0085\ufdd0\ufffe\U0001ffffz",
    "blank": "\u00a0",
}


@pytest.fixture(scope="module")
def outputs(built_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of both kinds in one folder, as `real/feeds/…` and `hostile/feeds/…`."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "real").symlink_to(built_outputs)
    for path, data in hostile_pages().items():
        file = folder / "hostile" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def pages(outputs: Path) -> list[str]:
    """Their paths below that folder."""
    found = [
        path.relative_to(outputs).as_posix()
        for part in ("real", "hostile")
        for path in (outputs / part / "feeds").rglob("*.html")
    ]
    assert {"real/feeds/index.html", "real/feeds/de/news.html", "hostile/feeds/ar/news.html"} <= set(found)
    return sorted(found)


@pytest.fixture(scope="module")
def browsed(outputs: Path, pages: list[str]) -> dict[str, Any]:
    """What a browser found, by page and window; of the feeds that `each` makes, which look alike, it sees one."""
    unlike = {page.partition("-")[0]: page for page in pages}
    with served(outputs) as base:
        command = ["node", str(HERE / "browse_pages.mjs"), CHROMIUM, base, *unlike.values()]
        done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, encoding="utf-8", timeout=300)
    found = json.loads(done.stdout)
    return {f"{page} ({window})": seen | {"base": base} for page, windows in found.items() for window, seen in windows.items()}


def hostile_pages() -> dict[str, bytes]:
    titles = {"en": HOSTILE["markup"], "ar": HOSTILE["arabic"], "de": HOSTILE["wide"]}
    publication = Publication(languages=tuple(titles), title=titles).feed("empty")
    for language, title in titles.items():
        for id, text in HOSTILE.items():
            publication.entry(id, language, title=text, summary=text)
        gone = Tombstone(
            uid=publication.site.uid("wide", language),
            id="wide",
            language=language,
            url="https://international.example.edu/gone",
            reason="withdrawn",
            removed_at=at("2026-05-01T00:00:00"),
            date_published=at("2026-03-01T09:00:00"),
        )
        publication.feed(
            "news", language, title=title, subtitle=title, author=title, hub=f"https://hub.example/?{title}", tombstones=(gone,)
        )
    archives = tuple(Archive(f"2026-{number}", ("atom", "rss", "json"), {}) for number in range(1, 9))
    history = History(name="news", language="ar", settings="", title="", home_url="", window=(), archives=archives)
    edition = msgspec.structs.replace(publication.edition(), histories=(history,))
    return {file.path: file.data for file in (*feed_page.emit(edition), *feed_list.emit(edition))}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve *folder* on loopback; yields its URL."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Tests show no requests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def read(page: Path) -> Any:
    return html.document_fromstring(page.read_bytes().decode())


def test_the_console_stays_silent(browsed: dict[str, Any]) -> None:
    """Also about the style sheet that the page's own policy would block."""
    assert {name: seen["said"] for name, seen in browsed.items() if seen["said"]} == {}


def test_a_page_asks_for_itself_and_nothing_else(browsed: dict[str, Any]) -> None:
    for name, seen in browsed.items():
        assert seen["requested"][0] == seen["base"] + name.partition(" ")[0]
        assert [url for url in seen["requested"][1:] if not url.startswith("data:")] == []


def test_the_style_sheet_applies_in_light_and_dark(browsed: dict[str, Any]) -> None:
    colours = {(name.endswith("dark)"), seen["background"]) for name, seen in browsed.items()}
    assert len(colours) == 2, colours
    assert "rgba(0, 0, 0, 0)" not in {colour for _, colour in colours}


def test_nothing_scrolls_sideways_not_even_on_a_screen_of_320_pixels(browsed: dict[str, Any]) -> None:
    assert {name: seen["sideways"] for name, seen in browsed.items() if seen["sideways"] > 0} == {}


def test_axe_finds_no_barrier(browsed: dict[str, Any]) -> None:
    assert {name: seen["violations"] for name, seen in browsed.items() if seen["violations"]} == {}


def test_the_tab_key_reaches_every_link_in_order_and_shows_where_it_is(browsed: dict[str, Any]) -> None:
    for name, seen in browsed.items():
        assert len(seen["links"]) > 4
        assert seen["reached"] == seen["links"], name
        assert seen["unseen"] == [], name


def test_every_link_into_the_outputs_leads_to_a_file(built_outputs: Path) -> None:
    served_at = "https://international.example.edu/feeds/"
    checked = 0
    for path in sorted(built_outputs.glob("feeds/**/*.html")):
        page = read(path)
        here = served_at + path.relative_to(built_outputs).as_posix()
        assert page.xpath("//link[@rel='canonical']/@href") == [here]
        for link in page.xpath("//@href"):
            target, _, part = urljoin(here, link).partition("#")
            if target.startswith(served_at):
                file = built_outputs / target.removeprefix(served_at)
                assert file.is_file(), f"{here} leads to {target}"
                assert not part or read(file).xpath("//*[@id=$part]", part=part)
                checked += 1
    assert checked > 100


def test_every_feed_has_a_page_that_the_list_leads_to(built_outputs: Path) -> None:
    listed = read(built_outputs / "feeds" / "index.html")
    links = {link.removesuffix(".html") for link in listed.xpath("//main//a/@href") if link.endswith(".html")}
    feeds = {path.relative_to(built_outputs / "feeds").as_posix() for path in built_outputs.glob("feeds/*/*.atom.xml")}
    assert links == {path.removesuffix(".atom.xml") for path in feeds}


def test_the_html_is_valid(outputs: Path, pages: list[str]) -> None:
    command = [
        "java",
        "-jar",
        str(VNU),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        *(str(outputs / page) for page in pages),
    ]
    answer = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=300)
    assert json.loads(answer.stdout)["messages"] == []
