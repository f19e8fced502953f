"""Floor 2: linked things in, artifacts out. Pure: no disk, no clock.

One output format a file: a module that names a FORMAT (of one of the kinds in `_formats`) is part of every build.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.emit._formats import EditionFormat, EntryFormat, FeedFormat, IndexFormat
from pipeline.emit._manifest import manifest
from pipeline.emit._record import content_digest
from pipeline.model import Artifact, Edition, FileRecord, Site
from pipeline.plugins import exported

__all__ = [
    "EditionFormat",
    "EntryFormat",
    "FeedFormat",
    "IndexFormat",
    "artifacts",
    "content_digest",
    "feed_formats",
    "feed_url",
    "indexes",
    "manifest",
]

_PACKAGE = sys.modules[__name__]


def feed_formats() -> tuple[str, ...]:
    """Return the names that a feed's `formats` may hold, sorted."""
    return tuple(sorted(format.name for format in exported(_PACKAGE, "FORMAT", FeedFormat)))


def feed_url(site: Site, name: str, language: str, format: str) -> str:
    """Return where the feed *name* in *language* is served in *format*, which must be one of `feed_formats()`."""
    [found] = (known for known in exported(_PACKAGE, "FORMAT", FeedFormat) if known.name == format)
    return f"{site.outputs_url}/{found.path(name, language)}"


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield every file to be published but media, indexes and the manifest; entries first, in the order of the edition."""
    of_entry = tuple(exported(_PACKAGE, "FORMAT", EntryFormat))
    for entry in edition.entries:
        for format in of_entry:
            yield format.emit(entry, edition.site)
    of_feed = tuple(exported(_PACKAGE, "FORMAT", FeedFormat))
    for feed in edition.feeds:
        for feed_format in of_feed:
            if feed_format.name in feed.urls:
                yield feed_format.artifact(feed, edition.site)
    for edition_format in exported(_PACKAGE, "FORMAT", EditionFormat):
        yield from edition_format.emit(edition)


def indexes(edition: Edition, records: Iterable[tuple[str, FileRecord]]) -> Iterator[Artifact]:
    """Yield the indexes, in which each of *records*, pairs of an artifact's owner and its file, stands once."""
    files: dict[str, list[FileRecord]] = defaultdict(list)
    for owner, record in sorted(records, key=lambda pair: pair[1].path):
        files[owner].append(record)
    for format in exported(_PACKAGE, "FORMAT", IndexFormat):
        yield from format.emit(edition, files)
