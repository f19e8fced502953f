"""The house stands: a module imports lower floors only, and each library stays in its room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PIPELINE = Path(__file__).parent.parent / "pipeline"

FLOORS = {
    "words": 0,
    "plugins": 0,
    "media_types": 0,
    "phrases": 0,
    "urls": 0,
    "schema_org": 0,
    "model": 0,
    "dates": 0,
    "schema": 1,
    "conditions": 1,
    "todo": 1,
    "site": 2,
    "parse": 2,
    "rules": 2,
    "render": 2,
    "emit": 2,
    "store": 2,
    "report": 2,
    "images": 2,
    "ledger": 2,
    "listing": 2,
    "picture": 2,
    "media_files": 2,
    "media": 3,
    "fix": 2,
    "baseline": 2,
    "translations": 2,
    "compile": 3,
    "link": 3,
    "selection": 2,
    "history": 2,
    "departed": 2,
    "feeds": 3,
    "notify": 2,
    "consume": 2,
    "contract": 2,
    "pictures": 4,
    "check": 4,
    "build": 5,
    "server": 6,
    "cli": 7,
    "__main__": 8,
    "__init__": 0,
}
ROOMS_OF = {
    "markdown_it": {"parse", "render"},
    "mdit_py_plugins": {"parse"},
    "yaml": {"parse"},
    "tomllib": {"parse"},
    "nh3": {"render"},
    "feedgen": {"emit"},
    "lxml": {"emit"},
    "deflate": {"emit"},
    "urllib3": {"notify", "consume"},
    "click": {"cli"},
    "watchfiles": {"cli"},
    "sqlite3": {"store"},
    "fcntl": {"store"},
    "jsonschema_rs": {"schema"},
    "gcld3": {"rules"},
    "pyphen": {"rules"},
    "pygls": {"server"},
    "lsprotocol": {"server"},
    "PIL": {"images"},
}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns"}

MODULES = sorted(PIPELINE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PIPELINE)))
def test_a_module_imports_only_lower_floors_and_its_own_room(module: Path) -> None:
    room = room_of(module)
    for name in imported(module):
        other = name.partition("pipeline.")[2].split(".")[0]
        if not name.startswith("pipeline.") or other.startswith("__"):
            continue
        assert other == room or FLOORS[other] < FLOORS[room], (
            f"{room} (floor {FLOORS[room]}) imports {other} (floor {FLOORS[other]})"
        )


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PIPELINE)))
def test_a_library_stays_in_its_room(module: Path) -> None:
    for name in imported(module):
        rooms = ROOMS_OF.get(name.split(".")[0])
        assert rooms is None or room_of(module) in rooms, f"{name} is for {rooms} alone"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PIPELINE)))
def test_only_the_command_line_reads_the_clock(module: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call)]
    methods = [call for call in calls if isinstance(call, ast.Attribute) and call.attr in CLOCKS]
    read = [call.attr for call in methods if ast.unparse(call) != "E.time"]  # the element of HTML
    assert not read or room_of(module) == "cli", f"{module.name} reads the clock: {read}"


def test_every_room_has_its_floor() -> None:
    assert {room_of(module) for module in MODULES} == set(FLOORS)


def room_of(module: Path) -> str:
    return module.relative_to(PIPELINE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    """The full names of what *module* imports, also inside its functions."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "pipeline")
