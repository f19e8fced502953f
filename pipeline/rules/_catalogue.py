"""Every rule, and what it says of itself."""

import inspect
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

import pipeline.rules
from pipeline.model import Rule
from pipeline.plugins import exported


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return every rule by its code, in the order of the codes."""
    rules = exported(pipeline.rules, "RULE", Rule)
    return MappingProxyType({rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)})


def documentation(code: str) -> str:
    """Return what the rule *code*, which must exist, is for: a sentence, the reason, and examples of bad and good."""
    name = catalogue()[code].name.replace("-", "_")
    return inspect.getdoc(import_module(f"{pipeline.rules.__name__}.{code.lower()}_{name}")) or ""
