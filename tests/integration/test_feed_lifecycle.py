"""What readers with a storage make of an entry through its life: one row from beginning to end, with its latest text."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from tests.integration.readers.lemon24 import Lemon24
from tests.integration.readers.newsboat import Newsboat
from tests.sites import NOW, SiteTest

pytestmark = pytest.mark.integration

SETTINGS = """\
[site]
title = { en = "Site", de = "Seite" }
base_url = "https://site.example"
id_authority = "site.example,2026"
languages = ["en", "de"]

[collections.news]
url = "/{lang}/news/{slug}"

[collections.press]
url = "/{lang}/press/{slug}"

[feeds.all]
title = { en = "All", de = "Alles" }
collections = ["news", "press"]
formats = ["atom", "rss", "json"]
window_days = 90
"""
TITLES = {"en": "Open day", "de": "Tag der offenen Tür"}
NOTICES = {"en": "Withdrawn: Open day", "de": "Zurückgezogen: Tag der offenen Tür"}
REASON = "No room"
NOTICE_TEXTS = {
    ("withdrawn", "en"): "<p>This entry has been withdrawn.</p><p>No room</p>",
    ("withdrawn", "de"): "<p>Dieser Eintrag wurde zurückgezogen.</p><p>No room</p>",
    ("deleted", "en"): "<p>This entry is no longer available.</p>",
    ("deleted", "de"): "<p>Dieser Eintrag ist nicht mehr verfügbar.</p>",
}


class Stage(NamedTuple):
    """What is done to an entry, in both languages."""

    day: int
    place: str
    """Its folder and its slug, also that of its URL."""
    text: str
    state: str = "published"
    """Or "withdrawn" or "deleted"."""


STAGES = {
    "published": Stage(0, "news/open-day", "14:00"),
    "built again": Stage(1, "news/open-day", "14:00"),
    "edited": Stage(2, "news/open-day", "15:00"),
    "renamed": Stage(3, "news/open-house", "15:00"),
    "moved": Stage(4, "press/open-house", "15:00"),
    "withdrawn": Stage(5, "press/open-house", "15:00", "withdrawn"),
    "published once more": Stage(6, "press/open-house", "16:00"),
    "deleted": Stage(7, "press/open-house", "", "deleted"),
    "deleted long ago": Stage(107, "press/open-house", "", "deleted"),
}
READERS = [(Newsboat, ".atom.xml"), (Newsboat, ".rss.xml"), *((Lemon24, end) for end in (".atom.xml", ".rss.xml", ".json"))]


def write(site: SiteTest, stage: Stage) -> None:
    """Bring the sources to *stage*. Nobody notes down a change: there is no `lastmod`."""
    folder, _, slug = stage.place.partition("/")
    for language, title in TITLES.items():
        for old in site.content.glob(f"*/event.{language}.md"):
            old.unlink()
        reason = f"withdrawn: {REASON}\n" if stage.state == "withdrawn" else ""
        front = f"id: event\ntitle: {title}\nsummary: When?\ndate: 2026-05-01\nslug: {slug}\n{reason}"
        if stage.state != "deleted":
            site.write(f"{folder}/event.{language}.md", f"---\n{front}---\n{stage.text}\n")


def shown(stage: Stage, language: str) -> tuple[str, str, str]:
    """Title, address and text that readers are to show at *stage*."""
    address = f"https://site.example/{language}/{stage.place}"
    if stage.state == "published":
        return TITLES[language], address, f"<p>{stage.text}</p>"
    return NOTICES[language], address, NOTICE_TEXTS[stage.state, language]


def neighbour(language: str) -> tuple[str, str, str]:
    """The same of an entry that stays as it is."""
    return "A neighbour", f"https://site.example/{language}/news/neighbour", "<p>Unchanged.</p>"


@pytest.fixture(scope="module")
def generations(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The outputs of each stage."""
    site = SiteTest(tmp_path_factory.mktemp("lifecycle"), empty=True).write("site.toml", SETTINGS)
    for language in TITLES:
        front = "id: neighbour\ntitle: A neighbour\nsummary: Next door.\ndate: 2026-04-01"
        site.write(f"news/neighbour.{language}.md", f"---\n{front}\n---\nUnchanged.\n")
    return [built(site, name, stage) for name, stage in STAGES.items()]


def built(site: SiteTest, name: str, stage: Stage) -> Path:
    write(site, stage)
    site.published(NOW + timedelta(days=stage.day))
    return Path(shutil.copytree(site.output, site.output.with_name(name)))


class Server(ThreadingHTTPServer):
    """Serves `folder` on a free port of the loopback interface, and answers 304 where it can."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = Path()
        self.statuses: list[int] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        data = (self.server.folder / self.path.lstrip("/")).read_bytes()
        etag = f'"{sha256(data).hexdigest()}"'
        known = self.headers["If-None-Match"] == etag
        self.server.statuses.append(304 if known else 200)
        self.send_response(304 if known else 200)
        self.send_header("ETag", etag)
        self.send_header("Content-Type", "application/feed+json" if self.path.endswith(".json") else "application/xml")
        self.end_headers()
        if not known:
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("reader", "extension"), READERS)
def test_an_entry_has_one_row_in_each_language_with_its_latest_text(
    reader: type[Newsboat | Lemon24], extension: str, generations: list[Path], server: Server, tmp_path: Path
) -> None:
    subscriber = reader(tmp_path, [server.url(f"feeds/{language}/all{extension}") for language in TITLES])
    for name, stage in STAGES.items():
        [server.folder] = (folder for folder in generations if folder.name == name)
        subscriber.reload()
        stored = subscriber.stored()
        rows = {item.id: (item.title, item.link, (item.text or "").strip()) for item in stored}
        assert len(stored) == len(rows), name
        expected = {f"tag:site.example,2026:event:{language}": shown(stage, language) for language in TITLES}
        neighbours = {f"tag:site.example,2026:neighbour:{language}": neighbour(language) for language in TITLES}
        assert rows == {**expected, **neighbours}, name


@pytest.mark.parametrize(("reader", "extension"), READERS)
def test_a_build_that_changes_nothing_sends_nothing(
    reader: type[Newsboat | Lemon24], extension: str, generations: list[Path], server: Server, tmp_path: Path
) -> None:
    subscriber = reader(tmp_path, [server.url(f"feeds/{language}/all{extension}") for language in TITLES])
    published, built_again = generations[:2]
    # newsboat remembers a validator from the second time on.
    for server.folder in (published, published, built_again):
        subscriber.reload()
    assert server.statuses[-2:] == [304, 304]
