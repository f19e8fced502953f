"""The page that lists all feeds."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.emit._pages.parts import address, discovery, downloads, home, icon, opml, publisher, relative, steps
from pipeline.emit._pages.skeleton import E, Element, Page, Words, document, plain, speaking
from pipeline.emit._subscription import LIST, OPML, formats, own_title, page_path
from pipeline.model import Feed, FeedSettings, Site
from pipeline.phrases import own_name

_EACH = "{each}"
"""In a title, the entry or term that the feed is about."""


def page(feeds: Sequence[Feed], site: Site) -> bytes:
    """Return the list of *feeds*, by language, in the words of the default language."""
    words = Words(site.default_language)
    languages = [language for language in site.languages if any(feed.language == language for feed in feeds)]
    title = site.title[words.language]
    about = E.div(
        {"class": "about"}, icon(), words.element("h1", "all-feeds"), words.element("p", "promise", **{"class": "lead"})
    )
    return document(
        Page(
            language=words.language,
            title=f"{words('all-feeds')} – {title}",
            description=words("about-list", title=title),
            url=f"{site.outputs_url}/{LIST}",
            links=_links(feeds, site),
            header=(home(site, words.language), *_navigation(words, languages)),
            main=(about, E.div({"class": "columns"}, _subscribing(words, site), _languages(feeds, languages, site))),
            footer=(publisher(site.publisher.name, site.publisher.url),),
        )
    )


def _links(feeds: Sequence[Feed], site: Site) -> Iterator[Element]:
    """To all feeds, in the page's language first; but not to those of single entries and terms: there may be thousands."""
    each = {settings.name for settings in site.feeds if settings.each}
    for feed in sorted(feeds, key=lambda feed: feed.language != site.default_language):
        if feed.settings not in each:
            yield discovery(feed, formats(feed)[0], site)


def _navigation(words: Words, languages: Sequence[str]) -> Iterator[Element]:
    if len(languages) > 1:
        links = (E.a({"href": f"#{to}"}, speaking(to, words.language), own_name(to)) for to in languages)
        yield E.nav(E.ul(*map(E.li, links)))


def _subscribing(words: Words, site: Site) -> Element:
    return E.section(
        {"class": "card", "aria-labelledby": "subscribe"},
        words.element("h2", "subscribe", id="subscribe"),
        steps(words, words.element("span", "step-copy-any")),
        E.p(opml(words, 0)),
        words.element("p", "opml-use"),
        address(f"{site.outputs_url}/{OPML}"),
    )


def _languages(feeds: Sequence[Feed], languages: Sequence[str], site: Site) -> Element:
    return E.div(
        {"class": "latest"},
        *(_language([feed for feed in feeds if feed.language == language], language, site) for language in languages),
    )


def _language(feeds: Sequence[Feed], language: str, site: Site) -> Element:
    each = {settings.name: settings for settings in site.feeds if settings.each}
    items: list[Element] = []
    for name, group in groupby(feeds, key=lambda feed: feed.settings):
        same = list(group)
        items += [_group(each[name], same, site)] if name in each else [_single(feed, site) for feed in same]
    return E.section(
        {**speaking(language, site.default_language), "id": language, "aria-labelledby": f"{language}-feeds"},
        E.h2({"id": f"{language}-feeds"}, own_name(language)),
        E.ul({"class": "feeds"}, *items),
    )


def _single(feed: Feed, site: Site) -> Element:
    title = own_title(feed, site)
    return E.li(
        E.h3(_page_link(feed, title)),
        *([E.p({"dir": "auto"}, plain(feed.subtitle))] if feed.subtitle else ()),
        downloads(feed, title, 0),
    )


def _group(settings: FeedSettings, feeds: Sequence[Feed], site: Site) -> Element:
    """The feeds of single entries or terms, under what their titles have in common."""
    language = feeds[0].language
    title, about = settings.title[language], settings.description.get(language, "")
    title = title if _EACH in title else f"{title}: {_EACH}"
    before, _, after = title.partition(_EACH)
    names = [own_title(feed, site).removeprefix(before).removesuffix(after) for feed in feeds]
    parts = (E.li(_page_link(feed, name), downloads(feed, name, 0)) for feed, name in zip(feeds, names, strict=True))
    return E.li(
        E.h3({"dir": "auto"}, plain(title.removesuffix(f": {_EACH}").replace(_EACH, "…"))),
        *([E.p({"dir": "auto"}, plain(about))] if about and _EACH not in about else ()),
        E.ul({"class": "parts"}, *parts),
    )


def _page_link(feed: Feed, title: str) -> Element:
    return E.a({"href": relative(page_path(feed), 0), "hreflang": feed.language, "dir": "auto"}, plain(title))
