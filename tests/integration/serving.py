"""A real server with the lines of docs/delivery.md around the generated settings, and what each must answer.

CHECKS is the shared list; test_nginx.py, test_caddy.py and test_apache.py run it, each with its own server.
"""

import gzip
import os
import random
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from pipeline import emit
from tests.emit.factory import BASE, Publication
from tests.sites import NOW, SiteTest

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "delivery.md"
NOBODY = 65534
DAY = timedelta(days=1)
PAGE = "the CMS\n"


class Software(NamedTuple):
    """A server's program and how its settings are put around what docs/delivery.md says."""

    program: str
    language: str
    """Of its block in the documentation."""
    arguments: Callable[[Path], list[str]]
    """From the settings file."""
    settings: Callable[[str, Path, int], str]
    """From the documented lines, a folder to write to and a port."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    def __getitem__(self, name: str) -> str | None:
        """The header *name*, which must not be there twice."""
        values = self.headers.get_all(name, [])
        assert len(values) < 2, (name, values)
        return values[0] if values else None


class Server:
    """A running server."""

    def __init__(self, site: SiteTest, port: int) -> None:
        self.site = site
        self.port = port

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def outputs(self, path: str, **headers: str) -> Answer:
        """What is served of the file *path* in outputs/."""
        return self.ask(f"/feeds/{path}", **headers)


# Running


@contextmanager
def running(software: Software, site: SiteTest, folder: Path) -> Iterator[Server]:
    """Serve what *site* has published, on loopback, by a process of an ordinary user that can write to *folder* alone."""
    port = _free_port()
    documented = _documented(software.language).replace("/srv/outputs", str(site.output))
    settings = folder / "settings"
    settings.write_text(software.settings(documented, folder, port), encoding="utf-8")
    hand_over(folder)
    program = shutil.which(software.program, path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, f"{software.program} is not installed"
    user: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    log = folder / "log"
    environment = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program, *software.arguments(settings)], stdout=output, stderr=output, cwd=folder, env=environment, **user
        )
        try:
            _wait(process, port, log)
            yield Server(site, port)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that the server's user can reach, unlike pytest's."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name).resolve()


def hand_over(folder: Path) -> None:
    """Give *folder* to the server's user."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def _documented(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", DOCUMENTATION.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found, language
    return found[1]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        with socket.socket() as tried:
            if not tried.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise AssertionError(f"it does not listen: {log.read_text()}")


# What is served


def publish(folder: Path) -> SiteTest:
    """A site after three builds: an entry moved, one was deleted, an archive was closed, a file is of an unknown kind."""
    site = SiteTest(folder)
    site.edit("site.toml", "limit = 2\n", 'limit = 2\nwindow_days = 1\narchive = true\nhub = "https://hub.example/"\n')
    site.write("media/data.bin", b"data").edit("news/open-day.en.md", "\n---\n", "\n---\n[Data](/media/data.bin)\n\n")
    site.published()
    site.edit("news/second.en.md", 'id = "second"\n', 'id = "second"\nslug = "moved"\naliases = ["/old/Second"]\n')
    site.remove("news/third.en.md").published(NOW + DAY)
    return site.published(NOW + 9 * DAY)


def moved(server: Server) -> tuple[str, str]:
    """The path that an entry had, and the URL that it has."""
    [found] = [row for row in server.site.json("redirects.json")["redirects"] if "/old/" not in row["from"]]
    return found["from"].removeprefix("https://site.example"), found["to"]


def hostile_paths() -> list[str]:
    """Paths in which every character that means something to some server stands somewhere, in every company."""
    chance = random.Random(1)
    alphabet = "aB0-._~!$&'()*+,;=:@ \"#%?<>[]\\^`{|}üñ漢😀"
    parts = ["".join(chance.choices(alphabet, k=chance.randint(1, 9))) for _ in range(400)]
    known = r'{$HOME} {path} ${PATH} $uri $1 \1 " a;b } \ \" default ~^.*$ %{HTTP_HOST} <? #'.split()
    return [f"/old/{part}" for part in dict.fromkeys([*known, *parts]) if part.strip(".")]


