"""Whatever is published, and whenever a reader pulls, it ends equal to what is published."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipeline.consume import Copy, mass_removal
from pipeline.consume._parts import USUAL, part
from pipeline.model import Trouble
from tests.consume.publishing import Publisher, Text
from tests.integration.pulling import Reader
from tests.integration.web import Headers, Reply, Web, response, serving
from tests.sites import tree

pytestmark = pytest.mark.integration

KEYS = st.tuples(st.sampled_from(["fair", "open-day", "call", "grant"]), st.sampled_from(["en", "de"]))
TEXTS = st.builds(
    Text,
    body=st.sampled_from(["Come in.", "Meet us.", "Wir bitten herein."]),
    slug=st.sampled_from(["", "", "here", "there"]),
    day=st.integers(1, 3),
    media=st.sampled_from(["", "", "A map.", "A plan."]),
    collection=st.sampled_from(["news", "news", "calls"]),
)
EDITS = st.dictionaries(KEYS, st.one_of(st.none(), TEXTS), min_size=1, max_size=3)
"""What an editor does at once; None takes an entry away."""
EVENTS = st.lists(st.sampled_from(["fine", "fine", "step", "step", "break", "cut", "other", "gone", "busy"]), max_size=40)
"""What happens to one request after the other."""


class Cms:
    """An importer that applies what changed where it is told, and else compares everything."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[str, str, str]] = {}
        """Digest, URL and HTML by uid."""
        self.state = ""

    def take(self, copy: Copy) -> None:
        delta = copy.changes_since(self.state)
        if delta is None:
            changed = [uid for uid, row in copy.rows.items() if self.entries.get(uid, ("",))[0] != row.digest]
            removed = self.entries.keys() - copy.rows.keys()
        else:
            changed = [*delta.added, *delta.changed]
            removed = {*delta.removed}
            assert not {*delta.added} & self.entries.keys()
            assert {*delta.changed, *delta.removed} <= self.entries.keys()
            for uid, (former, present) in delta.moved.items():
                assert (self.entries[uid][1], copy.rows[uid].url) == (former, present)
        for uid in removed:
            del self.entries[uid]
        for uid in changed:
            entry = copy.entry(uid)
            self.entries[uid] = (entry.digest, entry.url, copy.fragment(entry))
        self.state = copy.state

    @staticmethod
    def filled(copy: Copy) -> dict[str, tuple[str, str, str]]:
        return {entry.uid: (entry.digest, entry.url, copy.fragment(entry)) for entry in copy.entries()}


