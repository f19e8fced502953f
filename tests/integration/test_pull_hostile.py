"""What a broken or hostile server can do to a reader: it is told of in one sentence, and the copy stays as it was."""

import gzip
import hashlib
import json
import random
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from pipeline.consume import USUAL, Patience
from pipeline.consume._parts import part
from pipeline.model import Trouble
from tests.consume.publishing import Publisher, Text
from tests.integration.pulling import Reader
from tests.integration.web import Reply, Web, response, serving
from tests.sites import tree

pytestmark = pytest.mark.integration

AGAIN = "run the command again later; if it stays so, tell those who publish it"
BREAKS_OFF = "it breaks off, or does not speak HTTP; see whether the server is at work, and the address right"
IMPATIENT = Patience(timeout=0.4, retries=0, pause=0)
ENTRY = "entries/en/fair.json"


class Scene:
    """A reader with a copy of build 1, and a server that offers build 2 but for what a test replaces."""

    def __init__(self, folder: Path) -> None:
        publisher = Publisher(folder / "outputs")
        publisher.publish({("fair", "en"): Text("Meet us."), ("open-day", "en"): Text("Come in.", media="A map.")})
        self.files = tree(publisher.output)
        self.replies: dict[str, Reply] = {}
        self.web = Web(lambda path, headers: self.replies.get(path.partition("?")[0]) or serving(self.files)(path, headers))
        self.outside = folder
        self.reader = Reader(folder / "reader" / "copy")
        self.before: dict[str, bytes] = {}
        self.publisher = publisher

    def first(self) -> None:
        self.reader.pull(self.web.url)
        self.before = self.reader.tree()
        self.publisher.publish({("fair", "en"): Text("Meet us soon."), ("open-day", "en"): Text("Come in.", media="A plan.")})
        self.files.clear()
        self.files |= tree(self.publisher.output)

    def trouble(self, **options: Any) -> str:
        """What is said when the reader pulls, with the address of the folder as URL/; nothing has changed then."""
        others = {path for path in self.outside.rglob("*") if self.reader.folder not in path.parents}
        with pytest.raises(Trouble) as trouble:
            self.reader.pull(self.web.url, **options)
        assert self.reader.tree() == self.before
        assert {path for path in self.outside.rglob("*") if self.reader.folder not in path.parents} == others
        return str(trouble.value).replace(self.web.url, "URL/")

    def alter(self, path: str, change: Callable[[Any], object]) -> None:
        """Change what the JSON file *path* says, and with it every digest above it."""
        document = json.loads(self.files[path])
        change(document)
        self.put(path, json.dumps(document).encode())

    def put(self, path: str, data: bytes) -> None:
        """Publish *data* at *path*, under its right digest."""
        old = hashlib.sha256(self.files[path]).hexdigest()
        size = len(self.files[path])
        self.files[path] = data
        new = hashlib.sha256(data).hexdigest()
        for name in sorted(self.files):
            if name.endswith(".json") and name != path and old.encode() in self.files[name]:
                above = self.files[name].decode()
                above = re.sub(rf'{old}("[^{{}}]*?"size": ?){size}\b', rf"{new}\g<1>{len(data)}", above)
                self.put(name, above.replace(old, new).encode())


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(tmp_path)
    with scene.web:
        scene.first()
        yield scene


# Answers


def promising(more: int) -> Reply:
    """An answer that ends before its time."""
    return lambda connection: connection.sendall(response(b"{", Content_Length=str(more)))