def publish_hostile(folder: Path) -> SiteTest:
    """A site of which nothing is published but settings, with redirects from hostile paths and 10,000 more."""
    site = SiteTest(folder, empty=True)
    publication = Publication().entry().feed()
    for number, path in enumerate(hostile_paths()):
        publication.moved(f"{BASE}{quote(path)}", f"{BASE}/new/{number}?n").gone(f"{BASE}/gone{quote(path)}")
    for number in range(10_000):
        publication.moved(f"{BASE}/many/{number}", f"{BASE}/new/{number}")
    publication.moved(f"{BASE}/Case", f"{BASE}/case")
    for artifact in emit.artifacts(publication.edition()):
        file = site.output / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.data)
    return site


# What is to be answered


def each_file_is_sent_as_what_it_is(server: Server) -> None:
    kinds = {
        "feeds/en/news.atom.xml": "application/atom+xml; charset=utf-8",
        "feeds/en/news.rss.xml": "application/rss+xml; charset=utf-8",
        "feeds/en/news.json": "application/feed+json; charset=utf-8",
        "feeds/en/news/2026-1.atom.xml": "application/atom+xml; charset=utf-8",
        "feeds/en/news/2026-1.rss.xml": "application/rss+xml; charset=utf-8",
        "feeds/en/news/2026-1.json": "application/feed+json; charset=utf-8",
        "feeds/en/news/history.json": "application/json; charset=utf-8",
        "feeds/en/news.html": "text/html; charset=utf-8",
        "feeds/subscriptions.opml": "text/x-opml; charset=utf-8",
        "manifest.json": "application/json; charset=utf-8",
        "fragments/en/open-day.html": "text/html; charset=utf-8",
        "entries/en/open-day.json": "application/json; charset=utf-8",
        "schemas/entry.v1.schema.json": "application/schema+json; charset=utf-8",
        "server/nginx.http.conf": "text/plain; charset=utf-8",
        "feeds/en/news.json.gz": "application/gzip",
    }
    for path, kind in kinds.items():
        for taken in ("gzip", "identity"):
            answer = server.outputs(path, Accept_Encoding=taken)
            assert (answer.status, answer["Content-Type"]) == (200, kind), path
            body = gzip.decompress(answer.body) if answer["Content-Encoding"] == "gzip" else answer.body
            assert body == (server.site.output / path).read_bytes(), path


def media_is_safe_and_kept_for_ever(server: Server) -> None:
    for file in sorted((server.site.output / "media").iterdir()):
        answer = server.outputs(f"media/{file.name}")
        assert answer.status == 200
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        unknown = file.name.startswith("data.")
        assert answer["Content-Disposition"] == ("attachment" if unknown else None)
        assert not unknown or answer["Content-Type"] == "application/octet-stream"


def caches_are_told_how_long(server: Server) -> None:
    times = {
        "feeds/en/news.atom.xml": "public, max-age=300",
        "feeds/en/news.html": "public, max-age=300",
        "feeds/": "public, max-age=300",
        "feeds/en/news/2026-1.atom.xml": "public, max-age=86400",
        "manifest.json": "no-cache",
        "index/feeds.json": "no-cache",
        "fragments/en/open-day.html": "no-cache",
    }
    for path, expected in times.items():
        answer = server.outputs(path)
        assert (answer.status, answer["Cache-Control"]) == (200, expected), path


def what_has_not_changed_is_not_sent_again(server: Server) -> None:
    for path in ("feeds/en/news.atom.xml", "feeds/en/news.json", "feeds/en/news.html", "manifest.json", "index/feeds.json"):
        for taken in ("gzip", "identity"):
            first = server.outputs(path, Accept_Encoding=taken)
            tag, modified = first["ETag"], first["Last-Modified"]
            assert tag
            assert modified
            for asked in ({"If_None_Match": tag}, {"If_Modified_Since": modified}, {"If_None_Match": f'"x", {tag}'}):
                again = server.outputs(path, Accept_Encoding=taken, **asked)
                assert (again.status, again.body) == (304, b""), (path, taken, asked)
                assert _bare(again["ETag"]) == _bare(tag)
                assert (again["Access-Control-Allow-Origin"], again["Vary"]) == ("*", "Accept-Encoding")
            other = server.outputs(path, Accept_Encoding=taken, If_None_Match='"other"', If_Modified_Since=modified)
            assert other.status == 200


def _bare(tag: str | None) -> str:
    """*tag* without what a server adds when it compresses while it sends."""
    return (tag or "").removeprefix("W/").replace("-gzip", "")


