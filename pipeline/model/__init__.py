"""Floor 1: the types that pass between the stages. All are frozen; none imports anything of the project."""

from pipeline.model.artifact import Artifact, FileRecord
from pipeline.model.compiled import (
    Compiled,
    Localised,
    Picture,
    Reference,
    Relocation,
    Section,
    State,
    Term,
)
from pipeline.model.corpus import Corpus, Target
from pipeline.model.data import Data, Path
from pipeline.model.diagnostic import Diagnostic, Edit, Finding, Severity, Trouble
from pipeline.model.document import (
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
from pipeline.model.ledger import Ledger, Published
from pipeline.model.position import NOWHERE, Position, Span
from pipeline.model.rule import Rule, Scope
from pipeline.model.site import (
    COMMON_FIELDS,
    Collection,
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
    "COMMON_FIELDS",
    "NOWHERE",
    "Artifact",
    "Attachment",
    "Code",
    "Collection",
    "Compiled",
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
    "Heading",
    "Image",
    "Ledger",
    "Limits",
    "Link",
    "Localised",
    "MediaFile",
    "Paragraph",
    "Path",
    "Picture",
    "Position",
    "Published",
    "Publisher",
    "RawTag",
    "Reference",
    "Relocation",
    "Rule",
    "RuleSettings",
    "Scope",
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
    "Translation",
    "Trouble",
    "Vocabulary",
]
