"""Sites from texts."""

from collections.abc import Mapping

from pipeline import parse
from pipeline.model import Finding, Rule, Severity, Site
from pipeline.site import interpret

HEAD = """\
[site]
title = { en = "Networks", de = "Netzwerke" }
base_url = "https://www.example.edu"
languages = ["en", "de"]
"""
"""Four lines that make a site in two languages."""

RULES = {
    "LK007": Rule(
        "LK007",
        "link-insecure",
        Severity.WARNING,
        options={"hosts": {"type": "array", "items": {"type": "string"}, "default": []}},
    ),
    "FD001": Rule("FD001", "feed-empty", Severity.WARNING),
    "ID003": Rule("ID003", "id-duplicate", Severity.ERROR, always=True),
}
TOPICS = """\
title = { en = "Topics", de = "Themen" }
[terms.physics]
label = { en = "Physics", de = "Physik" }
[terms.biology]
label = { en = "Biology", de = "Biologie" }
"""
NEWS = """\
{"properties": {
  "topics": {"type": "array", "items": {"type": "string", "x-vocabulary": "topics"}},
  "about": {"type": "string", "x-reference": "page"},
  "place": {"type": "string"}
}}
"""


def read(
    settings: str,
    schemas: Mapping[str, str] | None = None,
    vocabularies: Mapping[str, str] | None = None,
    folders: tuple[str, ...] = ("news",),
) -> tuple[Site | None, list[Finding]]:
    """Return what the texts of the files mean; all must be TOML and JSON."""
    toml, faults = parse.parse_toml(settings)
    assert not faults
    read_schemas = {name: parse.parse_json(text) for name, text in (schemas or {}).items()}
    read_vocabularies = {name: parse.parse_toml(text) for name, text in (vocabularies or {}).items()}
    assert not any(faults for _, faults in (*read_schemas.values(), *read_vocabularies.values()))
    return interpret(
        toml,
        {name: data for name, (data, _) in read_schemas.items()},
        {name: data for name, (data, _) in read_vocabularies.items()},
        feed_formats={"atom", "rss", "json"},
        rules=RULES,
        folders=folders,
    )


def sound(settings: str, schemas: Mapping[str, str] | None = None, vocabularies: Mapping[str, str] | None = None) -> Site:
    """Return the site, which must be without faults."""
    site, findings = read(settings, schemas, vocabularies)
    assert site
    assert findings == []
    return site


def shown(findings: list[Finding]) -> list[str]:
    """Return each finding as `CODE file:line:column message; hint`."""
    return [
        f"{found.code} {found.path}:{found.span.start.line}:{found.span.start.column} {found.message}; {found.hint}"
        for found in findings
    ]