def gzip_is_for_those_who_take_it(server: Server) -> None:
    path = "feeds/en/news.atom.xml"
    small = (server.site.output / f"{path}.gz").read_bytes()
    for taken, encoding in {"gzip": "gzip", "br, gzip;q=0.5": "gzip", "identity": None, "br": None, "gzip;q=0": None}.items():
        answer = server.outputs(path, Accept_Encoding=taken)
        assert answer["Content-Encoding"] == encoding, taken
        assert answer["Vary"] == "Accept-Encoding"
        assert not encoding or answer.body == small
    plain, packed = (server.outputs(path, Accept_Encoding=taken) for taken in ("identity", "gzip"))
    assert plain["ETag"] != packed["ETag"]
    assert plain["Last-Modified"] == packed["Last-Modified"]


def what_has_no_compressed_copy_is_compressed_as_it_is_sent(server: Server) -> None:
    answer = server.outputs("index/feeds.json", Accept_Encoding="gzip")
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(answer.body) == (server.site.output / "index/feeds.json").read_bytes()


def head_says_what_get_says(server: Server) -> None:
    names = ("Content-Type", "ETag", "Last-Modified", "Vary", "Cache-Control", "Link", "Content-Encoding")
    for taken in ("gzip", "identity"):
        get = server.outputs("feeds/en/news.atom.xml", Accept_Encoding=taken)
        head = server.outputs("feeds/en/news.atom.xml", method="HEAD", Accept_Encoding=taken)
        assert (head.status, head.body) == (200, b"")
        assert [head[name] for name in names] == [get[name] for name in names]


def scripts_of_other_hosts_may_read_and_ask_whether_anything_changed(server: Server) -> None:
    for path in ("feeds/en/news.json", "manifest.json", "media/nothing", "entries/en/third.json"):
        assert server.outputs(path)["Access-Control-Allow-Origin"] == "*", path
    preflight = server.outputs(
        "feeds/en/news.json",
        method="OPTIONS",
        Origin="https://other.example",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="if-none-match",
    )
    assert (preflight.status, preflight.body) == (204, b"")
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert preflight["Access-Control-Allow-Headers"] == "If-None-Match, If-Modified-Since"
    assert server.outputs("manifest.json")["Access-Control-Allow-Methods"] is None


def a_feed_with_a_hub_names_it_and_itself(server: Server) -> None:
    for name in ("news.atom.xml", "news.rss.xml", "news.json"):
        itself = f"https://site.example/feeds/feeds/en/{name}"
        assert server.outputs(f"feeds/en/{name}")["Link"] == f'<https://hub.example/>; rel="hub", <{itself}>; rel="self"'
    assert server.outputs("feeds/en/news/2026-1.atom.xml")["Link"] is None
    assert server.outputs("feeds/en/nothing.atom.xml")["Link"] is None


def the_files_of_an_entry_that_is_gone_are_gone(server: Server) -> None:
    for path in ("entries/en/third.json", "fragments/en/third.html"):
        answer = server.outputs(path)
        assert (answer.status, answer["Cache-Control"]) == (410, None)


def nothing_is_served_that_was_not_published(server: Server) -> None:
    (server.site.output / ".pipeline").mkdir(exist_ok=True)
    for path in (".pipeline/lock", ".htaccess", "feeds/.hidden", "nothing", "feeds/en/nothing-there.atom.xml", "media/nothing"):
        file = server.site.output / path
        if "/." in f"/{path}":
            file.write_text("secret")
            hand_over(file)
        answer = server.outputs(path)
        assert (answer.status, answer["Cache-Control"]) == (404, None), path
        file.unlink(missing_ok=True)
    (server.site.output / ".pipeline").rmdir()
    for path in ("", "feeds/en/", "media/"):
        assert server.outputs(path).status in (403, 404), path
    for path in ("..%2fcontent/site.toml", "%2e%2e/content/site.toml", "media/../../content/site.toml"):
        assert b"base_url" not in server.outputs(path).body, path
    refused = server.outputs("manifest.json", method="POST")
    allowed = {name for names in refused.headers.get_all("Allow", []) for name in names.split(", ")}
    assert refused.status == 405
    assert allowed - {"TRACE"} == {"GET", "HEAD", "OPTIONS"}  # Apache allows it itself


