"""A hub of another maker distributes what `pipeline notify` tells it of (W3C WebSub)."""

import hashlib
import hmac
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import pytest
from flask_websub.subscriber import discover

from tests.cli.place import Result, started
from tests.sites import SiteTest

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parent.parent.parent
SECRET = "only the hub and the subscriber know"
WAIT = 20
"""Seconds in which something that is bound to happen happens on any machine."""
LAST = "/last"
"""A topic that is told at the end of what is looked at: the hub does one thing after the other."""

SETTINGS = """\
[site]
title = "Site"
base_url = "https://site.example"
outputs_url = "{publisher}"
[collections.news]
[collections.pages]
[feeds.news]
title = "News"
collections = ["news"]
hub = "{hub}"
[feeds.pages]
title = "Pages"
collections = ["pages"]
hub = "{hub}"
[feeds.all]
title = "No hub"
"""
ENTRY = """\
---
id: {id}
title: T
summary: S.
date: 2026-04-01
---
Text.
"""


class Delivery(NamedTuple):
    """What a hub brought."""

    topic: str
    media_type: str
    link: str
    signature: str
    body: bytes


class WebServer(ThreadingHTTPServer):
    """A server on a free port of this machine, in threads of its own."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


class Publisher(WebServer):
    """Serves outputs/ as their index says, and names a feed's hub in headers too."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.hub = ""
        """"" for no headers."""
        self.fetched: Counter[str] = Counter()
        super().__init__(Published)


class Published(SimpleHTTPRequestHandler):
    server: Publisher

    def translate_path(self, path: str) -> str:
        return str(self.server.output / ("manifest.json" if path == LAST else path.lstrip("/")))

    def do_GET(self) -> None:
        self.server.fetched[self.path] += 1
        super().do_GET()

    def guess_type(self, path: object) -> str:
        files = json.loads((self.server.output / "index/feeds.json").read_bytes())["files"]
        kinds = {file["path"]: f"{file['media_type']}; charset=utf-8" for file in files}
        return kinds.get(self.path.lstrip("/"), "application/json")

    def end_headers(self) -> None:
        if self.server.hub:
            self.send_header("Link", f'<{self.server.hub}>; rel="hub"')
            self.send_header("Link", f'<{self.server.url}{self.path}>; rel="self"')
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


class Subscriber(WebServer):
    """Confirms what it has asked for, and takes what the hub brings."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.confirmed: Queue[str] = Queue()
        self.deliveries: Queue[Delivery] = Queue()
        super().__init__(Callback)

    def subscribe(self, hub: str, topic: str) -> None:
        """Ask for *topic*, and wait until the hub has verified that."""
        self.asked.add(topic)
        form = {
            "hub.mode": "subscribe",
            "hub.topic": topic,
            "hub.callback": f"{self.url}/?{urlencode({'topic': topic})}",
            "hub.secret": SECRET,
            "hub.lease_seconds": "3600",
        }
        with urlopen(hub, urlencode(form).encode(), timeout=WAIT) as answer:
            assert answer.status == 202
        assert self.confirmed.get(timeout=WAIT) == topic

    def received(self, hub: str, last: str) -> list[Delivery]:
        """What has come until the topic *last*, which the hub is told of now."""
        with urlopen(hub, urlencode({"hub.mode": "publish", "hub.topic": last}).encode(), timeout=WAIT):
            pass
        found = iter(lambda: self.deliveries.get(timeout=WAIT), None)
        return list(before(last, found))


def before(last: str, deliveries: Iterator[Delivery | None]) -> Iterator[Delivery]:
    for delivery in deliveries:
        if not delivery or delivery.topic == last:
            return
        yield delivery


class Callback(BaseHTTPRequestHandler):
    server: Subscriber

    def do_GET(self) -> None:
        """Verify the intent (§5.3)."""
        query = {name: value for name, [value] in parse_qs(urlsplit(self.path).query).items()}
        mine = (
            query["hub.mode"] == "subscribe"
            and query["hub.topic"] in self.server.asked
            and query["hub.lease_seconds"] == "3600"
        )
        self.send_response(200 if mine else 404)
        self.end_headers()
        self.wfile.write(query["hub.challenge"].encode() if mine else b"")
        self.server.confirmed.put(query["hub.topic"])

    def do_POST(self) -> None:
        [topic] = parse_qs(urlsplit(self.path).query)["topic"]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        links = ", ".join(self.headers.get_all("Link", []))
        self.send_response(204)
        self.end_headers()
        said = (self.headers.get("Content-Type", ""), links, self.headers.get("X-Hub-Signature", ""))
        self.server.deliveries.put(Delivery(topic, *said, body))

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


class Hub:
    """A process of its own, which may be ended and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.database = str(folder / "hub.sqlite")
        self.url = ""
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.integration.hub", self.database, str(urlsplit(self.url).port or 0)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        assert self.process.stdout
        self.url = self.process.stdout.readline().strip()
        assert self.url

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate()


