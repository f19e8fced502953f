"""feeds/LANG/NAME.html: a page for people about each feed, since browsers show a feed as source text."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.emit._formats import EditionFormat
from pipeline.emit._subscription import page_path
from pipeline.model import Artifact, Edition, Feed


def emit(edition: Edition) -> Iterator[Artifact]:
    from pipeline.emit._pages.feed import page  # what needs no HTML need not wait for lxml

    everywhere: dict[tuple[str, str], list[Feed]] = defaultdict(list)
    for feed in edition.feeds:
        everywhere[feed.settings, feed.name].append(feed)
    archives = {
        (history.name, history.language): tuple(archive for archive in history.archives if archive.formats)
        for history in edition.histories
    }
    for feed in edition.feeds:
        siblings = [other for other in everywhere[feed.settings, feed.name] if other is not feed]
        data = page(feed, siblings, archives.get((feed.name, feed.language), ()), edition.site)
        yield Artifact(page_path(feed), data, "text/html", "feeds")


FORMAT = EditionFormat("feed-page", emit)
