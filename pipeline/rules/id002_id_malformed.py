"""ID002: an id is lower-case ASCII words joined by hyphens, and short enough for every importer.

Why: it becomes a file name and part of a tag URI (RFC 4151), and importers keep at most 100 characters of that.
Spaces, capitals and umlauts are lost or changed on the way through file systems and databases.

Bad:
    ---
    id: Gebühren 2026
    title: Fees
    summary: What studying here costs.
    ---
Good:
    ---
    id: gebuehren-2026
    title: Fees
    summary: What studying here costs.
    ---
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.words import quote, slugify

_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 60
_LONGEST_UID = 100


def check(document: Document, site: Site) -> Iterator[Finding]:
    id = document.front.value.get("id") if document.front_read else None
    if id in (None, ""):  # ID001 reports it
        return
    where = document.front.span(("id",))
    if not isinstance(id, str):
        yield Finding(where, f"{quote(id)} is not text", "put it in quotation marks")
    elif not _FORM.fullmatch(id):
        proper = slugify(id)
        hint = f"write {proper}" if proper else "use a to z, 0 to 9 and -"
        yield Finding(where, f"{quote(id)} is not lower-case words joined by hyphens", hint)
    elif len(id) > _LONGEST_ID:
        yield Finding(where, f"the id is {len(id)} characters long", f"keep it to {_LONGEST_ID}, such as {slugify(id)}")
    else:
        longest = max((len(site.uid(id, language)) for language in document.languages or site.languages), default=0)
        if longest > _LONGEST_UID:
            message = f"the id is so long that its URI has {longest} characters"
            yield Finding(where, message, f"leave out {longest - _LONGEST_UID} or more")


RULE = Rule("ID002", "id-malformed", Severity.ERROR, check, always=True)
