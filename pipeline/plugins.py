"""Floor 0: a package is its own registry. Adding a rule, a format or a command is one new file."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TypeVar

_T = TypeVar("_T")


def names(package: ModuleType) -> tuple[str, ...]:
    """Return the names of the modules in *package*, sorted, without importing them; not those that begin with `_`."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_")))


@cache
def modules(package: ModuleType) -> tuple[ModuleType, ...]:
    """Import and return the modules in *package*, sorted by name."""
    return tuple(import_module(f"{package.__name__}.{name}") for name in names(package))


def exported(package: ModuleType, name: str, kind: type[_T]) -> Iterator[_T]:
    """Yield what each module of *package* calls *name*; a module without it is only a neighbour's helper."""
    for module in modules(package):
        value = getattr(module, name, None)
        if isinstance(value, kind):
            yield value
