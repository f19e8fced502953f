"""The published contract: every JSON output validates, and the schemas describe every member that is written."""

import json
from fnmatch import fnmatch
from typing import Any

import jsonschema_rs
import pytest

from pipeline import emit
from tests.emit.factory import Publication, full, recorded

SCHEMAS = {
    "manifest.json": "manifest",
    "index/*/*.json": "entry-index",
    "index/*.json": "file-index",
    "entries/*.json": "entry",
    "collections/*.json": "collection",
    "feeds/*.json": "feed",
}


def documents(publication: Publication) -> dict[str, Any]:
    """Every JSON output but the schemas themselves, indexes and manifest included, by path."""
    edition = publication.edition()
    artifacts = list(emit.artifacts(edition))
    indexes = list(emit.indexes(edition, map(recorded, artifacts)))
    every = [*artifacts, *indexes, emit.manifest(edition, indexes, "e", 1)]
    wanted = (artifact for artifact in every if artifact.path.endswith(".json") and not artifact.path.startswith("schemas/"))
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


@pytest.mark.parametrize("publication", [full(), Publication(), Publication().entry().feed()], ids=["full", "empty", "small"])
def test_every_json_output_validates_against_its_schema(publication: Publication) -> None:
    for path, document in documents(publication).items():
        assert violations(document, name_of(path)) == [], path


def test_every_member_that_is_written_is_described() -> None:
    for path, document in documents(full()).items():
        assert violations(document, name_of(path), closed=True) == [], path


@pytest.mark.parametrize("name", sorted(set(SCHEMAS.values())))
def test_every_member_that_is_described_is_written_somewhere(name: str) -> None:
    of_kind = [document for path, document in documents(full()).items() if name_of(path) == name]
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
    ],
)
def test_a_schema_rejects_what_is_wrong(path: str, change: dict[str, Any]) -> None:
    assert violations(documents(full())[path] | change, name_of(path)) != []
