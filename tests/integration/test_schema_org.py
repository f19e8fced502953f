"""What is said in the words of schema.org is said in them: Google's types of the vocabulary (schema-dts) know all of it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline import schema_org
from pipeline.emit import Crumb, json_ld
from pipeline.model import ContentType
from tests.emit.factory import BASE, SITE, Publication, at, picture
from tests.emit.test_json_ld import HOSTILE, printed
from tests.integration.conftest import ROOT
from tests.integration.node_programs import type_errors

pytestmark = pytest.mark.integration

DATA = {"Text": "x", "URL": "https://example.org/", "Date": "2026-12-01T10:00:00+01:00", "Number": 1}


def typed(found: list[dict[str, Any]]) -> str:
    """A program in TypeScript that holds *found*."""
    head = 'import type { Graph } from "schema-dts";'
    return "\n".join([head, *(f"export const g{at}: Graph = {json.dumps(each)};" for at, each in enumerate(found))])


def everything() -> Iterator[dict[str, Any]]:
    """Each class with each property that a field may be, and each class of value that it may hold."""
    for name in schema_org.classes():
        for key, ranges in schema_org.properties(name).items():
            for each in ranges:
                yield said(name, key, each)


def said(name: str, key: str, held: str) -> dict[str, Any]:
    """An entry of the class *name* of which a field is *key* and holds a *held*."""
    described = held if held in schema_org.classes() else ""
    other = ContentType("other", {}, (), (), {}, {}, (), schema_org=described)
    means = {"field": key} | ({"when": "startDate", "where": "location"} if schema_org.is_a(name, "Event") else {})
    refers = {"field": "other"} if described else {}
    kind = ContentType("kind", {}, tuple(means), (), refers, {}, (), schema_org=name, means=means)
    reference = {"id": "o", "uid": "tag:o", "type": "other", "title": "Other", "url": f"{BASE}/en/other"}
    fields = {"field": DATA.get(held, reference), "when": DATA["Date"], "where": "Here"}
    beside: dict[str, Any] = {"image": picture(), "tags": ("a",), "authors": ("Ada", "Example University")}
    publication = Publication().entry(type="kind", fields=fields, expires=at("2027-01-01T00:00:00"), **beside)
    site = msgspec.structs.replace(SITE, types={"kind": kind, "other": other})
    return json_ld(publication.entries[0], site, (Crumb(f"{BASE}/en", "Home"),))


def test_every_class_and_every_property_is_in_the_vocabulary(tmp_path: Path) -> None:
    found = list(everything())
    assert all(found)
    assert type_errors(typed(found), tmp_path) == []


def test_all_that_is_published_is_in_the_vocabulary(built_outputs: Path, tmp_path: Path) -> None:
    entries = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(built_outputs.glob("entries/*/*.json"))]
    found = [entry["json_ld"] for entry in entries if "json_ld" in entry]
    assert {node["@type"] for each in found for node in each["@graph"]} >= {"CollegeOrUniversity", "NewsArticle", "WebPage"}
    assert type_errors(typed(found), tmp_path) == []


def test_the_vocabulary_notices(tmp_path: Path) -> None:
    wrong = [{"@context": "https://schema.org", "@graph": [{"@type": "Event", key: "x"}]} for key in ("headline", "nmae")]
    assert len([line for line in type_errors(typed(wrong), tmp_path) if line.startswith("checked.ts")]) == len(wrong)


@pytest.mark.parametrize(("language", "program"), [("python", [sys.executable]), ("php", ["php"]), ("js", ["node"])])
def test_each_way_to_print_it_that_is_shown_is_safe(language: str, program: list[str], tmp_path: Path) -> None:
    shown = (ROOT / "docs/importers.md").read_text(encoding="utf-8")
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", shown, re.DOTALL | re.MULTILINE)
    [source] = [each for each in blocks if "ld+json" in each]
    script = tmp_path / f"print.{'mjs' if language == 'js' else language}"
    script.write_text(source, encoding="utf-8")
    for title in HOSTILE:
        entry = {
            "json_ld": {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": title, "position": 1.0}]}
        }
        (tmp_path / "entry.json").write_text(json.dumps(entry), encoding="utf-8")
        line = [*program, str(script), str(tmp_path / "entry.json")]
        done = subprocess.run(line, capture_output=True, check=True, encoding="utf-8")
        assert printed(done.stdout) == [entry["json_ld"]]
