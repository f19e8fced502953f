"""What is wrong, where, and what to do about it."""

from enum import StrEnum

import msgspec

from pipeline.model.position import Span


class Severity(StrEnum):
    """How much a diagnostic matters. An error means that nothing in outputs/ changes."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"
    """Not reported at all."""


class Edit(msgspec.Struct, frozen=True, tag=True):
    """An exact change to a file: the text of `span` becomes `text`."""

    span: Span
    text: str


class Scrub(msgspec.Struct, frozen=True, tag=True):
    """Remove the metadata of the image that the finding names; its pixels stay."""


class Finding(msgspec.Struct, frozen=True):
    """What a stage or a rule has to say, before its level is known."""

    span: Span
    message: str
    """What stands there, with the author's own words in it; no full stop."""
    hint: str = ""
    """What to do; no full stop."""
    fix: Edit | Scrub | None = None
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
    fix: Edit | Scrub | None = None

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """Reports are sorted by path, position, code and message."""
        return (self.path, self.span, self.code, self.message)


class Trouble(Exception):
    """The surroundings stand in the way (a full disk, a lock, an unreadable folder): one sentence for the user.

    Never for a mistake in the content, which is a Finding. The command line ends with status 2.
    """
