"""The RSS Advisory Board's RSS Best Practices Profile 1.0 (https://www.rssboard.org/rss-profile), a rule a function.

A rule takes a document and yields what is wrong with it; its docstring names the section and says what that asks for. Rules on
elements that we never write (cloud, image, textInput, …) are left out: the first rule finds those.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

CHANNEL = frozenset("title link description language lastBuildDate generator docs category copyright item".split())
ITEM = frozenset("title link description category enclosure guid pubDate author source".split())
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
RELATIONS = frozenset("alternate enclosure related self via hub current prev-archive next-archive".split())
"""Those of section 5.1.1, of WebSub §4 and of RFC 5005 §4."""
LINKING = frozenset({"href", "src", "cite", "poster", "data", "srcset", "action", "formaction", "longdesc", "background"})

_PLAIN = re.compile(rb"<((?:dc:)?[A-Za-z]+)(?: [^<>]*)?>([^<]*)</\1>")
_DATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3]\d [A-Z][a-z]{2} \d{4} [0-2]\d:[0-5]\d:[0-6]\d (GMT|[+-]0000)")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Document(NamedTuple):
    data: bytes
    root: Any
    now: datetime
    """When it is read."""

    @property
    def channel(self) -> Any:
        return self.root.find("channel")

    @property
    def items(self) -> list[Any]:
        return list(self.root.iterfind("channel/item"))


Rule = Callable[[Document], Iterator[str]]


def violations(data: bytes, now: datetime = datetime(2999, 1, 1, tzinfo=UTC)) -> list[str]:
    """Return what is wrong with *data*, an RSS document read at *now*: `rule: what`."""
    document = Document(data, etree.fromstring(data), now)
    return [f"{rule.__name__}: {found}" for rule in RULES for found in rule(document)]


def elements_are_those_of_the_specification(document: Document) -> Iterator[str]:
    """§1: an element without a namespace is one that the specification describes."""
    for parent, known in (
        (document.root, {"channel"}),
        (document.channel, CHANNEL),
        *((item, ITEM) for item in document.items),
    ):
        yield from (tag for tag in names(parent) if "}" not in tag and tag not in known)


def plain_text_has_hexadecimal_references(document: Document) -> Iterator[str]:
    """§3.1: in plain text `&`, `<` and `>` are `&#x26;`, `&#x3C;` and `&#x3E;`; an item's description alone is HTML."""
    head, *items = document.data.split(b"<item>")
    for part, html_in in ((head, ()), *((item, (b"description",)) for item in items)):
        for name, text in _PLAIN.findall(part):
            if name not in html_in and re.search(rb"&(?!#x26;|#x3C;|#x3E;|#13;)|>", text):
                yield f"{name.decode()} holds {text.decode()!r}"


def character_data_has_no_child_elements(document: Document) -> Iterator[str]:
    """§3.1: what encloses character data encloses no element."""
    for element in document.root.iterdescendants(etree.Element):
        if element.tag not in ("channel", "item"):
            yield from (f"{child.tag} in {element.tag}" for child in element.iterchildren(etree.Element))


def dates_are_in_english_and_universal_time(document: Document) -> Iterator[str]:
    """§3.2: `Thu, 04 Oct 2007 23:59:45 GMT`, `+0000` or `-0000`, and that day of the week."""
    for element in document.root.iter("pubDate", "lastBuildDate"):
        if not _DATE.fullmatch(element.text) or f"{parsedate_to_datetime(element.text):%a}" != element.text[:3]:
            yield element.text


def urls_are_absolute_and_ascii(document: Document) -> Iterator[str]:
    """§3.4: a URL begins with its scheme, and an IRI is written as a URL (RFC 3987)."""
    texts = (element.text or "" for element in document.root.iter("link", "docs"))
    attributes = (element.get("url", "") for element in document.root.iter("enclosure", "source"))
    links = (element.get("href", "") for element in document.root.iter(name("atom:link")))
    yield from (url for url in chain(texts, attributes, links) if not _URL.fullmatch(url))


def the_root_is_version_2_with_one_channel(document: Document) -> Iterator[str]:
    """§4.1: `<rss version="2.0">` holds one channel."""
    if document.root.tag != "rss" or document.root.get("version") != "2.0" or names(document.root) != ["channel"]:
        yield document.root.tag


def a_channel_has_title_link_and_description(document: Document) -> Iterator[str]:
    """§4.1.1: these three are required."""
    yield from (tag for tag in ("title", "link", "description") if not document.channel.findtext(tag))


def nothing_but_categories_and_items_stands_twice_in_a_channel(document: Document) -> Iterator[str]:
    """§4.1.1: any other element stands once."""
    yield from twice(document.channel, {"category", "item", name("atom:link")})


def items_stand_after_all_other_elements(document: Document) -> Iterator[str]:
    """§4.1.1: all items should appear after the channel's other elements."""
    found = names(document.channel)
    if "item" in found:
        yield from (tag for tag in found[found.index("item") :] if tag != "item")


def docs_names_the_specification(document: Document) -> Iterator[str]:
    """§4.1.1.7: its address at the RSS Advisory Board."""
    yield from (docs for docs in texts(document.channel, "docs") if docs != "https://www.rssboard.org/rss-specification")


def a_language_is_a_language_code(document: Document) -> Iterator[str]:
    """§4.1.1.10: as HTML has it."""
    found = [*texts(document.channel, "language"), *texts(document.root, f".//{name('dc:language')}")]
    yield from (language for language in found if not _LANGUAGE.fullmatch(language))


def an_item_has_a_title_or_a_description(document: Document) -> Iterator[str]:
    """§4.1.1.20: one of them at least."""
    yield from (str(names(i)) for i in document.items if not (i.findtext("title") or i.findtext("description")))


