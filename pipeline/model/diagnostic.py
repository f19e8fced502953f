"""What is wrong, where, and what to do about it."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from pipeline.model.position import Span

if TYPE_CHECKING:
    from pipeline.model.corpus import Corpus
    from pipeline.model.document import Document
    from pipeline.model.site import Site


class Severity(StrEnum):
    """How much a diagnostic matters. An error means that nothing in outputs/ changes."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"
    """Not reported at all."""


class Edit(msgspec.Struct, frozen=True):
    """An exact change to a file: the text of `span` becomes `text`."""

    span: Span
    text: str


class Finding(msgspec.Struct, frozen=True):
    """What a stage or a rule has to say, before its level is known."""

    span: Span
    message: str
    """What stands there, with the author's own words in it; no full stop."""
    hint: str = ""
    """What to do; no full stop."""
    fix: Edit | None = None
    path: str = ""
    """The file, when it is not the one being checked."""
    code: str = ""
    """The rule, when it is not the one being run: the stages' own findings name theirs."""


class Diagnostic(msgspec.Struct, frozen=True):
    """A finding of a known rule at a known level, as reports show it."""

    code: str
    severity: Severity
    path: str
    """Relative to the content folder."""
    span: Span
    message: str
    hint: str = ""
    fix: Edit | None = None

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """Reports are sorted by path, position, code and message."""
        return (self.path, self.span, self.code, self.message)


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
    document: "Callable[[Document, Site], Iterator[Finding]] | None" = None
    """The check of a document rule."""
    corpus: "Callable[[Corpus], Iterator[Finding]] | None" = None
    """The check of a corpus rule; each finding names its path."""
    fixable: bool = False

    @property
    def scope(self) -> Scope:
        if self.document:
            return Scope.DOCUMENT
        return Scope.CORPUS if self.corpus else Scope.STAGE


class Trouble(Exception):
    """The surroundings stand in the way (a full disk, a lock, an unreadable folder): one sentence for the user.

    Never for a mistake in the content, which is a Finding. The command line ends with status 2.
    """
