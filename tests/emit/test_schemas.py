"""The published contract: every JSON output validates, and the schemas describe every member that is written."""

import json
from datetime import UTC, datetime
from fnmatch import fnmatch
from typing import Any

import jsonschema_rs
import pytest

from pipeline import emit
from pipeline.model import Edition, Ledger, Published
from tests.emit.factory import Publication, full, mapped, media_records, past, recorded

SCHEMAS = {
    "manifest.json": "manifest",
    "index/tombstones.json": "tombstone-index",
    "index/*/*.json": "entry-index",
    "index/*.json": "file-index",
    "entries/*.json": "entry",
    "collections/*.json": "collection",
    "feeds/*/history.json": "history",
    "redirects.json": "redirects",
    "changes/*.json": "changes",
    "geo/*.geojson": "geo",
    "feeds/*.json": "feed",
}

PLACED = {
    "coordinates": {"latitude": 47.376, "longitude": 8.548},
    "city": "Zurich",
    "country": "CH",
    "ror": "https://ror.org/05a28rw58",
}
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
_nothing: dict[str, bytes] = {}


def _before(edition: Edition) -> Ledger:
    """A ledger in which the first entry was elsewhere, the second was not, and one was that is no more."""
    [*first], gone = edition.entries[:1], "tag:example.edu,2026:gone:en"
    rows = [Published(e.uid, e.id, e.language, e.collection, f"{e.url}/old", e.title, e.published, "d") for e in first]
    rows.append(Published(gone, "gone", "en", "news", "https://example.edu/gone", "Gone", NOON, "d"))
    files = {"changes/000001.json": "0" * 64, "fragments/en/gone.html": "1" * 64}
    return Ledger("e", 1, {row.uid: row for row in rows}, files, {})


def documents(publication: Publication) -> dict[str, Any]:
    """Every JSON output but the schemas themselves, indexes and manifest included, by path."""
    edition = publication.edition()
    artifacts = list(emit.artifacts(edition))
    records = [*map(recorded, artifacts), *media_records(edition)]
    indexes = list(emit.indexes(edition, records))
    changes = emit.changes(edition, _before(edition), 2, NOON, records, _nothing.get)
    _, change = recorded(changes)
    indexes.append(emit.changes_index([change]))
    every = [*artifacts, changes, *indexes, emit.manifest(edition, indexes, "e", 2, [change])]
    wanted = (artifact for artifact in every if artifact.path.endswith("json") and not artifact.path.startswith("schemas/"))
    return {artifact.path: json.loads(artifact.data) for artifact in wanted}


def schema(name: str) -> Any:
    return full().json(f"schemas/{name}.v1.schema.json")


def name_of(path: str) -> str:
    return next(name for pattern, name in SCHEMAS.items() if fnmatch(path, pattern))


def violations(document: Any, name: str, *, closed: bool = False) -> list[str]:
    def read(uri: str) -> Any:
        found = schema(uri.rpartition("/")[2].removesuffix(".v1.schema.json"))
        return close(found) if closed else found

    own = close(schema(name)) if closed else schema(name)
    validator = jsonschema_rs.Draft202012Validator(own, validate_formats=True, retriever=read)
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(document)]


def close(node: Any) -> Any:
    """*node* with no member allowed that it does not describe."""
    if isinstance(node, list):
        return [close(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: close(value) for key, value in node.items()}
    return {"additionalProperties": False, **closed} if isinstance(node.get("properties"), dict) else closed


def described(node: Any) -> set[str]:
    """The names that *node* describes, at every depth."""
    if isinstance(node, list):
        return set().union(*map(described, node))
    if not isinstance(node, dict):
        return set()
    own = node.get("properties", {})
    return set(own).union(
        *map(described, (value for key, value in node.items() if key != "properties")), *map(described, own.values())
    )


def written(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(written, node))
    return set(node).union(*map(written, node.values())) if isinstance(node, dict) else set()


@pytest.mark.parametrize(
    "publication",
    [full(), past(), mapped(**PLACED), Publication(), Publication().entry().feed()],
    ids=["full", "past", "mapped", "empty", "small"],
)
def test_every_json_output_validates_against_its_schema(publication: Publication) -> None:
    for path, document in documents(publication).items():
        assert violations(document, name_of(path)) == [], path


def test_every_member_that_is_written_is_described() -> None:
    for publication in (full(), past(), mapped(**PLACED)):
        for path, document in documents(publication).items():
            assert violations(document, name_of(path), closed=True) == [], path


@pytest.mark.parametrize("name", sorted(set(SCHEMAS.values())))
def test_every_member_that_is_described_is_written_somewhere(name: str) -> None:
    every = [item for publication in (full(), past(), mapped(**PLACED)) for item in documents(publication).items()]
    of_kind = [document for path, document in every if name_of(path) == name]
    assert described(schema(name)) - written(of_kind) == set()


def test_every_schema_is_published() -> None:
    names = sorted(path.split("/")[1] for path in full().files() if path.startswith("schemas/"))
    assert names == sorted(f"{name}.v1.schema.json" for name in SCHEMAS.values())


@pytest.mark.parametrize("name", sorted(set(SCHEMAS.values())))
def test_every_schema_is_valid_and_says_what_it_describes(name: str) -> None:
    assert jsonschema_rs.meta.is_valid(schema(name))
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema(name)["title"]
    assert schema(name)["description"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("entries/en/open-day.json", {"digest": "ABC"}),
        ("entries/en/open-day.json", {"date_published": "1 March 2026"}),
        ("entries/en/open-day.json", {"url": "/en/open-day"}),
        ("entries/en/open-day.json", {"summary": None}),
        ("entries/en/open-day.json", {"id": "Open Day"}),
        ("collections/en/news.json", {"count": "3"}),
        ("collections/en/news.json", {"entries": [{}]}),
        ("index/en/news.json", {"entries": [{}]}),
        ("index/site.json", {"files": [{"path": "x"}]}),
        ("manifest.json", {"schema_version": "2.0"}),
        ("manifest.json", {"next_due": ""}),
        ("feeds/en/news.json", {"version": "https://jsonfeed.org/version/1"}),
        ("feeds/en/news.json", {"items": [{"id": "x"}]}),
        ("feeds/en/news.json", {"_deleted": {"entries": []}}),
        ("feeds/en/news/history.json", {"window": [{"uid": "tag:x"}]}),
        ("feeds/en/news/history.json", {"left": {"x": "0"}}),
        ("feeds/en/news/history.json", {"archives": [{"name": "2026-1", "formats": [""], "versions": {}}]}),
        ("index/tombstones.json", {"tombstones": [{}]}),
        ("index/tombstones.json", {"count": -1}),
        ("geo/en.geojson", {"features": [{"type": "Feature"}]}),
        ("entries/en/open-day.json", {"json_ld": {"@context": "https://schema.org", "@graph": []}}),
    ],
)
def test_a_schema_rejects_what_is_wrong(path: str, change: dict[str, Any]) -> None:
    document = (documents(full()) | documents(past()))[path]
    assert violations(document, name_of(path)) == []
    assert violations(document | change, name_of(path)) != []
