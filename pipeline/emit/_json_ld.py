"""An entry in the words of schema.org, as JSON-LD 1.1: what a CMS prints into the page for search engines.

Nothing is invented: a type without `x-schema-org` is not described, and a field that does not say what it means is left out.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pipeline import schema_org
from pipeline.dates import rfc3339
from pipeline.model import ContentType, Entry, Publisher, Site
from pipeline.urls import ascii_url

CONTEXT = "https://schema.org"

Node = dict[str, Any]


class Crumb(NamedTuple):
    """An entry on the way to another one."""

    url: str
    title: str


def json_ld(entry: Entry, site: Site, parents: Sequence[Crumb] = ()) -> Node:
    """Return *entry* in the words of schema.org, or {} where it has none.

    *parents* are the entries above it, those whose URLs its own begins with, topmost first.
    """
    described = _described(entry, site)
    graph = [node for node in (described, _breadcrumbs(entry, parents)) if node]
    return {"@context": CONTEXT, "@graph": graph} if graph else {}


def meant(entry: Entry, site: Site, name: str) -> Iterator[Any]:
    """Yield what the fields of *entry* say that mean the property *name*, wherever that stands."""
    kind = site.types.get(entry.type)
    for field, path in kind.means.items() if kind else ():
        if path.rpartition(".")[2] == name and (value := entry.fields.get(field)) not in _NOTHING:
            yield from value if isinstance(value, list) else [value]


_NOTHING: tuple[Any, ...] = (None, "", [], {})


def _described(entry: Entry, site: Site) -> Node:
    kind = site.types.get(entry.type)
    if not kind or not kind.schema_org:
        return {}
    node = _common(entry, site, kind.schema_org)
    for field, path in kind.means.items():
        value = entry.fields.get(field)
        if value not in _NOTHING:
            _put(node, schema_org.steps(kind.schema_org, path), _values(value, field, kind, site))
    if schema_org.is_a(kind.schema_org, "CreativeWork"):
        node.setdefault("url", node["@id"])
    return node if all(name in node for name in schema_org.needed(kind.schema_org)) else {}


def _common(entry: Entry, site: Site, name: str) -> Node:
    """What every entry says of itself, whatever its type."""
    url = ascii_url(entry.url)
    is_article, is_work = (schema_org.is_a(name, each) for each in ("Article", "CreativeWork"))
    node: Node = {"@type": name, "@id": url, "headline" if is_article else "name": entry.title}
    if entry.summary:
        node["description"] = entry.summary
    if entry.image:
        node["image"] = ascii_url(entry.image.url)
    if not schema_org.is_a(name, "WebPage"):
        node["mainEntityOfPage"] = url
    if is_work or schema_org.is_a(name, "Event"):
        node["inLanguage"] = entry.language
    if is_work:
        publisher = _publisher(site.publisher)
        node["datePublished"] = rfc3339(entry.published)
        node["dateModified"] = rfc3339(entry.modified)
        node["publisher"] = publisher
        node["author"] = [_author(author, publisher) for author in entry.authors] or publisher
        if entry.expires:
            node["expires"] = rfc3339(entry.expires)
        if entry.tags:
            node["keywords"] = list(entry.tags)
    return node


def _publisher(publisher: Publisher) -> Node:
    node: Node = {"@type": "Organization", "name": publisher.name}
    if publisher.ror:
        node |= {"@id": publisher.ror, "sameAs": publisher.ror}
    return node | ({"url": ascii_url(publisher.url)} if publisher.url else {})


def _author(name: str, publisher: Node) -> Node:
    return publisher if name == publisher["name"] else {"@type": "Person", "name": name}


def _values(value: Any, field: str, kind: ContentType, site: Site) -> list[Any]:
    """What stands in a field, each as it stands in the entry's JSON."""
    found = value if isinstance(value, list) else [value]
    if field in kind.references:
        return [_reference(each, site) for each in found if "url" in each]
    if field in kind.vocabularies:
        return [{"@type": "DefinedTerm", "name": each["label"], "termCode": each["id"]} for each in found]
    return found


def _reference(value: Node, site: Site) -> Node:
    """Another entry: its own page says more of it."""
    kind = site.types.get(value["type"])
    return {
        "@type": kind.schema_org if kind and kind.schema_org else "Thing",
        "@id": ascii_url(value["url"]),
        "name": value["title"],
    }


def _put(node: Node, steps: Sequence[schema_org.Step], values: Sequence[Any]) -> None:
    """Say in *node* that *values* are what *steps* lead to, as far as they can be that."""
    *way, last = steps
    usable = [each for each in (_as(value, last) for value in values) if each not in _NOTHING]
    if not usable:
        return
    for step in way:
        node = node.setdefault(step.name, {"@type": step.thing})
    before = node.get(last.name, [])
    every = [*(before if isinstance(before, list) else [before]), *usable]
    node[last.name] = every[0] if len(every) == 1 else every


def _as(value: Any, step: schema_org.Step) -> Any:
    """*value* as the property takes it, or None where it takes no such thing."""
    if not isinstance(value, dict):
        return value
    if "@type" in value:
        if any(schema_org.is_a(value["@type"], each) for each in step.ranges):
            return value
        return value["name"] if "Text" in step.ranges else None
    return {"@type": step.thing, **value}


def _breadcrumbs(entry: Entry, parents: Sequence[Crumb]) -> Node:
    if not parents:
        return {}
    crumbs = (*parents, Crumb(entry.url, entry.title))
    items = [
        {"@type": "ListItem", "position": position, "name": crumb.title, "item": ascii_url(crumb.url)}
        for position, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
