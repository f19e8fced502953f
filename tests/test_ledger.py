import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline import ledger
from pipeline.model import Archive, FileRecord, Gone, History, Ledger, Published, Redirect, Tombstone, Trouble, Version

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
STONE = {
    "uid": "tag:example.edu,2026:x:en",
    "id": "x",
    "language": "en",
    "url": "https://example.edu/en/news/x",
    "reason": "withdrawn",
    "removed_at": "2026-02-03T04:05:06+01:00",
    "note": "Why",
    "title": "X",
    "date_published": "2026-01-02T03:04:05+01:00",
}
VERSION = {"uid": "tag:example.edu,2026:a:en", "digest": "d", "at": "2026-01-02T03:04:05Z"}
HISTORY: dict[str, object] = {
    "name": "news",
    "language": "en",
    "settings": "news",
    "title": "News",
    "home_url": "https://example.edu/en",
    "window": [VERSION],
    "left": {"tag:example.edu,2026:b:en": "d"},
    "archives": [{"name": "2026-1", "formats": ["atom"], "versions": {"tag:example.edu,2026:c:en": "d"}}],
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
            "index/tombstones.json": {"tombstones": [STONE]},
        }
    )


def with_entry(**members: object) -> Files:
    return published({"index/en/news.json": {"entries": [{**ENTRY, **members}]}})


def with_stone(**members: object) -> Files:
    return published({"index/tombstones.json": {"tombstones": [{**STONE, **members}]}})


def with_history(path: str = "feeds/en/news/history.json", **members: object) -> Files:
    """A published feed, with *members* in its history."""
    data = json.dumps({**HISTORY, **members}).encode()
    file = {"path": path, "sha256": sha256(data), "size": len(data), "media_type": "application/json"}
    return {**published({"index/feeds.json": {"files": [FEED, file]}}), path: data}


def with_moves(**members: object) -> Files:
    data = json.dumps({"redirects": [], "gone": [], **members}).encode()
    file = {"path": "redirects.json", "sha256": sha256(data), "size": len(data), "media_type": "application/json"}
    return {**published({"index/site.json": {"files": [file]}}), "redirects.json": data}


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
        tombstones={
            "tag:example.edu,2026:x:en": Tombstone(
                uid="tag:example.edu,2026:x:en",
                id="x",
                language="en",
                url="https://example.edu/en/news/x",
                reason="withdrawn",
                removed_at=datetime(2026, 2, 3, 3, 5, 6, tzinfo=UTC),
                note="Why",
                title="X",
                date_published=datetime(2026, 1, 2, 2, 4, 5, tzinfo=UTC),
            )
        },
        feed_files={"feeds/en/news.json": FileRecord("feeds/en/news.json", "2" * 64, 2, "application/feed+json")},
    )


def test_a_ledger_holds_what_each_feed_has_carried_and_its_files() -> None:
    read = ledger.read(with_history().get)
    assert read
    version = Version("tag:example.edu,2026:a:en", "d", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert read.histories == {
        ("news", "en"): History(
            name="news",
            language="en",
            settings="news",
            title="News",
            home_url="https://example.edu/en",
            window=(version,),
            archives=(Archive("2026-1", ("atom",), {"tag:example.edu,2026:c:en": "d"}),),
            left={"tag:example.edu,2026:b:en": "d"},
        )
    }
    assert read.feed_files.keys() == {"feeds/en/news.json", "feeds/en/news/history.json"}


def test_a_ledger_holds_where_urls_lead() -> None:
    old, new = "https://example.edu/en/old", "https://example.edu/en/new"
    redirect = {"from": old, "to": new, "uid": "u", "status": 301}
    gone = {"url": old, "uid": "v", "removed_at": "2026-01-02T03:04:05Z"}
    read = ledger.read(with_moves(redirects=[redirect], gone=[gone]).get)
    assert read
    assert read.redirects == (Redirect(old, new, "u"),)
    assert read.gone == (Gone(old, "v", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),)


def test_a_feed_may_be_called_history() -> None:
    data = b"{}"
    file = {"path": "feeds/en/history.json", "sha256": sha256(data), "size": len(data), "media_type": "application/feed+json"}
    read = ledger.read({**published({"index/feeds.json": {"files": [file]}}), "feeds/en/history.json": data}.get)
    assert read
    assert read.histories == {}


def test_a_history_that_is_missing_is_none() -> None:
    read = ledger.read(without(with_history(), "feeds/en/news/history.json").get)
    assert read
    assert read.histories == {}


def test_a_history_that_was_altered_is_trouble_that_says_how_to_begin_anew() -> None:
    with pytest.raises(Trouble) as trouble:
        ledger.read({**with_history(), "feeds/en/news/history.json": b"{}"}.get)
    assert str(trouble.value) == (
        "the published feeds/en/news/history.json was altered; restore it from a backup, or remove it and build again: "
        "that feed's archives are then written anew from the content as it is now"
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
    "index/tombstones.json has a date without a time zone": lambda: with_stone(removed_at="2026-01-02T03:04:05"),
    "index/tombstones.json has an impossible date": lambda: with_stone(removed_at="9999-01-02T03:04:05Z"),
    'index/tombstones.json has "javascript:alert(1)" for a URL': lambda: with_stone(url="javascript:alert(1)"),
    'index/tombstones.json has "http://[" for a URL': lambda: with_stone(url="http://["),
    "index/tombstones.json cannot be understood": lambda: with_stone(title=7),
    "redirects.json cannot be understood": lambda: with_moves(redirects=[{}]),
    "redirects.json is missing, though index/site.json names it": lambda: without(with_moves(), "redirects.json"),
    "redirects.json is not the file that index/site.json names": lambda: {**with_moves(), "redirects.json": b"{}"},
    "feeds/en/news/history.json cannot be understood": lambda: with_history(window={}),
    "feeds/en/news/history.json has a date without a time zone": lambda: with_history(
        window=[{**VERSION, "at": "2026-01-02T03:04:05"}]
    ),
    "feeds/en/news/history.json has an impossible date": lambda: with_history(
        window=[{**VERSION, "at": "9000-01-01T00:00:00Z"}]
    ),
    'feeds/en/news/history.json has "../2026-1" for an archive\'s name': lambda: with_history(
        archives=[{"name": "../2026-1", "formats": ["atom"], "versions": {}}]
    ),
    'feeds/en/news/history.json is the history of "../../news" (en)': lambda: with_history(name="../../news"),
    'feeds/de/news/history.json is the history of "news" (en)': lambda: with_history("feeds/de/news/history.json"),
}


@pytest.mark.parametrize("message", DAMAGED)
def test_a_damaged_ledger_is_trouble_that_names_the_file_and_what_to_do(message: str) -> None:
    with pytest.raises(Trouble) as trouble:
        ledger.read(DAMAGED[message]().get)
    text = str(trouble.value)
    assert text.startswith(f"the published {message}")
    assert text.endswith("importers read all again)")


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
