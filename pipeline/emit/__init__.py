"""Floor 2: linked things in, artifacts out. Pure: no disk, no clock.

One output format a file: a module that names a FORMAT (of one of the kinds in `_formats`) is part of every build.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.emit._changes import changes, changes_index, kept_changes
from pipeline.emit._compressed import compressed
from pipeline.emit._formats import EditionFormat, EntryFormat, FeedFormat, IndexFormat
from pipeline.emit._json_ld import Crumb, json_ld
from pipeline.emit._manifest import manifest
from pipeline.emit._record import content_digest
from pipeline.emit._weight import weight as feed_weight
from pipeline.model import Artifact, Edition, FileRecord, Site
from pipeline.plugins import exported
from pipeline.urls import ascii_url

__all__ = [
    "Crumb",
    "EditionFormat",
    "EntryFormat",
    "FeedFormat",
    "IndexFormat",
    "artifacts",
    "ascii_url",
    "changes",
    "changes_index",
    "compressed",
    "content_digest",
    "feed_formats",
    "feed_path",
    "feed_url",
    "feed_weight",
    "followed",
    "indexes",
    "json_ld",
    "kept_changes",
    "manifest",
]

_PACKAGE = sys.modules[__name__]


def feed_formats() -> tuple[str, ...]:
    """Return the names that a feed's `formats` may hold, sorted."""
    return tuple(sorted(format.name for format in exported(_PACKAGE, "FORMAT", FeedFormat)))


def feed_path(name: str, language: str, format: str, archive: str = "") -> str:
    """Return where the feed *name* in *language*, or its *archive*, is below outputs/ in *format*, one of `feed_formats()`."""
    return _feed_format(format).path(name, language, archive)


def feed_url(site: Site, name: str, language: str, format: str, archive: str = "") -> str:
    """Return where that is served."""
    return f"{site.outputs_url}/{feed_path(name, language, format, archive)}"


def followed(format: str, data: bytes, url: str) -> bytes:
    """Return *data*, an archive in *format*, with a link to the archive that follows it at *url*."""
    return _feed_format(format).followed(data, url)


def _feed_format(name: str) -> FeedFormat:
    [found] = (known for known in exported(_PACKAGE, "FORMAT", FeedFormat) if known.name == name)
    return found


def artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield every file to be published but media, indexes and the manifest; entries first, in the order of the edition."""
    of_entry = tuple(exported(_PACKAGE, "FORMAT", EntryFormat))
    for entry in edition.entries:
        for format in of_entry:
            yield format.emit(entry, edition.site)
    of_feed = tuple(exported(_PACKAGE, "FORMAT", FeedFormat))
    for feed in (*edition.feeds, *edition.archives):
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
