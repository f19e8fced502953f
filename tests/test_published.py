"""Every file that a build writes keeps its contract: JSON its published schema, Atom the grammar of RFC 4287."""

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import msgspec
import pytest
from lxml import etree, html

from pipeline.build import build
from tests.sites import GOLDEN, NOW, tree

TESTS = Path(__file__).parent
CONTENTS = {"golden": (GOLDEN, NOW), "real": (TESTS.parent / "content", datetime(2026, 12, 1, tzinfo=UTC))}
SCHEMAS = {
    r"manifest\.json": "manifest",
    r"index/\w+/.*\.json": "entry-index",
    r"index/(?!tombstones)\w+\.json": "file-index",
    r"index/tombstones\.json": "tombstone-index",
    r"entries/.*\.json": "entry",
    r"collections/.*\.json": "collection",
    r"feeds/(?!.*/history).*\.json": "feed",
    r"feeds/.*/history\.json": "history",
    r"redirects\.json": "redirects",
    r"geo/\w+\.geojson": "geo",
}


@pytest.fixture(scope="module", params=CONTENTS)
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    content, now = CONTENTS[request.param]
    output = tmp_path_factory.mktemp("published")
    assert not build(content, output, now=now, jobs=1, progress=lambda *_, **__: None).failed
    return tree(output)


def test_every_json_file_is_valid_by_its_published_schema(published: dict[str, bytes]) -> None:
    schemas = {path: msgspec.json.decode(data) for path, data in published.items() if path.startswith("schemas/")}
    schemas = {path: schema | {"$id": f"https://contract.example/{path}"} for path, schema in schemas.items()}
    registry = jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas.values()])
    checked = set()
    for path, data in published.items():
        if not path.endswith((".json", ".geojson")) or path.startswith("schemas/"):
            continue
        [name] = {name for pattern, name in SCHEMAS.items() if re.fullmatch(pattern, path)}
        schema = schemas[f"schemas/{name}.v1.schema.json"]
        jsonschema_rs.Draft202012Validator(schema, registry=registry).validate(msgspec.json.decode(data))
        checked.add(name)
    assert checked == set(SCHEMAS.values())


def test_every_atom_feed_is_valid_by_the_grammar_of_rfc_4287(published: dict[str, bytes]) -> None:
    grammar = etree.RelaxNG(etree.parse(TESTS / "grammars" / "atom.rng"))
    feeds = [path for path in published if path.endswith(".atom.xml")]
    assert len(feeds) > 3
    for path in feeds:
        grammar.assertValid(etree.fromstring(published[path]))


def test_every_file_stands_in_one_index_with_its_digest(published: dict[str, bytes]) -> None:
    listed: list[str] = ["manifest.json"]
    for index in msgspec.json.decode(published["manifest.json"])["indexes"]:
        body = msgspec.json.decode(published[index["path"]])
        entries = body.get("entries", [])
        assert index["count"] == body["count"] == len(entries or body.get("files", []))
        for file in [index, *body.get("files", []), *(file for entry in entries for file in entry["files"])]:
            data = published[file["path"]]
            assert (file["size"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
            listed.append(file["path"])
    assert sorted(listed) == sorted(published)


def test_every_fragment_has_one_root_with_its_language_and_unique_ids(published: dict[str, bytes]) -> None:
    for path, data in published.items():
        if path.startswith("fragments/"):
            [root] = html.fragments_fromstring(data.decode(), no_leading_text=True)
            assert root.get("lang") == path.split("/")[1]
            ids = [element.get("id") for element in root.iter() if element.get("id")]
            assert len(ids) == len(set(ids))


def test_every_url_in_a_feed_is_absolute(published: dict[str, bytes]) -> None:
    for path, data in published.items():
        if path.startswith("feeds/") and path.endswith(".json") and not path.endswith("/history.json"):
            for item in msgspec.json.decode(data)["items"]:
                urls = re.findall(r'(?:href|src)="([^"]*)"', item.get("content_html", ""))
                assert all(re.match(r"(https?|mailto|tel):", url) for url in (item["url"], *urls)), path
