"""An entry of the rule catalogue."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from pipeline.model.corpus import Corpus
from pipeline.model.diagnostic import Finding, Severity
from pipeline.model.document import Document
from pipeline.model.site import Site


class Scope(StrEnum):
    """What a rule looks at."""

    STAGE = "stage"
    """Nothing by itself: a stage (reading, settings, parsing, linking) finds it while it works and names the code."""
    DOCUMENT = "document"
    """One document, knowing nothing of any other."""
    CORPUS = "corpus"
    """All compiled documents together."""


class Rule(msgspec.Struct, frozen=True):
    """One entry of the catalogue; its module's docstring is its documentation."""

    code: str
    """Permanent: a retired code is never used again."""
    name: str
    severity: Severity
    """The level unless site.toml sets another."""
    document: Callable[[Document, Site], Iterator[Finding]] | None = None
    """The check of a document rule."""
    corpus: Callable[[Corpus], Iterator[Finding]] | None = None
    """The check of a corpus rule; each finding names its path."""
    fixable: bool = False
    always: bool = False
    """Without it outputs would be broken: no setting lowers its level and no comment hides what it finds."""
    ledger: bool = False
    """It looks at what was published before, and finds nothing where that is not known."""
    options: Mapping[str, Mapping[str, Any]] = {}
    """What site.toml may set for it besides its level: for each name a JSON Schema with `default` and `description`."""

    def option(self, site: Site, name: str) -> Any:
        """What *site* sets as the option *name*, or else its default."""
        return site.options(self.code).get(name, self.options[name]["default"])

    @property
    def scope(self) -> Scope:
        if self.document:
            return Scope.DOCUMENT
        return Scope.CORPUS if self.corpus else Scope.STAGE
