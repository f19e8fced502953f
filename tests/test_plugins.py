"""A package is its own registry."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.plugins import exported, modules, names

Make = Callable[[dict[str, str]], ModuleType]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Make a package of modules, from their texts by name; its own name is that of no other test's."""

    def make(texts: dict[str, str]) -> ModuleType:
        folder = tmp_path / f"registry_{tmp_path.name}"
        folder.mkdir()
        for name, text in {"__init__": "", **texts}.items():
            (folder / f"{name}.py").write_text(text)
        monkeypatch.syspath_prepend(tmp_path)
        return import_module(folder.name)

    return make


def test_a_new_file_is_a_new_name_and_nothing_is_imported_to_know_it(package: Make) -> None:
    made = package({"beta": "raise RuntimeError", "alpha": "raise RuntimeError", "_helper": "raise RuntimeError"})
    assert names(made) == ("alpha", "beta")


def test_modules_come_by_name_and_each_is_imported_once(package: Make) -> None:
    made = package({"beta": "", "alpha": "", "_helper": "raise RuntimeError"})
    found = modules(made)
    assert [module.__name__.rpartition(".")[2] for module in found] == ["alpha", "beta"]
    assert modules(made) is found


def test_a_module_is_registered_by_a_value_of_the_right_name_and_kind(package: Make) -> None:
    made = package({"a": "FORMAT = 'a'", "b": "OTHER = 'b'", "c": "FORMAT = 3", "d": "", "e": "FORMAT = 'e'"})
    assert list(exported(made, "FORMAT", str)) == ["a", "e"]


def test_a_module_that_breaks_is_not_passed_over(package: Make) -> None:
    made = package({"broken": "raise RuntimeError('broken')"})
    with pytest.raises(RuntimeError, match="broken"):
        list(exported(made, "FORMAT", str))
