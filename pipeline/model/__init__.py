"""Floor 1: the types that pass between the stages. All are frozen; none imports anything of the project."""

from pipeline.model.artifact import Artifact, FileRecord
from pipeline.model.compiled import (
    Compiled,
    Confirmed,
    Localised,
    Picture,
    Reference,
    Relocation,
    Section,
    State,
    Term,
)
from pipeline.model.corpus import Corpus, Pair, PairState, Target
from pipeline.model.data import Data, Path
from pipeline.model.departed import KEPT, Gone, Redirect, Tombstone
from pipeline.model.diagnostic import Diagnostic, Edit, Finding, Scrub, Severity, Trouble
from pipeline.model.document import (
    BOXES,
    Code,
    Document,
    Emphasis,
    Heading,
    Image,
    Link,
    Paragraph,
    RawTag,
    Suppression,
    Table,
    Text,
)
from pipeline.model.edition import Edition
from pipeline.model.entry import Attachment, Entry, EntryImage, MediaFile, Translation
from pipeline.model.feed import Feed
from pipeline.model.history import Archive, History, Version
from pipeline.model.image import ImageFacts, Origin
from pipeline.model.ledger import Ledger, Published
from pipeline.model.position import NOWHERE, Position, Span
from pipeline.model.rule import Rule, Scope
from pipeline.model.site import (
    COMMON_FIELDS,
    Collection,
    Condition,
    ContentType,
    FeedSettings,
    Limits,
    Publisher,
    RuleSettings,
    SectionRule,
    Site,
    TermLabel,
    Vocabulary,
)
from pipeline.model.source import Source

__all__ = [
    "BOXES",
    "COMMON_FIELDS",
    "KEPT",
    "NOWHERE",
    "Archive",
    "Artifact",
    "Attachment",
    "Code",
    "Collection",
    "Compiled",
    "Condition",
    "Confirmed",
    "ContentType",
    "Corpus",
    "Data",
    "Diagnostic",
    "Document",
    "Edit",
    "Edition",
    "Emphasis",
    "Entry",
    "EntryImage",
    "Feed",
    "FeedSettings",
    "FileRecord",
    "Finding",
    "Gone",
    "Heading",
    "History",
    "Image",
    "ImageFacts",
    "Ledger",
    "Limits",
    "Link",
    "Localised",
    "MediaFile",
    "Origin",
    "Pair",
    "PairState",
    "Paragraph",
    "Path",
    "Picture",
    "Position",
    "Published",
    "Publisher",
    "RawTag",
    "Redirect",
    "Reference",
    "Relocation",
    "Rule",
    "RuleSettings",
    "Scope",
    "Scrub",
    "Section",
    "SectionRule",
    "Severity",
    "Site",
    "Source",
    "Span",
    "State",
    "Suppression",
    "Table",
    "Target",
    "Term",
    "TermLabel",
    "Text",
    "Tombstone",
    "Translation",
    "Trouble",
    "Version",
    "Vocabulary",
]
