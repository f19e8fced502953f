"""The recipes for other systems name what is published, and nothing else; what they make of entries is what they say."""

import ast
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.consume import Copy
from tests.sites import SiteTest

ROOT = Path(__file__).parent.parent
RECIPES = ROOT / "docs" / "recipes"
PAGES = sorted([*RECIPES.glob("*.md"), ROOT / "docs" / "wagtail.md"])
MIGRATIONS = sorted(RECIPES.glob("drupal/migrate_plus.migration.*.yml"))
EXTERNAL_IMPORT, NEWS_ITEMS = RECIPES / "typo3" / "external_import.php", RECIPES / "typo3" / "NewsItems.php"
PLONE = RECIPES / "plone" / "import_entries.py"


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# What is published


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (files("pipeline.emit") / "schemas" / f"{name}.v1.schema.json").read_text(encoding="utf-8")
    )
    return found


def within(root: dict[str, Any], path: str) -> bool:
    """Whether *root*, a schema, has the member at *path*, as in `translations/0/uid`."""
    node = root
    for part in path.split("/"):
        inner = node.get("items") if part.isdigit() else node.get("properties", {}).get(part)
        if inner is None:
            return False
        node, root = resolved(inner, root)
    return True


def resolved(node: dict[str, Any], root: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What *node*, a part of *root*, refers to, and the schema that this is a part of."""
    while "$ref" in node:
        file, _, pointer = node["$ref"].partition("#")
        root = schema(file.removesuffix(".v1.schema.json")) if file else root
        node = root
        for part in pointer.split("/")[1:]:
            node = node[part]
    return node, root


def unknown(paths: Iterable[str], *names: str) -> set[str]:
    """Those of *paths* that none of the schemas *names* has."""
    return {path for path in paths if not any(within(schema(name), path) for name in names)}


# What each recipe names


def of_page(source: str) -> set[str]:
    """The first column of the tables that begin with `published`."""
    tables = re.findall(r"^\| published \|.*\n\|[ -|]+\|\n((?:\|.*\n)+)", source, re.MULTILINE)
    return {name for table in tables for row in table.splitlines() for name in re.findall("`([^`]+)`", row.split(" | ")[0])}


def of_migration(source: str) -> set[str]:
    read = yaml.safe_load(source)["source"]
    return {f"{read['item_selector']}/0/{field['selector']}" for field in read["fields"]} | {read["item_selector"]}


def of_external_import(source: str) -> set[str]:
    columns = re.findall(r"'(?:field|arrayPath)' => '([^']+)'", source)
    return {name if name == "entries" else f"entries/0/{name}" for name in columns}


def of_php(source: str) -> set[str]:
    """What is read of `$entry` and `$collection`: `$entry['translations'][0]['uid']`."""
    paths = {"entry": set[str](), "collection": set[str]()}
    for variable, chain in re.findall(r"\$(entry|collection)((?:\[(?:'\w+'|\d+)\])+)", source):
        paths[variable].add("/".join(re.findall(r"\w+", chain)))
    paths["entry"] |= {
        f"{member}/0/{name}" for member, name in re.findall(r"array_column\(\$entry\['(\w+)'\], '(\w+)'\)", source)
    }
    return {f"entries/0/{path}" for path in paths["entry"]} | paths["collection"]


def of_python(source: str) -> set[str]:
    """The attributes of what is called `entry`."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))
    return {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id == "entry"}


CHECKS = [
    *((page, of_page, ("entry", "tombstone-index", "redirects")) for page in PAGES),
    *((file, of_migration, ("collection", "redirects")) for file in MIGRATIONS),
    (EXTERNAL_IMPORT, of_external_import, ("collection",)),
    (NEWS_ITEMS, of_php, ("collection",)),
    (PLONE, of_python, ("entry",)),
]


@pytest.mark.parametrize(
    ("recipe", "named", "schemas"), CHECKS, ids=lambda value: value.name if isinstance(value, Path) else ""
)
def test_a_recipe_names_only_what_is_published(recipe: Path, named: Any, schemas: tuple[str, ...]) -> None:
    names = named(text(recipe))
    assert len(names) > 2
    assert unknown(names, *schemas) == set()


@pytest.mark.parametrize(
    ("recipe", "named", "schemas"), CHECKS, ids=lambda value: value.name if isinstance(value, Path) else ""
)
def test_a_typo_in_a_recipe_would_be_found(recipe: Path, named: Any, schemas: tuple[str, ...]) -> None:
    for path in named(text(recipe)):
        name = path.removeprefix("entries/0/").removeprefix("redirects/0/")
        wrong = re.sub(rf"\b{re.escape(name.rpartition('/')[2])}\b", "datte_published", text(recipe))
        assert unknown(named(wrong), *schemas), name


def test_the_schemas_are_read_as_they_are_meant() -> None:
    assert unknown(["uid", "translations/0/uid", "authors/0/name"], "entry") == set()
    assert unknown(["uids", "translations/uid", "translations/0/id", "uid/0"], "entry") == {
        "uids",
        "translations/uid",
        "translations/0/id",
        "uid/0",
    }
    assert unknown(["entries/0/uid", "count"], "collection") == set()


# Drupal


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: file.name.split(".")[2])
def test_a_migration_of_drupal_is_whole(file: Path) -> None:
    migration = yaml.safe_load(text(file))
    assert file.name == f"migrate_plus.migration.{migration['id']}.yml"
    fields = {field["name"] for field in migration["source"]["fields"]}
    constants = {f"constants/{name}" for name in migration["source"]["constants"]}
    assert set(migration["source"]["ids"]) <= fields
    assert set(sources(migration["process"])) <= fields | constants
    assert constants <= set(sources(migration["process"]))
    known = {yaml.safe_load(text(other))["id"] for other in MIGRATIONS}
    assert {*migration["migration_dependencies"].get("required", ())} <= known
    group = RECIPES / "drupal" / f"migrate_plus.migration_group.{migration['migration_group']}.yml"
    assert yaml.safe_load(text(group))["id"] == migration["migration_group"]


