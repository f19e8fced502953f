"""Structured data (front matter, settings, vocabularies, schemas) that knows where each part was written."""

from typing import Any

import msgspec

from pipeline.model.position import NOWHERE, Span

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of lists, outermost first."""


class Data(msgspec.Struct, frozen=True):
    """A value with a span for every key and value in it."""

    value: Any
    """Built of dict, list, str, int, float, bool and None only; dates are strings."""
    spans: dict[Path, Span] = {}
    """Where each value stands; `()` is the whole."""
    keys: dict[Path, Span] = {}
    """Where the key of each mapping's member stands."""

    def span(self, path: Path = ()) -> Span:
        """Where the value at *path* stands, or the nearest value around it that is known."""
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans.get(path, NOWHERE)

    def key(self, path: Path) -> Span:
        """Where the key at *path* stands, or else its value."""
        return self.keys.get(path) or self.span(path)
