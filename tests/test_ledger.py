import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline import ledger
from pipeline.model import Ledger, Published, Trouble

Files = dict[str, bytes]

ENTRY = {
    "id": "a",
    "uid": "tag:example.edu,2026:a:en",
    "language": "en",
    "type": "news",
    "collection": "news",
    "url": "https://example.edu/en/news/a",
    "title": "A",
    "date_published": "2026-01-02T03:04:05+01:00",
    "date_modified": "2026-01-03T03:04:05+01:00",
    "digest": "d",
    "source": "news/a.en.md",
    "text": "t",
    "files": [{"path": "entries/en/a.json", "sha256": "1" * 64, "size": 1, "media_type": "application/json"}],
}
FEED = {"path": "feeds/en/news.json", "sha256": "2" * 64, "size": 2, "media_type": "application/feed+json"}


def published(indexes: Mapping[str, object], **members: object) -> Files:
    """A published folder with *indexes*, and a manifest that names them and has *members*."""
    files = {path: index if isinstance(index, bytes) else json.dumps(index).encode() for path, index in indexes.items()}
    rows = [{"path": path, "sha256": sha256(data), "size": len(data), "count": 1} for path, data in files.items()]
    manifest = {"schema_version": "1.0", "epoch": "e", "sequence": 7, "count": 1, "indexes": rows, "more": [], **members}
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def good() -> Files:
    return published(
        {
            "index/en/news.json": {"entries": [ENTRY]},
            "index/feeds.json": {"files": [FEED]},
            "index/tombstones.json": {"tombstones": [{"uid": "x"}]},
        }
    )


def with_entry(**members: object) -> Files:
    return published({"index/en/news.json": {"entries": [{**ENTRY, **members}]}})


def with_file(**members: object) -> Files:
    return published({"index/feeds.json": {"files": [{**FEED, **members}]}})


def test_nothing_published_is_no_ledger() -> None:
    nothing: Files = {}
    assert ledger.read(nothing.get) is None


def test_a_ledger_holds_entries_and_every_file_with_its_digest() -> None:
    files = good()
    indexes = {path: sha256(data) for path, data in files.items() if path.startswith("index/")}
    assert ledger.read(files.get) == Ledger(
        epoch="e",
        sequence=7,
        entries={
            "tag:example.edu,2026:a:en": Published(
                uid="tag:example.edu,2026:a:en",
                id="a",
                language="en",
                collection="news",
                url="https://example.edu/en/news/a",
                title="A",
                date_published=datetime(2026, 1, 2, 2, 4, 5, tzinfo=UTC),
                digest="d",
                source="news/a.en.md",
                text="t",
                date_modified=datetime(2026, 1, 3, 2, 4, 5, tzinfo=UTC),
            )
        },
        files={
            **indexes,
            "manifest.json": sha256(files["manifest.json"]),
            "entries/en/a.json": "1" * 64,
            "feeds/en/news.json": "2" * 64,
        },
        indexes=indexes,
    )


def test_what_an_older_version_did_not_say_is_not_known() -> None:
    older = {name: value for name, value in ENTRY.items() if name not in ("source", "text", "date_modified")}
    read = ledger.read(published({"index/en/news.json": {"entries": [older]}}).get)
    assert read
    [entry] = read.entries.values()
    assert (entry.source, entry.text, entry.date_modified) == ("", "", None)


@pytest.mark.parametrize("version", ["1.0", "1.27"])
def test_every_version_of_ours_is_read(version: str) -> None:
    assert ledger.read(published({}, schema_version=version).get)


@pytest.mark.parametrize("version", ["2.0", "12.1"])
def test_a_newer_ledger_is_trouble_whatever_else_it_says(version: str) -> None:
    files = {"manifest.json": json.dumps({"schema_version": version, "roots": {}}).encode()}
    with pytest.raises(Trouble, match=rf"manifest.json was written by a newer program \(schema_version {version}\); update"):
        ledger.read(files.get)


def without(files: Files, path: str) -> Files:
    return {name: data for name, data in files.items() if name != path}


DAMAGED: dict[str, Callable[[], Files]] = {
    "manifest.json cannot be understood": lambda: {"manifest.json": b""},
    "manifest.json cannot be understood (Input data was truncated": lambda: {"manifest.json": good()["manifest.json"][:50]},
    "manifest.json cannot be understood ('utf-8'": lambda: {"manifest.json": b'{"schema_version": "\xff"}'},
    "manifest.json cannot be understood (maximum recursion": lambda: {"manifest.json": b'{"a":' + b"[" * 100_000},
    "manifest.json cannot be understood (Object missing": lambda: {"manifest.json": b"{}"},
    "manifest.json is far too large": lambda: {"manifest.json": good()["manifest.json"] + b" " * (1 << 20)},
    "index/feeds.json is missing, though manifest.json names it": lambda: without(good(), "index/feeds.json"),
    "index/feeds.json is not the file that manifest.json names": lambda: {**good(), "index/feeds.json": b'{"files": []}'},
    "index/en/news.json cannot be understood": lambda: published({"index/en/news.json": b"[]"}),
    "index/en/news.json has a date without a time zone": lambda: with_entry(date_published="2026-01-02T03:04:05"),
    "index/en/news.json has a date without a time zone in": lambda: with_entry(date_modified="2026-01-02T03:04:05"),
}


