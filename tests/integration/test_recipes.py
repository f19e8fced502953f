"""The PHP of the recipes, run by PHP on this repository's entries. TYPO3 itself is not here."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import ROOT

pytestmark = pytest.mark.integration

TYPO3 = ROOT / "docs" / "recipes" / "typo3"
ITEMS = """
require $argv[1];
$collection = json_decode(file_get_contents($argv[2]), true, 64, JSON_THROW_ON_ERROR);
echo json_encode(NewsItems::of($collection, (int) $argv[3], 42, (int) $argv[4]), JSON_THROW_ON_ERROR);
"""
TABLE = "require $argv[1]; echo json_encode($GLOBALS['TCA']['tx_news_domain_model_news'], JSON_THROW_ON_ERROR);"


def php(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    line = ["php", "-d", "error_reporting=-1", "-d", "display_errors=stderr", "-r", program, "--", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, encoding="utf-8", timeout=20, check=False)


def news(outputs: Path, language: str) -> tuple[Path, list[dict[str, Any]]]:
    path = outputs / "collections" / language / "news.json"
    return path, json.loads(path.read_bytes())["entries"]


def items(outputs: Path, language: str, number: int) -> list[dict[str, Any]]:
    done = php(ITEMS, TYPO3 / "NewsItems.php", news(outputs, language)[0], number, 1)
    assert (done.returncode, done.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_collection_becomes_items_for_the_import_service_of_news(built_outputs: Path) -> None:
    _, entries = news(built_outputs, "en")
    for item, entry in zip(items(built_outputs, "en", 0), entries, strict=True):
        assert (item["import_id"], item["title"], item["bodytext"]) == (entry["uid"], entry["title"], entry["content_html"])
        assert (item["sys_language_uid"], item["l10n_parent"]) == (0, 0)
        assert entry["url"].endswith(f"/{item['path_segment']}")


def test_a_translation_names_the_import_id_of_its_parent(built_outputs: Path) -> None:
    parents = {item["import_id"] for item in items(built_outputs, "en", 0)}
    translated = items(built_outputs, "de", 1)
    assert {item["l10n_parent"] for item in translated} == parents
    assert parents.isdisjoint(item["import_id"] for item in translated)


def test_a_collection_that_was_cut_short_is_refused(built_outputs: Path, tmp_path: Path) -> None:
    path, entries = news(built_outputs, "en")
    short = tmp_path / "news.json"
    short.write_text(json.dumps(json.loads(path.read_bytes()) | {"entries": entries[1:]}), encoding="utf-8")
    for collection, fewest in ((short, 1), (path, len(entries) + 1)):
        done = php(ITEMS, TYPO3 / "NewsItems.php", collection, 0, fewest)
        assert done.returncode == 255
        assert "the collection was cut short, or is suspiciously small" in done.stderr


def test_the_configuration_of_external_import_is_whole() -> None:
    done = php(TABLE, TYPO3 / "external_import.php")
    assert (done.returncode, done.stderr) == (0, "")
    table = json.loads(done.stdout)
    general = table["external"]["general"]
    assert [index for index, _ in sorted(general.items(), key=lambda item: item[1]["priority"])] == [
        "knowledge_networks_en",
        "knowledge_networks_de",
    ]
    for index, settings in general.items():
        assert settings["minimumRecords"] > 0
        assert settings["enforcePid"] is True
        columns = {name: column["external"][index] for name, column in table["columns"].items() if index in column["external"]}
        assert columns[settings["referenceUid"]] == {"field": "uid"}
        assert ("l10n_parent" in columns) == index.endswith("_de")
        assert all("field" in column or "arrayPath" in column or "transformations" in column for column in columns.values())