class History(RuleBasedStateMachine):
    """A publisher whose outputs reach the server file by file, a reader, and an importer."""

    @initialize(first=st.dictionaries(KEYS, TEXTS, max_size=6))
    def begin(self, first: dict[tuple[str, str], Text]) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.content = first
        self.publisher = Publisher(self.folder / "outputs")
        self.publisher.publish(first)
        self.served = tree(self.publisher.output)
        self.steps: list[tuple[str, bytes | None]] = []
        """What has still to come to the server: the files in the order of a commit, the removals last."""
        self.published = {self.served["manifest.json"]}
        self.events: Iterator[str] = iter(())
        self.web = Web(self.answer).__enter__()
        self.reader = Reader(self.folder / "copy")
        self.cms, self.slow_cms = Cms(), Cms()

    def teardown(self) -> None:
        if hasattr(self, "web"):
            self.web.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    @rule(edits=EDITS, forget=st.sampled_from([False] * 9 + [True]))
    def publish(self, edits: dict[tuple[str, str], Text | None], forget: bool) -> None:
        """Build; the server still has what it had."""
        self.deliver()
        for key, text in edits.items():
            self.content = {other: says for other, says in self.content.items() if other != key}
            if text:
                self.content[key] = text
        before = tree(self.publisher.output)
        self.publisher.publish(self.content, forget=forget)
        after = tree(self.publisher.output)
        changed = sorted(
            (path for path, data in after.items() if before.get(path) != data), key=lambda path: path == "manifest.json"
        )
        self.steps = [(path, after[path]) for path in changed] + [(path, None) for path in sorted(before.keys() - after.keys())]
        self.published.add(after["manifest.json"])

    @rule()
    def deliver(self) -> None:
        """Everything comes to the server."""
        while self.steps:
            self.step()

    @precondition(lambda self: self.steps)
    @rule(number=st.integers(1, 6))
    def deliver_some(self, number: int) -> None:
        for _ in range(min(number, len(self.steps))):
            self.step()

    @rule(events=EVENTS, connections=st.integers(1, 3))
    def pull_in_bad_times(self, events: list[str], connections: int) -> None:
        self.events = iter(events)
        with suppress(Trouble):
            self.pull(connections)
        self.events = iter(())

    @rule(connections=st.integers(1, 3))
    def pull_in_the_end(self, connections: int) -> None:
        """When the server has everything, nothing stands in the way."""
        self.deliver()
        self.pull(connections)
        assert self.reader.tree() == {
            path: data
            for path, data in tree(self.publisher.output).items()
            if part(path) in USUAL or path.startswith("index/") or path == "manifest.json"
        }
        copy = Copy.open(self.reader.folder)
        self.cms.take(copy)
        assert self.cms.entries == Cms.filled(copy)

    @rule()
    def import_now_and_then(self) -> None:
        if (self.reader.folder / "manifest.json").exists():
            copy = Copy.open(self.reader.folder)
            self.slow_cms.take(copy)
            assert self.slow_cms.entries == Cms.filled(copy)

    @invariant()
    def copy_is_one_whole_generation(self) -> None:
        manifest = getattr(self, "folder", Path("/nowhere")) / "copy" / "manifest.json"
        if manifest.exists():
            assert manifest.read_bytes() in self.published
            copy = self.reader.copy()
            for row in copy.rows.values():
                assert copy.entry(row.uid).title
                assert copy.fragment(row)

    def pull(self, connections: int) -> None:
        self.reader.pull(self.web.url, connections=connections, allow_removals=True, allow_older=True)

    def step(self) -> None:
        path, data = self.steps.pop(0)
        if data is None:
            self.served.pop(path, None)
        else:
            self.served[path] = data

    def answer(self, path: str, headers: Headers) -> Reply:
        good = serving(self.served)(path, headers)
        match next(self.events, "fine"):
            case "step":
                for _ in range(min(3, len(self.steps))):
                    self.step()
            case "break":
                return b""
            case "cut":
                return lambda connection: connection.sendall(good[: len(good) * 2 // 3])
            case "other":
                return response(b"{}")
            case "gone":
                return response(b"", "404 Not Found")
            case "busy":
                return response(b"", "503 Service Unavailable", Retry_After="0")
        return good


History.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestHistory = History.TestCase


def test_killed_reader_leaves_a_whole_generation_and_goes_on(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path / "outputs")
    publisher.publish({(f"news-{number}", "en"): Text("Come in.") for number in range(12)})
    files = tree(publisher.output)
    reader = Reader(tmp_path / "copy")
    sent: list[str] = []
    left = 1000

    def answer(path: str, headers: Headers) -> Reply:
        nonlocal left
        left -= 1
        if left < 0:
            return lambda connection: time.sleep(1)
        sent.append(path)
        return serving(files)(path, headers)

    with Web(answer) as web:
        reader.pull(web.url)
        before = reader.tree()
        publisher.publish({(f"news-{number}", "en"): Text("Meet us.") for number in range(12)})
        files |= tree(publisher.output)
        sent.clear()
        for left in (1, 4, 9, 9):
            command = [sys.executable, "-m", "pipeline", "pull", web.url, str(reader.folder), "--connections", "1"]
            with subprocess.Popen(command) as process:
                while left >= 0:
                    assert process.poll() is None
                    time.sleep(0.01)
                process.kill()
            assert reader.tree() == before
            reader.copy()
        left = 1000
        reader.pull(web.url)
    assert reader.tree() == {path: files[path] for path in reader.tree()}
    assert Copy.open(reader.folder).sequence == 2
    # What was answered last may not have come to the disk.
    assert len(sent) - len({*sent}) <= 2 * 4


def test_readers_of_the_copy_see_whole_generations_while_it_is_pulled(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path / "outputs")
    publisher.publish({(f"news-{number}", "en"): Text("Come in.") for number in range(300)})
    files = tree(publisher.output)
    reader = Reader(tmp_path / "copy")
    with Web(serving(files)) as web:
        reader.pull(web.url)
        for round in range(3):
            publisher.publish({(f"news-{number}", "en"): Text(f"Meet us {round}.") for number in range(300)})
            files |= tree(publisher.output)
            command = [sys.executable, "-m", "pipeline", "pull", web.url, str(reader.folder)]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
                while process.poll() is None:
                    with suppress(Trouble):
                        copy = Copy.open(reader.folder)
                        said = {copy.entry(uid).content_html for uid in [*copy.rows][::20]}
                        assert len(said) == 1
            assert process.returncode == 0
            assert Copy.open(reader.folder).sequence == round + 2


def test_guard_is_that_of_a_build() -> None:
    assert not mass_removal(5, 5)
    assert not mass_removal(6, 30)
    assert mass_removal(6, 29)
