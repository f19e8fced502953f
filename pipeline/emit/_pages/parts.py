"""What pages are made of."""

import re

from lxml import etree

from pipeline.emit._formats import FeedFormat
from pipeline.emit._pages.skeleton import ICON, E, Element, Words, plain
from pipeline.emit._subscription import OPML, formats, own_title
from pipeline.model import Archive, Feed, Site
from pipeline.urls import ascii_url

_PARTS = re.compile(r"(?<=/)(?=[^/])|(?=[.?&])")
_LABELS = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


def relative(path: str, depth: int) -> str:
    """Return the address of *path*, below outputs/, for a page that is *depth* folders below outputs/feeds/."""
    return "../" * depth + path.removeprefix("feeds/")


def label(format: FeedFormat) -> str:
    """Return what people call *format*."""
    return _LABELS.get(format.name, format.name)


def discovery(feed: Feed, format: FeedFormat, site: Site) -> Element:
    """Return the link by which programs find *feed*."""
    return E.link(
        rel="alternate",
        type=format.media_type,
        hreflang=feed.language,
        href=ascii_url(feed.urls[format.name]),
        title=plain(f"{own_title(feed, site)} ({label(format)})"),
    )


def downloads(feed: Feed, about: str, depth: int, archive: Archive | None = None) -> Element:
    """Return a link to *feed*, or to its *archive*, in each of its formats; those who hear it alone hear what it is *about*."""
    found = [format for format in formats(feed) if not archive or format.name in archive.formats]
    links = (
        E.a(
            {
                "href": relative(format.path(feed.name, feed.language, archive.name if archive else ""), depth),
                "type": format.media_type,
                "aria-label": plain(f"{label(format)}, {about}"),
            },
            label(format),
        )
        for format in found
    )
    return E.ul({"class": "formats"}, *map(E.li, links))


def address(url: str) -> Element:
    """Return *url* as a text to be copied, which breaks between its parts if it must."""
    first, *rest = _PARTS.split(ascii_url(url))
    code = E.code({"class": "address", "dir": "ltr"}, first)
    for part in rest:
        etree.SubElement(code, "wbr").tail = part
    return code


def steps(words: Words, *said: Element) -> Element:
    """Return what one does to subscribe, *said* being the second step."""
    first, last = (words.element("span", name) for name in ("step-reader", "step-paste"))
    return E.ol({"class": "steps"}, E.li(first), E.li(*said), E.li(last))


def icon() -> Element:
    """Return the mark of a feed, which says nothing to those who hear the page."""
    drawn = etree.fromstring(ICON)
    drawn.attrib.update({"class": "icon", "aria-hidden": "true"})
    return drawn


def home(site: Site, language: str) -> Element:
    """Return the link to the website."""
    return E.a({"href": ascii_url(site.base_url), "dir": "auto"}, plain(site.title[language]))


def publisher(name: str, url: str) -> Element:
    """Return the *name* of the publisher, which leads to its *url* if there is any."""
    return E.a({"href": ascii_url(url), "dir": "auto"}, plain(name)) if url else E.span({"dir": "auto"}, plain(name))


def opml(words: Words, depth: int) -> Element:
    """Return the link to the file of all feeds."""
    return words.element("a", "opml", href=relative(OPML, depth), type="text/x-opml")
