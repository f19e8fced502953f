"""ID001: every entry has an id, written once and never changed.

Why: subscribers and importers know an entry by its id alone. A file may be renamed and a title rewritten, and the
entry stays the same one as long as its id does. `check --fix` writes one, made from the file's name.

Bad:
    ---
    title: Fees
    summary: What studying here costs.
    ---
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Edit, Finding, Rule, Severity, Site, Span
from pipeline.rules._front import fence
from pipeline.rules._ids import mint
from pipeline.rules._text import line_end, lines
from pipeline.words import quote

_READ_AS_TEXT = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z].*")
"""Ids that YAML reads as text without quotation marks."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    if not document.front_read or document.front.value.get("id") not in (None, ""):
        return
    if misnamed := misnamed_ids(document):
        for name in misnamed:
            where = document.front.key((name,))
            alone = len(misnamed) == 1
            hint = "write id" if alone else "keep the one that was published, as id"
            yield Finding(where, f"the id is called {quote(name)}", hint, Edit(where, "id") if alone else None)
        return
    minted = mint(document.source.path, site.languages)
    hint = f"add id: {minted}" if minted else "add id: with lower-case words joined by hyphens"
    if "id" in document.front.value:
        where = Span(document.front.key(("id",)).start, document.front.span(("id",)).end)
        yield Finding(where, "the id is empty", hint, Edit(where, _line(document, minted)) if minted else None)
    else:
        yield Finding(fence(document), "there is no id", hint, _insertion(document, minted) if minted else None)


def misnamed_ids(document: Document) -> list[str]:
    """Return the names of the fields that hold an id of *document* which has no "id", but an "ID", say."""
    front = document.front.value
    return [] if "id" in front else [name for name in front if name.strip().lower() == "id"]


def _line(document: Document, id: str) -> str:
    if document.front_syntax == "toml":
        return f'id = "{id}"'
    return f"id: {id}" if _READ_AS_TEXT.fullmatch(id) else f'id: "{id}"'


def _insertion(document: Document, id: str) -> Edit | None:
    """A new first line with the indent of the others; None where the front matter is not written line by line."""
    keys = [span.start for path, span in document.front.keys.items() if len(path) == 1]
    opening = fence(document).start
    first = min(keys, default=opening)
    indent = lines(document.source.text)[first.line - 1][: first.column - 1]
    if indent.strip():
        return None
    return Edit(Span.at(opening.line + 1), f"{indent}{_line(document, id)}{line_end(document.source.text)}")


RULE = Rule("ID001", "id-missing", Severity.ERROR, check, fixable=True, always=True)