def nothing_but_categories_stands_twice_in_an_item(document: Document) -> Iterator[str]:
    """§4.1.1.20, and §4.1.1.20.5: so there is one enclosure at most."""
    for item in document.items:
        yield from twice(item, {"category", name("atom:link"), name("dc:creator")})


def html_has_no_relative_url(document: Document) -> Iterator[str]:
    """§4.1.1.20.4: RSS says nowhere what it would be relative to."""
    for item in document.items:
        for text in html_texts(item):
            yield from relative_urls(text)


def an_enclosure_has_length_type_and_url(document: Document) -> Iterator[str]:
    """§4.1.1.20.5: bytes (0 where nobody knows), media type, URL; it is empty."""
    for found in document.root.iter("enclosure"):
        length, media_type = found.get("length", ""), found.get("type", "")
        if not length.isdecimal() or not re.fullmatch(r"[\w.+-]+/[\w.+-]+", media_type) or not found.get("url") or found.text:
            yield str(dict(found.attrib))


def an_item_has_a_guid_of_its_own(document: Document) -> Iterator[str]:
    """§4.1.1.20.6: each item has one, which is no other's; it is a URL unless it says that it is none."""
    yield from ("an item without" for item in document.items if not item.findtext("guid"))
    for text, count in Counter(texts(document.channel, "item/guid")).items():
        if count > 1:
            yield f"{count} times {text}"
    for guid in document.root.iter("guid"):
        if guid.get("isPermaLink", "true") != "false" and not _URL.fullmatch(guid.text or ""):
            yield f"no permalink: {guid.text}"


def no_item_is_dated_in_the_future(document: Document) -> Iterator[str]:
    """§4.1.1.20.8: readers show it all the same."""
    dates = texts(document.channel, "item/pubDate")
    yield from (date for date in dates if _DATE.fullmatch(date) and parsedate_to_datetime(date) > document.now)


def namespaces_are_declared_at_the_root(document: Document) -> Iterator[str]:
    """§5: in the rss element, with the prefix that everybody knows."""
    declared = {prefix: uri for prefix, uri in document.root.nsmap.items() if prefix in NAMESPACES}
    yield from (prefix for prefix, uri in declared.items() if uri != NAMESPACES[prefix])
    for element in document.root.iterdescendants(etree.Element):
        if element.nsmap != document.root.nsmap:
            yield str(element.tag)


def a_channel_links_to_itself(document: Document) -> Iterator[str]:
    """§5.1.1: by one atom:link of the relation `self`; all links have a known relation."""
    relations = [link.get("rel", "") for link in document.channel.findall(name("atom:link"))]
    if relations.count("self") != 1:
        yield f"{relations.count('self')} links to itself"
    yield from (relation for relation in relations if relation not in RELATIONS)


def the_summary_stands_before_the_full_text(document: Document) -> Iterator[str]:
    """§5.2.1: the summary in description, and after it the full text; without a summary, the full text in description."""
    for item in document.items:
        found = names(item)
        if name("content:encoded") in found and "description" not in found[: found.index(name("content:encoded"))]:
            yield str(item.findtext("guid"))


def an_author_is_said_once(document: Document) -> Iterator[str]:
    """§5.3.1: by dc:creator or by author, not by both; in a channel likewise."""
    for parent in (document.channel, *document.items):
        if parent.find(name("dc:creator")) is not None and {"author", "managingEditor", "webMaster"} & set(names(parent)):
            yield str(parent.findtext("title"))


RULES: tuple[Rule, ...] = (
    elements_are_those_of_the_specification,
    plain_text_has_hexadecimal_references,
    character_data_has_no_child_elements,
    dates_are_in_english_and_universal_time,
    urls_are_absolute_and_ascii,
    the_root_is_version_2_with_one_channel,
    a_channel_has_title_link_and_description,
    nothing_but_categories_and_items_stands_twice_in_a_channel,
    items_stand_after_all_other_elements,
    docs_names_the_specification,
    a_language_is_a_language_code,
    an_item_has_a_title_or_a_description,
    nothing_but_categories_stands_twice_in_an_item,
    html_has_no_relative_url,
    an_enclosure_has_length_type_and_url,
    an_item_has_a_guid_of_its_own,
    no_item_is_dated_in_the_future,
    namespaces_are_declared_at_the_root,
    a_channel_links_to_itself,
    the_summary_stands_before_the_full_text,
    an_author_is_said_once,
)


def html_texts(item: Any) -> list[str]:
    """Return the texts of *item* that are HTML."""
    return texts(item, "description", name("content:encoded"))


def relative_urls(text: str) -> Iterator[str]:
    """Yield each URL in *text*, which is HTML, that is not absolute."""
    for element in html_elements(text):
        yield from (url for attribute, url in element.items() if attribute in LINKING and not urlsplit(url).scheme)


def html_elements(text: str) -> Iterator[Any]:
    """Yield the elements in *text*, which is HTML."""
    [body] = etree.fromstring(f"<body><p>{text}", etree.HTMLParser())
    yield from body.iterdescendants(etree.Element)


def name(qualified: str) -> str:
    prefix, _, local = qualified.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def names(parent: Any) -> list[str]:
    return [element.tag for element in parent.iterchildren(etree.Element)]


def texts(parent: Any, *paths: str) -> list[str]:
    return [element.text or "" for path in paths for element in parent.iterfind(path)]


def twice(parent: Any, but: Iterable[str]) -> Iterator[str]:
    """Yield what stands more than once in *parent*, *but* for these."""
    yield from (tag for tag, count in Counter(names(parent)).items() if count > 1 and tag not in but)