@pytest.mark.parametrize("message", DAMAGED)
def test_a_damaged_ledger_is_trouble_that_names_the_file_and_what_to_do(message: str) -> None:
    with pytest.raises(Trouble) as trouble:
        ledger.read(DAMAGED[message]().get)
    text = str(trouble.value)
    assert text.startswith(f"the published {message}")
    assert text.endswith("build again (with --previous BACKUP, or a new epoch begins and importers read everything again)")


def test_a_digest_that_differs_is_damage() -> None:
    files = good()
    files["index/feeds.json"] = files["index/feeds.json"].replace(b"news", b"nows")
    with pytest.raises(Trouble, match="is not the file that"):
        ledger.read(files.get)


def test_a_size_that_differs_is_damage() -> None:
    files = good()
    manifest: Any = json.loads(files["manifest.json"])
    manifest["indexes"][0]["size"] += 1
    with pytest.raises(Trouble, match="is not the file that"):
        ledger.read({**files, "manifest.json": json.dumps(manifest).encode()}.get)


UNTRUSTED = ["../x", "/etc/x", "a/../x", "a//x", "a/", "", ".pipeline/lock", "a/.x", "a\\x", "a\nb", "a\0", "a/b\n", "x" * 1001]


@pytest.mark.parametrize("path", UNTRUSTED)
def test_a_path_that_leads_elsewhere_is_damage_and_never_loaded(path: str) -> None:
    def load(name: str) -> bytes | None:
        assert name in files, name
        return files[name]

    files = with_file(path=path)
    with pytest.raises(Trouble, match="cannot be understood"):
        ledger.read(load)
    files = without(published({path: {"files": []}}), path)
    with pytest.raises(Trouble, match="cannot be understood"):
        ledger.read(load)


def test_ordinary_paths_are_taken() -> None:
    for path in ("a", "a/b.c", "media/Übersicht 1.x.pdf", "a/b../c"):
        read = ledger.read(with_file(path=path).get)
        assert read
        assert path in read.files


@pytest.mark.parametrize("digest", ["", "1" * 63, "1" * 65, "A" * 64, "1" * 64 + "\n", None])
def test_what_is_no_digest_is_damage(digest: object) -> None:
    with pytest.raises(Trouble, match="cannot be understood"):
        ledger.read(with_file(sha256=digest).get)


@pytest.mark.parametrize("sequence", [0, -1, 1.5, "7", 2**60, 10**400])
def test_what_is_no_sequence_is_damage(sequence: object) -> None:
    with pytest.raises(Trouble, match="cannot be understood"):
        ledger.read(published({}, sequence=sequence).get)


def previous(entries: int = 0, indexes: Mapping[str, str] | None = None) -> Ledger:
    published = {
        f"uid-{number:02}": Published(f"uid-{number:02}", "", "en", "", "", "", datetime(2026, 1, 1, tzinfo=UTC), "")
        for number in range(entries)
    }
    return Ledger("e", 7, published, {}, dict(indexes or {}))


def test_the_first_generation_is_number_one_of_an_epoch_of_its_own() -> None:
    epoch, sequence = ledger.advance(None, {"b": "2", "a": "1"})
    assert sequence == 1
    assert len(epoch) == 16
    assert ledger.advance(None, {"a": "1", "b": "2"}) == (epoch, 1)
    assert ledger.advance(None, {"a": "1", "b": "3"})[0] != epoch
    assert ledger.advance(None, {"a": "1", "c": "2"})[0] != epoch


def test_the_same_indexes_keep_their_number_and_others_get_the_next() -> None:
    before = previous(indexes={"a": "1", "b": "2"})
    assert ledger.advance(before, {"b": "2", "a": "1"}) == ("e", 7)
    assert ledger.advance(before, {"a": "1", "b": "3"}) == ("e", 8)
    assert ledger.advance(before, {"a": "1"}) == ("e", 8)
    assert ledger.advance(before, {"a": "1", "b": "2", "c": "3"}) == ("e", 8)


@pytest.mark.parametrize(
    ("entries", "gone", "guarded"),
    [(10, 5, False), (10, 6, True), (6, 6, True), (30, 6, False), (30, 7, True), (29, 6, True), (5, 5, False), (0, 0, False)],
)
def test_more_than_five_and_more_than_a_fifth_of_the_entries_may_not_vanish(entries: int, gone: int, guarded: bool) -> None:
    before = previous(entries)
    left = sorted(before.entries)[gone:]
    named = ledger.removals_guard(before, [*left, "new"], allow=False)
    assert [entry.uid for entry in named] == (sorted(before.entries)[:gone] if guarded else [])
    assert ledger.removals_guard(before, left, allow=True) == []


def test_nothing_vanishes_without_a_ledger() -> None:
    assert ledger.removals_guard(None, [], allow=False) == []
