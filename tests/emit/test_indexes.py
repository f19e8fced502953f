"""index/ and manifest.json: all else hangs from them by digest."""

import hashlib
import json
from typing import Any

from pipeline import emit
from pipeline.model import Artifact, FileRecord
from tests.emit.factory import Publication, at, full, recorded

MEDIA = ("media", FileRecord("media/campus.jpg", "a" * 64, 12, "image/jpeg"))


def indexes(publication: Publication) -> list[Artifact]:
    edition = publication.edition()
    return list(emit.indexes(edition, [MEDIA, *map(recorded, emit.artifacts(edition))]))


def manifest(publication: Publication, sequence: int = 1) -> Any:
    return json.loads(emit.manifest(publication.edition(), indexes(publication), "e", sequence).data)


def listed(index: Artifact) -> list[dict[str, Any]]:
    document = json.loads(index.data)
    return document.get("files") or [file for entry in document.get("entries", ()) for file in entry["files"]]


def test_every_file_stands_in_exactly_one_index_with_its_digest() -> None:
    found = [(file["path"], file["sha256"], file["size"]) for index in indexes(full()) for file in listed(index)]
    files = [(path, hashlib.sha256(data).hexdigest(), len(data)) for path, data in full().files().items()]
    assert sorted(found) == sorted([*files, ("media/campus.jpg", "a" * 64, 12)])


def test_every_index_stands_in_the_manifest_with_its_digest_and_count() -> None:
    all_indexes = indexes(full())
    rows = manifest(full())["indexes"]
    assert [row["path"] for row in rows] == [index.path for index in all_indexes]
    for row, index in zip(rows, all_indexes, strict=True):
        document = json.loads(index.data)
        assert row["sha256"] == hashlib.sha256(index.data).hexdigest()
        assert row["size"] == len(index.data)
        assert (
            row["count"]
            == document["count"]
            == len(next(document[name] for name in ("entries", "files", "tombstones") if name in document))
        )


def test_a_row_has_what_an_importer_compares() -> None:
    [index] = [index for index in indexes(full()) if index.path == "index/de/news.json"]
    [row] = json.loads(index.data)["entries"]
    entry = full().json("entries/de/open-day.json")
    files = row.pop("files")
    assert (row.pop("source"), row.pop("text")) == ("news/open-day.de.md", "f" * 64)
    assert row == {name: entry[name] for name in row}
    assert list(row) == [
        "id",
        "uid",
        "language",
        "type",
        "collection",
        "url",
        "title",
        "date_published",
        "date_modified",
        "digest",
    ]
    assert [file["path"] for file in files] == ["entries/de/open-day.json", "fragments/de/open-day.html"]
    assert [file["media_type"] for file in files] == ["application/json", "text/html"]


def test_an_index_is_there_for_every_collection_and_language_even_without_entries() -> None:
    assert [index.path for index in indexes(Publication())] == [
        "index/en/news.json",
        "index/en/calls.json",
        "index/de/news.json",
        "index/de/calls.json",
        "index/feeds.json",
        "index/media.json",
        "index/site.json",
        "index/tombstones.json",
    ]


def test_the_order_in_which_files_were_written_does_not_matter() -> None:
    edition = full().edition()
    records = [recorded(artifact) for artifact in emit.artifacts(edition)]
    assert list(emit.indexes(edition, records)) == list(emit.indexes(edition, reversed(records)))


def test_an_edit_touches_one_index_of_entries() -> None:
    before = {index.path: index.data for index in indexes(Publication().entry("a").entry("a", "de"))}
    after = {index.path: index.data for index in indexes(Publication().entry("a", title="Other").entry("a", "de"))}
    assert [path for path in before if before[path] != after[path]] == ["index/en/news.json", "index/site.json"]


def test_the_manifest_says_which_generation_it_is() -> None:
    found = manifest(full(), sequence=42)
    assert {name: found[name] for name in list(found)[:-1]} == {
        "schema_version": "1.0",
        "epoch": "e",
        "sequence": 42,
        "count": 4,
        "next_due": "2027-01-01T00:00:00+01:00",
        "languages": ["en", "de"],
        "default_language": "en",
    }


def test_next_due_is_in_the_zone_of_the_site() -> None:
    assert manifest(Publication().due(at("2026-07-01T00:00:00")))["next_due"] == "2026-07-01T00:00:00+02:00"


def test_next_due_is_absent_when_nothing_is_due() -> None:
    assert "next_due" not in manifest(Publication())