def sources(process: Any) -> Iterator[str]:
    """The fields that the steps of *process* read."""
    for step in process.values():
        for plugin in step if isinstance(step, list) else [step]:
            read = plugin if isinstance(plugin, str) else plugin.get("source", [])
            yield from [read] if isinstance(read, str) else read


# Plone


def test_what_plone_is_told_of_an_entry(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("import_entries", PLONE)
    assert spec
    assert spec.loader
    recipe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recipe)
    site = SiteTest(tmp_path).published()
    told = {uid: recipe.document(Copy.open(site.output).entry(uid)) for uid in Copy.open(site.output).rows}
    assert json.loads(json.dumps(told)) == told
    [second] = [each for uid, each in told.items() if ":second:" in uid]
    assert (second["id"], second["title"], second["language"]) == ("second", "Second", "en")
    assert second["subjects"][-2].startswith("tag:site.example,2026:second:en")
    assert second["subjects"][-1].startswith("digest:")


# Wagtail


def test_every_option_and_every_setting_of_the_importer_for_wagtail_is_documented() -> None:
    page, site = text(ROOT / "docs" / "wagtail.md"), ROOT / "tests" / "integration" / "wagtail_site"
    command = text(site / "knowledge_networks" / "management" / "commands" / "import_knowledge_networks.py")
    assert set(re.findall('"(--[a-z-]+)"', command)) == set(re.findall(r"^\| `(--[a-z-]+)` \|", page, re.MULTILINE))
    [shown] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    settings = text(site / "example" / "settings.py")
    for line in (line.strip() for line in shown.splitlines() if "…" not in line):
        assert re.search(rf"^{re.escape(line)}( |$)", settings, re.MULTILINE), line
    for name in re.findall(r'"([a-z_.A-Z]+)"', "".join(line for line in shown.splitlines() if "…" in line)):
        assert f'"{name}",  # the importer' in settings


# Links, and what is said of having been run


@pytest.mark.parametrize("page", sorted(RECIPES.glob("*.md")), ids=lambda page: page.stem)
def test_a_recipe_says_what_it_was_not_run_with_and_its_links_lead_somewhere(page: Path) -> None:
    assert "**Not run here" in text(page)
    for part in ("Withdrawal", "Moved URLs", "Translations"):
        assert f"**{part}.**" in text(page)
    for target in re.findall(r"\]\(([^)#]+)", text(page)):
        assert (page.parent / target).exists(), target
