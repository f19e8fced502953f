"""feeds/subscriptions.opml: all feeds for a reader to import at once (OPML 2.0), by language."""

from collections.abc import Iterator

from pipeline.emit._formats import EditionFormat
from pipeline.emit._subscription import OPML, formats
from pipeline.emit._text import legal
from pipeline.model import Artifact, Edition, Feed
from pipeline.phrases import own_name
from pipeline.urls import ascii_url


def emit(edition: Edition) -> Iterator[Artifact]:
    from lxml import etree  # what needs no XML need not wait for it

    site = edition.site
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = legal(site.title[site.default_language])
    body = etree.SubElement(root, "body")
    used = {feed.language for feed in edition.feeds}
    for language in (language for language in site.languages if language in used):
        title = site.title[language] if len(used) == 1 else f"{site.title[language]} ({own_name(language)})"
        group = etree.SubElement(body, "outline", text=legal(title))
        for feed in edition.feeds:
            if feed.language == language:
                etree.SubElement(group, "outline", _outline(feed))
    if used:  # OPML knows no empty body
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
        yield Artifact(OPML, data, "text/x-opml", "feeds")


def _outline(feed: Feed) -> dict[str, str]:
    """What a reader is told: `text` and `xmlUrl` it needs, the rest is what the feed says of itself, as OPML wants it."""
    outline = {"text": legal(feed.title), "title": legal(feed.title), "type": "rss", "language": feed.language}
    if feed.subtitle:
        outline["description"] = legal(feed.subtitle)
    # One format only, or a reader would subscribe to everything three times.
    return outline | {"xmlUrl": ascii_url(feed.urls[formats(feed)[0].name]), "htmlUrl": ascii_url(feed.home_url)}


FORMAT = EditionFormat("opml", emit)
