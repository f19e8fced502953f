"""feeds/index.html: all feeds by language, for people."""

from collections.abc import Iterator

from pipeline.emit._formats import EditionFormat
from pipeline.emit._subscription import LIST
from pipeline.model import Artifact, Edition


def emit(edition: Edition) -> Iterator[Artifact]:
    if edition.feeds:
        from pipeline.emit._pages.overview import page  # what needs no HTML need not wait for lxml

        yield Artifact(LIST, page(edition.feeds, edition.site), "text/html", "feeds")


FORMAT = EditionFormat("feed-list", emit)
