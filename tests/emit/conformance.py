"""What the standards ask of a feed, and feeds/ of a document, as a list of what is wrong with it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
from lxml import etree

from tests.grammars import rss_profile

GRAMMARS = Path(__file__).parents[1] / "grammars"
ATOM = etree.RelaxNG(etree.parse(GRAMMARS / "atom.rng"))
ATOM_ARCHIVE = etree.RelaxNG(etree.parse(GRAMMARS / "atom-archive.rng"))
JSON_FEED = jsonschema_rs.Draft202012Validator(
    json.loads((GRAMMARS / "json-feed-1.1.schema.json").read_text(encoding="utf-8")), validate_formats=True
)
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
}
NEVER_SENT = frozenset("applet base embed form frame frameset iframe input link math meta object script style svg".split())
"""Elements that clients take out, or whose text they leave visible."""


def violations(path: str, data: bytes) -> list[str]:
    """Return what is wrong with *data*, published at *path*; nothing where that is no feed."""
    if path.endswith(".atom.xml"):
        return list(_atom(etree.fromstring(data)))
    if path.endswith(".rss.xml"):
        items: list[Any] = etree.fromstring(data).findall("channel/item")
        return [*rss_profile.violations(data), *_html(text for item in items for text in rss_profile.html_texts(item))]
    if path.startswith("feeds/") and path.endswith(".json") and not path.endswith("/history.json"):
        return list(_json_feed(json.loads(data)))
    return []


def _atom(feed: Any) -> Iterator[str]:
    for grammar in (ATOM, ATOM_ARCHIVE):
        if not grammar.validate(feed):
            yield str(grammar.error_log)
    for parent in (feed, *feed.iterfind("atom:entry", NAMESPACES)):
        links = parent.findall("atom:link", NAMESPACES)
        alternates = [link.get("href") for link in links if link.get("rel", "alternate") == "alternate"]
        if len(alternates) != 1:
            yield f"§4.1.1, §4.1.2: {len(alternates)} alternates"
        yield from (f"§4.2.7: {link.get('href')}" for link in links if not _is_url(link.get("href", "")))
        if not parent.get("{http://www.w3.org/XML/1998/namespace}lang"):
            yield "§2: no language"
    if len(feed.xpath("atom:link[@rel='self']", namespaces=NAMESPACES)) != 1:
        yield "§4.1.1: a feed links to itself once"
    if not feed.xpath("atom:author", namespaces=NAMESPACES):
        yield "§4.1.1: no author"
    yield from _unique("§4.1.1: an id twice", feed.xpath("atom:entry/atom:id/text()", namespaces=NAMESPACES))
    deleted = feed.xpath("at:deleted-entry", namespaces=NAMESPACES)
    yield from _unique("RFC 6721 §3: twice", [f"{element.get('ref')} {element.get('when')}" for element in deleted])
    yield from _html(feed.xpath("atom:entry/atom:content[@type='html']/text()", namespaces=NAMESPACES))


def _json_feed(feed: Any) -> Iterator[str]:
    for error in JSON_FEED.iter_errors(feed):
        yield f"{error.instance_path}: {error.message}"
    yield from _unique("an id twice", [item["id"] for item in feed["items"]])
    if feed.get("next_url") == feed["feed_url"]:
        yield "next_url leads to the feed itself"
    yield from _html(item["content_html"] for item in feed["items"] if "content_html" in item)


def _html(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (f"relative: {url}" for url in rss_profile.relative_urls(text))
        yield from (f"<{element.tag}>" for element in rss_profile.html_elements(text) if element.tag in NEVER_SENT)


def _unique(problem: str, values: list[str]) -> Iterator[str]:
    yield from (f"{problem}: {value}" for value in sorted({value for value in values if values.count(value) > 1}))


def _is_url(text: str) -> bool:
    return text.isascii() and ":" in text and " " not in text
