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
    Suppression,
    Term,
)
from pipeline.model.corpus import Corpus, Target
from pipeline.model.data import Data, Path
from pipeline.model.diagnostic import Diagnostic, Edit, Finding, Rule, Scope, Severity, Trouble
from pipeline.model.document import (
    Code,
    Document,
    Emphasis,
    Heading,
    Image,
    Link,
    Paragraph,
    RawTag,
    Table,
    Text,
)
from pipeline.model.entry import Edition, Entry, Translation
from pipeline.model.feed import Feed
from pipeline.model.ledger import Ledger, Published
from pipeline.model.position import NOWHERE, Position, Span
from pipeline.model.site import (
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
    "NOWHERE",
    "Artifact",
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