def dripping(data: bytes, after: bytes = b"") -> Reply:
    """A byte now and then, *after* what is sent at once."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(after)
        for place in range(len(data)):
            connection.sendall(data[place : place + 1])
            time.sleep(0.02)

    return drip


def endless(head: bytes, again: bytes) -> Reply:
    """More and more."""

    def send(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.sendall(head)
            for _ in range(1000):
                connection.sendall(again)

    return send


BAD_ANSWERS: dict[str, tuple[Reply, str]] = {
    "it is cut short": (promising(100), BREAKS_OFF),
    "nothing is answered": (lambda connection: None, BREAKS_OFF),
    "it is no HTTP": (response(b"").replace(b"HTTP/1.1", b"GOPHER"), BREAKS_OFF),
    "a status is no number": (response(b"", "many OK"), BREAKS_OFF),
    "a chunk has no size": (response(b"zz\r\n{}\r\n", Content_Length="", Transfer_Encoding="chunked"), BREAKS_OFF),
    "a chunk is missing": (
        lambda connection: connection.sendall(response(b"5\r\n{", Content_Length="", Transfer_Encoding="chunked")),
        BREAKS_OFF,
    ),
    "two lengths are given": (response(b"{}", Content_Length="2, 3"), BREAKS_OFF),
    "a header never ends": (endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536), BREAKS_OFF),
    "headers never end": (endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000), BREAKS_OFF),
    "it cannot be unpacked": (
        response(b"plain", Content_Encoding="gzip"),
        "what it sends cannot be unpacked; tell those who run the server",
    ),
    "it leads to another host": (
        response(b"", "302 Found", Location="http://other.example/feeds/"),
        'it leads to "http://other.example/feeds/"; if the publication is there now, name that address',
    ),
    "it leads to another port": (
        response(b"", "302 Found", Location="http://127.0.0.1:1/x"),
        'it leads to "http://127.0.0.1:1/x"; if the publication is there now, name that address',
    ),
    "it leads to a file": (
        response(b"", "302 Found", Location="file:///etc/passwd"),
        'it leads to "file:///etc/passwd"; if the publication is there now, name that address',
    ),
    "it leads nowhere": (
        response(b"", "302 Found"),
        'it leads to ""; if the publication is there now, name that address',
    ),
    "it leads to nonsense": (
        response(b"", "302 Found", Location="http://[::x/"),
        'it leads to "http://[::x/", which is no address; tell those who run the server',
    ),
    "it leads to itself": (
        response(b"", "302 Found", Location="?again"),
        "it leads from one address to the next; see where its redirects end, and name that address",
    ),
    "a password is wanted": (
        response(b"", "401 Unauthorized"),
        "it answers 401 Unauthorized; write user and password into the address (https://user:password@…), if it wants them",
    ),
    "the server is busy": (
        response(b"", "503 Service Unavailable"),
        "it answers 503 Service Unavailable; run the command again later, which goes on from here",
    ),
    "the server wants to be left alone": (
        response(b"", "429 Too Many Requests", Retry_After="9999"),
        (
            "it answers 429 Too Many Requests, and asks to wait 9,999 seconds; run the command again later, which goes on "
            "from here"
        ),
    ),
    "the server wants something strange": (
        response(b"", "429 Too Many Requests", Retry_After="-1e99"),
        "it answers 429 Too Many Requests; run the command again later, which goes on from here",
    ),
    "the status is unheard of": (response(b"", "299 Odd"), "it answers 299; see whether the address is right"),
}


@pytest.mark.parametrize("path", ["manifest.json", "changes/000002.json", ENTRY])
@pytest.mark.parametrize("what", BAD_ANSWERS)
def test_bad_answer_is_told_of(scene: Scene, what: str, path: str) -> None:
    reply, expected = BAD_ANSWERS[what]
    scene.replies[path] = reply
    assert scene.trouble() == f"cannot read URL/{path}: {expected}"


def test_another_name_of_the_same_machine_is_another_host(scene: Scene) -> None:
    other = f"http://localhost:{scene.web.port}/{ENTRY}"
    scene.replies[ENTRY] = response(b"", "302 Found", Location=other)
    expected = f'it leads to "{other}"; if the publication is there now, name that address'
    assert scene.trouble() == f"cannot read URL/{ENTRY}: {expected}"


SLOW_ANSWERS: dict[str, Reply] = {
    "nothing comes": lambda connection: time.sleep(1),
    "headers drip": dripping(response(b"{}", X_Long="x" * 100)),
    "the body drips": dripping(b"{" * 500, response(Content_Length="500")),
    "chunks drip": dripping(
        b"00000000000001\r\n{\r\n" * 30, after=response(b"", Content_Length="", Transfer_Encoding="chunked")
    ),
    "it says to go on, and on": dripping(b"HTTP/1.1 100 Continue\r\n\r\n" * 20),
}


@pytest.mark.parametrize("what", SLOW_ANSWERS)
def test_slow_answer_is_not_waited_for(scene: Scene, what: str) -> None:
    scene.replies[ENTRY] = SLOW_ANSWERS[what]
    assert scene.trouble(patience=IMPATIENT) == (
        f"cannot read URL/{ENTRY}: no whole answer within 0.4 seconds; see whether the server is at work, "
        "or give it longer with --timeout"
    )


def test_server_that_is_away_is_told_of(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    with pytest.raises(
        Trouble, match=r"^cannot read .*/manifest.json: the server takes no connection; see whether the server is at"
    ):
        Reader(tmp_path).pull(url)


def test_server_without_tls_is_told_of(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def greet() -> None:
            for _ in range(3):
                connection, _ = plain.accept()
                with connection:
                    connection.sendall(b"220 here is a mail server\r\n")

        Thread(target=greet, daemon=True).start()
        with pytest.raises(
            Trouble, match=r"/manifest\.json: the server cannot be trusted \(TLS fails\); it needs a certificate"
        ):
            Reader(tmp_path).pull(f"https://127.0.0.1:{plain.getsockname()[1]}/")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("changes/000002.json", "is not the list of changes that is promised: its digest is another one"),
        (ENTRY, "is not the file that is listed: its size or its digest is another one"),
    ],
)
@pytest.mark.parametrize("data", [b"", b"{}", b"x" * 1_000_000], ids=["nothing", "too little", "too much"])
def test_other_bytes_than_promised_are_refused(scene: Scene, path: str, what: str, data: bytes) -> None:
    scene.files[path] = data
    assert scene.trouble() == f"URL/{path} {what}; {AGAIN}"


def test_missing_file_is_told_of(scene: Scene) -> None:
    del scene.files[ENTRY]
    assert scene.trouble() == f"URL/{ENTRY} is not there; {AGAIN}"


def test_same_number_of_other_bytes_is_refused(scene: Scene) -> None:
    scene.files[ENTRY] = b"x" * len(scene.files[ENTRY])
    assert scene.trouble() == f"URL/{ENTRY} is not the file that is listed: its size or its digest is another one; {AGAIN}"


def test_packed_file_that_would_fill_the_memory_is_not_unpacked(scene: Scene) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000)
    scene.replies[ENTRY] = response(bomb, Content_Encoding="gzip")
    assert scene.trouble() == f"URL/{ENTRY} is not the file that is listed: its size or its digest is another one; {AGAIN}"
    scene.replies["manifest.json"] = scene.replies[ENTRY]
    assert scene.trouble() == "URL/manifest.json is far too large; see whether that is the address of a manifest"


def test_endless_manifest_is_not_read_to_its_end(scene: Scene) -> None:
    scene.replies["manifest.json"] = endless(response(b"", Content_Length=""), b"{" * 65536)
    assert scene.trouble() == "URL/manifest.json is far too large; see whether that is the address of a manifest"


def test_list_of_changes_that_is_too_long_is_done_without(scene: Scene) -> None:
    def lengthen(changes: Any) -> None:
        changes["more"] = "x" * (1 << 24)

    scene.alter("changes/000002.json", lengthen)
    scene.reader.pull(scene.web.url)
    assert scene.reader.tree()["changes/000002.json"] == scene.files["changes/000002.json"]


def test_file_that_claims_to_be_huge_is_not_fetched(scene: Scene) -> None:
    def claim(index: Any) -> None:
        index["files"][0]["size"] = 10**13

    scene.alter("index/media.json", claim)
    path = json.loads(scene.files["index/media.json"])["files"][0]["path"]
    expected = (
        f"{path} has 10,000,000,000,000 bytes, and at most 268,435,456 are fetched; allow more with --largest, if that is meant"
    )
    assert scene.trouble() == expected
    assert path not in scene.web.asked[-5:]


def test_file_that_is_listed_with_another_size_is_refused(scene: Scene) -> None:
    def grow(index: Any) -> None:
        index["files"][0]["size"] += 1

    scene.alter("index/media.json", grow)
    path = json.loads(scene.files["index/media.json"])["files"][0]["path"]
    assert scene.trouble() == f"URL/{path} is not the file that is listed: its size or its digest is another one; {AGAIN}"


def test_largest_file_is_a_choice(scene: Scene) -> None:
    assert "and at most 500 are fetched" in scene.trouble(largest=500)


# What is said, under right digests


NOT_MANIFESTS = {
    "a page": (b"<!doctype html><p>Not found", "cannot be understood (JSON is malformed: invalid character (byte 0))"),
    "nothing": (b"", "cannot be understood (Input data was truncated)"),
    "a list": (b"[]", "cannot be understood (Expected `object`, got `array`)"),
    "no text": (b'{"schema_version":"\xff"}', "cannot be understood ("),
    "deep": (b"[" * 500_000, "cannot be understood ("),
    "deep inside": (b'{"schema_version":"1.0","x":' + b'{"x":[' * 100_000, "cannot be understood ("),
    "a version that is none": (b'{"schema_version":"new"}', "cannot be understood (Expected `str` matching regex"),
    "no sequence": (b'{"schema_version":"1.0","epoch":"e"}', "cannot be understood (Object missing required field"),
}


@pytest.mark.parametrize("what", NOT_MANIFESTS)
def test_manifest_that_is_none_is_told_of(scene: Scene, what: str) -> None:
    data, how = NOT_MANIFESTS[what]
    scene.files["manifest.json"] = data
    said = scene.trouble()
    assert said.startswith(f"URL/manifest.json {how}")
    assert said.endswith("; see whether that is the address of a manifest")


def test_newer_contract_is_told_of(scene: Scene) -> None:
    scene.alter("manifest.json", lambda manifest: manifest.update(schema_version="2.0", indexes=None))
    assert scene.trouble() == (
        "URL/manifest.json is of version 2.0 of the contract, and only 1.x is known here; update this program"
    )


def test_newer_minor_version_with_unknown_members_is_read(scene: Scene) -> None:
    scene.alter("index/media.json", lambda index: index["files"][0].update(colour="blue"))
    scene.alter("manifest.json", lambda manifest: manifest.update(schema_version="1.9", motto="Knowledge"))
    scene.reader.pull(scene.web.url)
    assert scene.reader.tree()["manifest.json"] == scene.files["manifest.json"]


BAD_PATHS = [
    "../outside.txt",
    "/etc/outside.txt",
    "media/../../outside.txt",
    "media/./x",
    "media//x",
    "media/",
    ".pipeline/journal.json",
    "media/.hidden",
    "media\\..\\x",
    "media/a\0b",
    "media/a\nb",
    "",
    "m" * 1001,
]


@pytest.mark.parametrize("path", BAD_PATHS)
def test_path_that_leaves_the_folder_is_refused(scene: Scene, path: str) -> None:
    scene.alter("index/media.json", lambda index: index["files"][0].update(path=path))
    said = scene.trouble()
    assert said.startswith("URL/index/media.json cannot be understood (Expected `str` ")
    assert said.endswith("; tell those who publish it")


@pytest.mark.parametrize(
    ("path", "how"),
    [
        ("media/a\u202eb", 'leads to "media/a\\u202eb", which cannot be a path'),
        ("media/a\x7fb", 'leads to "media/a\\u007fb", which cannot be a path'),
        ("manifest.json", 'leads to "manifest.json" twice'),
        ("Redirects.JSON", 'leads to "redirects.json" and to "Redirects.JSON", which are one file on some systems'),
        ("redirects.json", 'leads to "redirects.json" twice'),
        ("redirects.json/x", 'leads to "redirects.json", and to files in it as if it were a folder'),
        ("pull.json", 'leads to "pull.json", which a copy has of its own'),
        ("index/media.json", 'leads to "index/media.json" twice'),
    ],
)
def test_path_that_is_taken_is_refused(scene: Scene, path: str, how: str) -> None:
    scene.alter("index/media.json", lambda index: index["files"][0].update(path=path))
    assert scene.trouble() == f"URL/manifest.json {how}; tell those who publish it"


BAD_INDEXES: dict[str, tuple[Callable[[Any], object], str]] = {
    "a digest is none": (lambda index: index["entries"][0].update(digest="x"), "cannot be understood ("),
    "a uid is none": (lambda index: index["entries"][0].update(uid="fair"), "cannot be understood ("),
    "an id is a path": (lambda index: index["entries"][0].update(id="../x"), "cannot be understood ("),
    "a URL runs scripts": (lambda index: index["entries"][0].update(url="javascript:alert(1)"), "cannot be understood ("),
    "a date has no zone": (lambda index: index["entries"][0].update(date_published="2026-01-01T00:00:00"), "cannot be"),
    "an entry is missing": (lambda index: index["entries"].pop(), "lists 1 of 2; tell those who publish it"),
}


@pytest.mark.parametrize("what", BAD_INDEXES)
def test_index_that_says_nonsense_is_refused(scene: Scene, what: str) -> None:
    change, how = BAD_INDEXES[what]
    scene.alter("index/en/news.json", change)
    said = scene.trouble()
    assert said.startswith(f"URL/index/en/news.json {how}")
    assert said.endswith("; tell those who publish it")


def test_entry_that_is_listed_twice_is_refused(scene: Scene) -> None:
    def twice(index: Any) -> None:
        index["entries"][1]["uid"] = index["entries"][0]["uid"]

    scene.alter("index/en/news.json", twice)
    assert scene.trouble() == "URL/manifest.json has indexes that list an entry twice; tell those who publish it"


def test_count_that_is_wrong_is_refused(scene: Scene) -> None:
    scene.alter("manifest.json", lambda manifest: manifest.update(count=7))
    assert scene.trouble() == ("URL/manifest.json promises 7 entries, and its indexes list 2; tell those who publish it")


@pytest.mark.parametrize("lie", ["removed", "added", "files", "files_removed", "previous_sha256", "epoch"])
def test_list_of_changes_that_lies_does_no_harm(scene: Scene, lie: str) -> None:
    def change(changes: Any) -> None:
        changes[lie] = "0" * 64 if isinstance(changes.get(lie, ""), str) else []

    scene.alter("changes/000002.json", change)
    scene.reader.pull(scene.web.url)
    assert scene.reader.tree().keys() <= scene.files.keys()
    assert all(scene.files[path] == data for path, data in scene.reader.tree().items())


def test_answers_of_any_kind_end_in_a_sentence(scene: Scene) -> None:
    chance = random.Random(1)
    good = {path: serving(scene.files)(path, {}) for path in ("manifest.json", "changes/000002.json", ENTRY)}
    most = {path: data.index(b"\r\n\r\n") if path == "manifest.json" else 300 for path, data in good.items()}
    pristine = scene.outside / "pristine"
    shutil.copytree(scene.reader.folder, pristine)
    usual = {path: data for path, data in scene.files.items() if part(path) in USUAL or path.startswith(("index/", "manifest"))}
    for _ in range(150):
        path = chance.choice([*good])
        data = bytearray(good[path])
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(min(len(data), most[path]))
            data[place : place + chance.randint(0, 3)] = chance.choice([b"", b"\0", b"\xff", b"\r\n", b":", b"9", b"\n\n"])
        scene.replies = {path: partial(_send, bytes(data))}
        with suppress(Trouble):  # it may have come out as something that means the same
            scene.reader.pull(scene.web.url, patience=Patience(timeout=1, retries=0, pause=0))
        assert scene.reader.tree() in (scene.before, usual)
        shutil.rmtree(scene.reader.folder)
        shutil.copytree(pristine, scene.reader.folder)


def _send(data: bytes, connection: socket.socket) -> None:
    connection.sendall(data)
