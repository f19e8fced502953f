"""FM004: the front matter has only fields that the content type knows.

Why: a misspelt field is silently without effect, and the entry goes out with the wrong date or no summary. Names that
other systems use for the same thing (`updated`, `author`, `description`) are renamed by `check --fix`, and `published: false`
becomes `draft: true`.

Options:
    synonyms: names of your own for fields, each with the field that it means, which `check --fix` writes; none by default
    ignore: names that may stand in any front matter and mean nothing here; none by default

Bad:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    updated: 2026-10-01
    ---
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    lastmod: 2026-10-01
    ---
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._fields import as_draft, as_list, meant, renamed
from pipeline.rules._front import UNKNOWN, problems
from pipeline.rules.id001_id_missing import misnamed_ids


def check(document: Document, site: Site) -> Iterator[Finding]:
    front = document.front
    taken = set(front.value)
    unknown = [
        (front.key(path), path, violation) for path, violation in problems(document, site) if violation.keyword in UNKNOWN
    ]
    for where, path, violation in sorted(unknown, key=lambda each: each[0]):
        schema = site.types[document.type].schema
        name = str(path[0]) if len(path) == 1 else ""
        # A misnamed id is renamed by ID001, whatever level this rule has.
        if name and name in (*misnamed_ids(document), *RULE.option(site, "ignore")):
            continue
        field = meant(name, schema, RULE.option(site, "synonyms")) if name else ""
        if not field:
            yield Finding(where, violation.message, violation.hint)
        elif field in taken:
            yield Finding(where, violation.message, f"remove it: {field} is there already")
        elif isinstance(front.value[path[0]], bool) and schema["properties"][field].get("type") != "boolean":
            fix = as_draft(document, path) if field == "publishDate" and "draft" not in taken else None
            taken |= {"draft"} if fix else set()
            hint = f"write {field} with its value; for what is not ready, draft: true"
            yield Finding(where, violation.message, f"write {fix.text}" if fix else hint, fix)
        else:
            taken.add(field)
            is_list = schema["properties"][field].get("type") == "array"
            fix = as_list(document, path, field) if is_list else renamed(document, path, field)
            hint = f"write {field} and a list" if is_list and not fix else f"write {field}"
            yield Finding(where, violation.message, hint, fix)


def misnamed_fields(document: Document, site: Site) -> set[str]:
    """Return the fields that *document* has under a name of which this rule says, as an error, that they are meant."""
    settings = site.rules.get(RULE.code)
    if settings and settings.level_for(document.source.path, document.type) not in ("", Severity.ERROR):
        return set()
    ignored, synonyms = RULE.option(site, "ignore"), RULE.option(site, "synonyms")
    names = [path[0] for path, violation in problems(document, site) if violation.keyword in UNKNOWN and len(path) == 1]
    schema = site.types[document.type].schema if names else {}
    return {meant(str(name), schema, synonyms) for name in names if name not in ignored}


_OPTIONS = {
    "synonyms": {
        "type": "object",
        "additionalProperties": {"type": "string", "minLength": 1},
        "default": {},
        "description": "names of your own for fields, each with the field that it means",
    },
    "ignore": {
        "type": "array",
        "items": {"type": "string"},
        "default": [],
        "description": "names that may stand in any front matter",
    },
}

RULE = Rule("FM004", "field-unknown", Severity.ERROR, check, fixable=True, options=_OPTIONS)
