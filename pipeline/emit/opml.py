"""feeds/subscriptions.opml: all feeds for a reader to import at once (OPML 2.0), by language."""

from collections.abc import Iterator

from pipeline.emit._formats import EditionFormat
from pipeline.emit._text import ascii_url, legal
from pipeline.model import Artifact, Edition, Feed


def emit(edition: Edition) -> Iterator[Artifact]:
    from lxml import etree  # what needs no XML need not wait for it

    site = edition.site
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = legal(site.title[site.default_language])
    body = etree.SubElement(root, "body")
    for language in site.languages:
        feeds = [feed for feed in edition.feeds if feed.language == language]
        group = etree.SubElement(body, "outline", text=legal(site.title[language])) if feeds else body
        for feed in feeds:
            etree.SubElement(group, "outline", _outline(feed))
    if len(body):  # OPML knows no empty body
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
        yield Artifact("feeds/subscriptions.opml", data, "text/x-opml", "feeds")


def _outline(feed: Feed) -> dict[str, str]:
    # One format only, or a reader would subscribe to everything three times; not every reader knows JSON Feed.
    format = min(feed.urls, key=lambda name: (name == "json", name))
    outline = {"text": legal(feed.title), "title": legal(feed.title), "type": "rss", "language": feed.language}
    if feed.subtitle:
        outline["description"] = legal(feed.subtitle)
    return outline | {"xmlUrl": ascii_url(feed.urls[format]), "htmlUrl": ascii_url(feed.home_url)}


FORMAT = EditionFormat("opml", emit)