class World(NamedTuple):
    """A site, the server that publishes it, its hub, and who subscribes there."""

    site: SiteTest
    publisher: Publisher
    hub: Hub
    subscriber: Subscriber

    def topic(self, path: str) -> str:
        return f"{self.publisher.url}/{path}"

    def pipeline(self, *arguments: str) -> Result:
        return started([sys.executable, "-m", "pipeline", *arguments], self.site.output.parent)

    def built(self) -> None:
        assert self.pipeline("build", "--now", "2026-06-01").status == 0

    def received(self) -> list[Delivery]:
        return self.subscriber.received(self.hub.url, self.topic(LAST.lstrip("/")))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """All is built and subscribed to, and nothing told yet."""
    site = SiteTest(tmp_path, empty=True)
    hub = Hub(tmp_path)
    try:
        with Publisher(site.output) as publisher, Subscriber() as subscriber:
            world = World(site, publisher, hub, subscriber)
            publisher.hub = hub.url
            site.write("site.toml", SETTINGS.format(publisher=publisher.url, hub=hub.url))
            site.write("news/a.en.md", ENTRY.format(id="a")).write("pages/b.en.md", ENTRY.format(id="b"))
            world.built()
            for path in (NEWS, PAGES, LAST.lstrip("/")):
                subscriber.subscribe(hub.url, world.topic(path))
            assert world.received() == []
            yield world
            publisher.shutdown()
            subscriber.shutdown()
    finally:
        hub.stop()


NEWS, PAGES = "feeds/en/news.atom.xml", "feeds/en/pages.json"
OF_NEWS = ("feeds/en/news.atom.xml", "feeds/en/news.json", "feeds/en/news.rss.xml")
OF_PAGES = ("feeds/en/pages.atom.xml", "feeds/en/pages.json", "feeds/en/pages.rss.xml")


def told(hub: str, *paths: str) -> str:
    return "".join(f"told {hub} of {path}\n" for path in paths)


def test_subscribers_receive_exactly_what_has_changed(world: World) -> None:
    url = world.hub.url
    assert world.pipeline("notify") == (0, f"{told(url, *OF_NEWS, *OF_PAGES)}6 feeds told, 0 as before\n", "")
    assert {delivery.topic for delivery in world.received()} == {world.topic(NEWS), world.topic(PAGES)}

    assert world.pipeline("notify") == (0, "nothing to tell: no feed has changed\n", "")
    world.built()
    assert world.pipeline("notify") == (0, "nothing to tell: no feed has changed\n", "")
    assert world.received() == []

    world.site.edit("news/a.en.md", "Text.", "Another text.")
    world.built()
    assert world.pipeline("notify") == (0, f"{told(url, *OF_NEWS)}3 feeds told, 3 as before\n", "")
    [delivery] = world.received()
    assert delivery.topic == world.topic(NEWS)
    assert delivery.body == (world.site.output / NEWS).read_bytes()
    assert b"Another text." in delivery.body
    assert delivery.media_type == "application/atom+xml; charset=utf-8"
    assert delivery.signature == f"sha256={hmac.new(SECRET.encode(), delivery.body, hashlib.sha256).hexdigest()}"
    assert f'<{world.topic(NEWS)}>; rel="self"' in delivery.link


def test_subscriber_finds_hub_and_topic_in_the_document_and_in_the_headers(world: World) -> None:
    for path in (*OF_NEWS, *OF_PAGES):
        expected = {"hub_url": world.hub.url, "topic_url": world.topic(path)}
        world.publisher.hub = world.hub.url
        assert discover(world.topic(path), WAIT) == expected
        if not path.endswith(".json"):  # this subscriber reads links of XML only
            world.publisher.hub = ""
            assert discover(world.topic(path), WAIT) == expected


def test_hub_that_is_away_is_told_once_it_is_back(world: World) -> None:
    world.hub.stop()
    status, out, err = world.pipeline("notify", "--retries", "0")
    assert (status, out) == (2, "0 feeds told, 0 as before\n")
    assert err == (
        f"could not tell {world.hub.url} of {OF_NEWS[0]} and 5 others: it takes no connection; see whether it is at work\n"
        "pipeline: 6 of 6 feeds not told; run the command again, which tells what is left\n"
    )
    world.hub.start()
    assert world.pipeline("notify").out.endswith("6 feeds told, 0 as before\n")
    assert {delivery.topic for delivery in world.received()} == {world.topic(NEWS), world.topic(PAGES)}


def test_killed_command_has_told_at_most_one_feed_that_it_does_not_remember(world: World) -> None:
    command = [sys.executable, "-m", "pipeline", "notify"]
    with subprocess.Popen(command, cwd=world.site.output.parent, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        assert process.stdout.readline() == told(world.hub.url, OF_NEWS[0])
        process.kill()
    rest = world.pipeline("notify")
    assert (rest.status, rest.err) == (0, "")
    assert told(world.hub.url, OF_NEWS[0]) not in rest.out
    world.received()
    times = [world.publisher.fetched[f"/{path}"] for path in (*OF_NEWS, *OF_PAGES)]
    assert sorted(times) in ([1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 2])
