"""The page about one feed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.dates import rfc3339
from pipeline.emit._pages.parts import address, discovery, downloads, home, icon, label, opml, publisher, relative, steps
from pipeline.emit._pages.skeleton import E, Element, Page, Words, document, plain, speaking
from pipeline.emit._subscription import LIST, formats, own_title, page_path
from pipeline.model import Archive, Entry, Feed, Site, Tombstone
from pipeline.phrases import own_name, written_date
from pipeline.urls import ascii_url

_LATEST = 20
"""Entries that it shows."""
_ARCHIVES = 5
"""Archives that it names: each leads to the one before."""
_DESCRIBED = ("atom", "rss", "json")
"""The formats that we have words for."""


def page(feed: Feed, siblings: Sequence[Feed], archives: Sequence[Archive], site: Site) -> bytes:
    """Return the page about *feed*. *siblings* are the same feed in other languages; *archives* are its own, oldest first."""
    words = Words(feed.language)
    title = plain(own_title(feed, site))
    return document(
        Page(
            language=feed.language,
            title=feed.title,
            description=feed.subtitle or words("about-page", title=feed.title),
            url=f"{site.outputs_url}/{page_path(feed)}",
            links=_links(feed, siblings, site),
            header=(home(site, feed.language), _navigation(words, siblings)),
            main=(
                E.div(
                    {"class": "about"},
                    icon(),
                    E.h1({"dir": "auto"}, title),
                    *([E.p({"class": "lead", "dir": "auto"}, plain(feed.subtitle))] if feed.subtitle else ()),
                    _facts(words, feed, site),
                ),
                E.div(
                    {"class": "columns"},
                    _subscribing(words, feed),
                    _entries(words, feed),
                    E.div({"class": "more"}, _formats(words, feed), *_archives(words, feed, archives)),
                ),
            ),
            footer=(words.element("a", "all-feeds", href=relative(LIST, 1)), opml(words, 1)),
        )
    )


def _links(feed: Feed, siblings: Sequence[Feed], site: Site) -> Iterator[Element]:
    for own in (feed, *siblings):  # its own first: many readers take the first that they find
        for format in formats(own):
            yield discovery(own, format, site)
    for other in siblings:
        href = f"{site.outputs_url}/{page_path(other)}"
        yield E.link(rel="alternate", type="text/html", hreflang=other.language, href=ascii_url(href))


def _navigation(words: Words, siblings: Sequence[Feed]) -> Element:
    others = (
        E.a(
            {"href": relative(page_path(other), 1), "hreflang": other.language, "rel": "alternate"},
            speaking(other.language, words.language),
            own_name(other.language),
        )
        for other in siblings
    )
    links = (words.element("a", "all-feeds", href=relative(LIST, 1)), *others)
    return E.nav(E.ul(*map(E.li, links)))


def _facts(words: Words, feed: Feed, site: Site) -> Element:
    website = plain(feed.home_url.partition("://")[2].rstrip("/"))
    facts = {
        "published-by": publisher(feed.author, feed.author_url),
        "language": own_name(feed.language),
        "updated": _time(words, feed.updated.astimezone(ZoneInfo(site.timezone))),
        "website": E.a({"href": ascii_url(feed.home_url), "dir": "ltr"}, website),
    }
    return E.dl({"class": "facts"}, *(E.div(words.element("dt", name), E.dd(value)) for name, value in facts.items()))


def _subscribing(words: Words, feed: Feed) -> Element:
    url = feed.urls[formats(feed)[0].name]
    return E.section(
        {"class": "card", "aria-labelledby": "subscribe"},
        words.element("h2", "subscribe", id="subscribe"),
        words.element("p", "promise"),
        steps(words, words.element("span", "step-copy"), address(url)),
    )


def _entries(words: Words, feed: Feed) -> Element:
    departed = {stone.uid: stone for stone in feed.tombstones}
    latest = [_entry(words, entry, departed.get(entry.uid)) for entry in feed.entries[:_LATEST]]
    return E.section(
        {"class": "latest", "aria-labelledby": "latest"},
        words.element("h2", "entries", id="latest"),
        E.ul({"class": "entries"}, *latest) if latest else words.element("p", "no-entries"),
    )


def _entry(words: Words, entry: Entry, gone: Tombstone | None) -> Element:
    url = ascii_url(entry.url)
    title = plain((gone and gone.title) or entry.title).strip() or url
    about = [_time(words, entry.published)]
    if gone:
        mark = f"mark-{gone.reason}" if gone.reason in ("withdrawn", "expired") else "mark-gone"
        about += [" ", words.element("strong", mark, **{"class": "mark"})]
    told = {**speaking(entry.language, words.language), "dir": "auto"}
    return E.li(
        # What is gone is not found at its address any more.
        E.h3(told, title if gone else E.a({"href": url, "hreflang": entry.language}, title)),
        E.p({"class": "soft"}, *about),
        *([E.p(told, plain(entry.summary))] if entry.summary else ()),
    )


def _formats(words: Words, feed: Feed) -> Element:
    section = E.section(
        {"aria-labelledby": "formats"},
        words.element("h2", "formats", id="formats"),
        words.element("p", "formats-alike"),
        E.ul({"class": "kinds"}),
    )
    for format in formats(feed):
        path = format.path(feed.name, feed.language)
        item = E.li(E.a({"href": relative(path, 1), "type": format.media_type}, label(format)))
        if format.name in _DESCRIBED:
            item.append(words.element("p", f"format-{format.name}", **{"class": "soft"}))
        item.append(address(feed.urls[format.name]))
        section[-1].append(item)
    if feed.hub:
        section.extend((words.element("p", "hub"), address(feed.hub)))
    return section


def _archives(words: Words, feed: Feed, archives: Sequence[Archive]) -> Iterator[Element]:
    if not archives:
        return
    newest = (
        E.li(E.h3(archive.name), downloads(feed, archive.name, 1, archive)) for archive in archives[: -_ARCHIVES - 1 : -1]
    )
    yield E.section(
        {"aria-labelledby": "archives"},
        words.element("h2", "archives", id="archives"),
        words.element("p", "archives-kept"),
        E.ul({"class": "parts"}, *newest),
    )


def _time(words: Words, moment: datetime) -> Element:
    return E.time({"datetime": rfc3339(moment)}, words.mark, written_date(words.language, moment))
