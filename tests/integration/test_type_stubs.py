"""Types made of our schemas by tools of other makers, as docs/contract.md shows: all that is published fits them."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.emit.test_schemas import SCHEMAS
from tests.integration.conftest import ROOT
from tests.integration.node_programs import HERE, run, type_errors

pytestmark = pytest.mark.integration

SHOWN = (ROOT / "docs/contract.md").read_text(encoding="utf-8")

READ_ALL = """
import importlib, json, sys
from pathlib import Path

for path, name in json.loads(sys.argv[1]).items():
    title = json.loads(Path(f"outputs/schemas/{name}.v1.schema.json").read_text())["title"].replace(" ", "").lower()
    module = importlib.import_module(f"published.{name.replace('-', '_')}_v1_schema")
    [model] = [model for called, model in vars(module).items() if called.lower() == title]
    model.model_validate_json(Path("outputs", path).read_bytes())
"""


def block(language: str, part: str) -> str:
    """The fenced block of the documentation in *language* that holds *part*."""
    [found] = [each for each in re.findall(rf"^```{language}\n(.*?)^```$", SHOWN, re.DOTALL | re.MULTILINE) if part in each]
    return str(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, built_outputs: Path) -> Path:
    """A folder with outputs/ in it."""
    folder = tmp_path_factory.mktemp("types")
    shutil.copytree(built_outputs, folder / "outputs")
    return folder


def published(folder: Path) -> dict[str, str]:
    """The name of its schema for each JSON document, by path."""
    files = [*folder.glob("outputs/**/*.json"), *folder.glob("outputs/**/*.geojson")]
    paths = sorted(file.relative_to(folder / "outputs").as_posix() for file in files)
    return {
        path: next(name for pattern, name in SCHEMAS.items() if fnmatch(path, pattern))
        for path in paths
        if not path.startswith("schemas/")
    }


def test_python_reads_all_that_is_published_with_types_made_of_the_schemas(folder: Path) -> None:
    program, *arguments = shlex.split(block("sh", "datamodel-codegen"))
    subprocess.run([str(Path(sys.executable).with_name(program)), *arguments], cwd=folder, check=True)
    documents = published(folder)
    assert set(documents.values()) >= {"manifest", "entry", "entry-index", "collection", "feed", "geo", "redirects"}
    for program in (block("python", "published."), READ_ALL):
        line = [sys.executable, "-c", program, json.dumps(documents)]
        done = subprocess.run(line, cwd=folder, capture_output=True, check=False, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, "")


def test_typescript_reads_all_that_is_published_with_types_made_of_the_schemas(folder: Path) -> None:
    npx, package, *arguments = shlex.split(block("sh", "npx"))
    name, _, version = package.rpartition("@")
    assert (npx, json.loads((HERE / "package.json").read_text())["dependencies"][name]) == ("npx", version)
    assert run("json2ts", arguments, folder).returncode == 0
    lines = [block("ts", "import type")]
    for index, (path, kind) in enumerate(published(folder).items()):
        title = json.loads((folder / f"outputs/schemas/{kind}.v1.schema.json").read_text())["title"].replace(" ", "")
        types = (folder / f"types/{kind}.v1.schema.d.ts").read_text(encoding="utf-8")
        [called] = re.findall(rf"^export \w+ ({title})\b", types, re.IGNORECASE | re.MULTILINE)
        document = (folder / "outputs" / path).read_text(encoding="utf-8")
        lines.append(f'import type {{ {called} as T{index} }} from "./types/{kind}.v1.schema";')
        lines.append(f"export const d{index}: T{index} = {document};")
    assert type_errors("\n".join(lines), folder) == []
    spoilt = lines[0] + "\nexport const spoilt: Entry = { id: 3 };"
    assert "number' is not assignable to type 'string'" in type_errors(spoilt, folder)[0]
