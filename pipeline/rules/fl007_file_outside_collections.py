"""FL007: a Markdown file lies in the folder of a collection.

Why: one that lies elsewhere has no type and no URL, so it is not published, which its author may not expect. Nothing else
is checked in it. Turn this rule off if notes are meant to lie beside the content.

Bad:
    # file: notes/fees.en.md
    What studying here costs.
Good:
    # file: pages/fees.en.md
    What studying here costs.
"""

from collections.abc import Iterator

from pipeline.model import NOWHERE, Document, Finding, Rule, Severity, Site
from pipeline.words import one_of


def check(document: Document, site: Site) -> Iterator[Finding]:
    if not document.collection:
        folders = one_of(dict.fromkeys(collection.folder for collection in site.collections))
        yield Finding(NOWHERE, "the file lies in no collection, so it is not published", f"move it into {folders}")


RULE = Rule("FL007", "file-outside-collections", Severity.WARNING, check)