def the_list_of_feeds_is_the_page_of_its_folder(server: Server) -> None:
    for taken in ("gzip", "identity"):
        answer = server.outputs("feeds/", Accept_Encoding=taken)
        body = gzip.decompress(answer.body) if taken == "gzip" else answer.body
        assert (answer.status, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert body == (server.site.output / "feeds/index.html").read_bytes()


def a_page_that_has_moved_leads_to_where_it_is(server: Server) -> None:
    path, target = moved(server)
    for asked in (path, f"{path}/", path.replace("n", "%6e"), path.replace("/", "/./", 1)):
        answer = server.ask(asked)
        if "./" not in asked:
            assert (answer.status, answer["Location"]) == (301, target), asked
    assert server.ask(f"{path}?a=%20b&c")["Location"] == f"{target}?a=%20b&c"
    assert server.ask("/old/Second")["Location"] == target
    for asked in (f"{path}/more", f"{path}x", path.upper(), "/old/second", "/old", target.removeprefix("https://site.example")):
        answer = server.ask(asked)
        assert (answer.status, answer.body.decode()) == (200, PAGE), asked


def a_page_that_is_gone_is_gone(server: Server) -> None:
    [gone] = server.site.json("redirects.json")["gone"]
    path = gone["url"].removeprefix("https://site.example")
    assert [server.ask(asked).status for asked in (path, f"{path}/", f"{path}?x", f"{path}/more")] == [410, 410, 410, 200]


def a_build_that_changes_nothing_costs_no_reader_anything(server: Server) -> None:
    paths = ("feeds/en/news.atom.xml", "manifest.json", "index/feeds.json")
    asked = [(path, taken) for path in paths for taken in ("gzip", "identity")]
    before = [server.outputs(path, Accept_Encoding=taken)["ETag"] for path, taken in asked]
    server.site.published(NOW + 9 * DAY)
    assert [server.outputs(path, Accept_Encoding=taken)["ETag"] for path, taken in asked] == before


def an_edit_is_seen_at_once(server: Server) -> None:
    path = "feeds/de/news.atom.xml"
    before = {taken: server.outputs(path, Accept_Encoding=taken)["ETag"] for taken in ("gzip", "identity")}
    title = "Ein Titel, der länger ist als der bisherige"
    source = server.site.content / "news/open-day.de.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(re.sub(r"^title: .*$", f"title: {title}", text, flags=re.MULTILINE), encoding="utf-8")
    server.site.published(NOW + 10 * DAY)
    hand_over(server.site.output)
    for taken, tag in before.items():
        answer = server.outputs(path, Accept_Encoding=taken, If_None_Match=tag or "")
        assert answer.status == 200
        assert answer["ETag"] != tag
        body = gzip.decompress(answer.body) if taken == "gzip" else answer.body
        assert title in body.decode()


CHECKS = [
    each_file_is_sent_as_what_it_is,
    media_is_safe_and_kept_for_ever,
    caches_are_told_how_long,
    what_has_not_changed_is_not_sent_again,
    gzip_is_for_those_who_take_it,
    what_has_no_compressed_copy_is_compressed_as_it_is_sent,
    head_says_what_get_says,
    scripts_of_other_hosts_may_read_and_ask_whether_anything_changed,
    a_feed_with_a_hub_names_it_and_itself,
    the_files_of_an_entry_that_is_gone_are_gone,
    nothing_is_served_that_was_not_published,
    the_list_of_feeds_is_the_page_of_its_folder,
    a_page_that_has_moved_leads_to_where_it_is,
    a_page_that_is_gone_is_gone,
    a_build_that_changes_nothing_costs_no_reader_anything,
    an_edit_is_seen_at_once,
]


def each_of_thousands_of_pages_leads_to_its_own_target(server: Server) -> None:
    for number, path in enumerate(hostile_paths()):
        answer = server.ask(quote(path))
        assert (answer.status, answer["Location"]) == (301, f"{BASE}/new/{number}?n"), path
        assert server.ask(f"/gone{quote(path)}").status == 410, path
    for number in (0, 5_000, 9_999):
        assert server.ask(f"/many/{number}?q")["Location"] == f"{BASE}/new/{number}?q"
    assert [server.ask(path).status for path in ("/Case", "/case", "/many/10000", "/old/", "/old")] == [301, 200, 200, 200, 200]


def a_path_cannot_pass_for_a_row_of_the_settings(server: Server) -> None:
    forged = "\n/x\thttps://evil.example/\n/x"
    for path in (forged, f"/x{forged}", "/x\n/x\thttps://evil.example/\n", '/x" "https://evil.example/'):
        answer = server.ask(quote(path, safe="/" if path.startswith("/") else ""))
        assert "evil" not in (answer["Location"] or ""), path
        assert answer.status in (200, 400, 403, 404), path
