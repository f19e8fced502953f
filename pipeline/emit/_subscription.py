"""What pages and lists say alike of a feed."""

import sys
from collections.abc import Mapping
from functools import cache

from pipeline.emit._formats import FeedFormat
from pipeline.model import Feed, Site
from pipeline.plugins import exported

LIST = "feeds/index.html"
OPML = "feeds/subscriptions.opml"


def page_path(feed: Feed) -> str:
    """Return where the page about *feed* is, below outputs/."""
    return f"feeds/{feed.language}/{feed.name}.html"


def formats(feed: Feed) -> list[FeedFormat]:
    """Return the formats of *feed*; first the one for readers of which nothing is known: not every one knows JSON Feed."""
    known = _known()
    return [known[name] for name in sorted(feed.urls, key=lambda name: (name == "json", name))]


def own_title(feed: Feed, site: Site) -> str:
    """Return the title of *feed* without that of the site, for those who see already whose feed it is."""
    return feed.title.removesuffix(f" – {site.title[feed.language]}")


@cache
def _known() -> Mapping[str, FeedFormat]:
    return {format.name: format for format in exported(sys.modules[__package__], "FORMAT", FeedFormat)}
