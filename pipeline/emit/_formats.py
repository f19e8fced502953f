"""The kinds of output format."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from pipeline.model import Artifact, Edition, Entry, Feed, FileRecord, Site

Files = Mapping[str, Sequence[FileRecord]]
"""The files of each owner (the uid of an entry, or "feeds", "media", "site"), sorted by path."""


class EntryFormat(msgspec.Struct, frozen=True):
    """One file for each entry."""

    name: str
    emit: Callable[[Entry, Site], Artifact]


class FeedFormat(msgspec.Struct, frozen=True):
    """One file for each feed that asks for it."""

    name: str
    """What a feed's `formats` calls it."""
    extension: str
    """The end of its files' names, with the dot."""
    media_type: str
    emit: Callable[[Feed, Site], bytes]
    followed: Callable[[bytes, str], bytes] = lambda data, _url: data
    """An archive's bytes, with a link to the URL of the archive that follows it (RFC 5005 §4, `next-archive`)."""

    def path(self, name: str, language: str, archive: str = "") -> str:
        """Where the feed *name* in *language* is, or its *archive*, below outputs/."""
        return f"feeds/{language}/{name}/{archive}{self.extension}" if archive else f"feeds/{language}/{name}{self.extension}"

    def artifact(self, feed: Feed, site: Site) -> Artifact:
        """*feed* in this format."""
        data = self.emit(feed, site)
        if self.name in feed.following:
            data = self.followed(data, feed.following[self.name])
        return Artifact(self.path(feed.name, feed.language, feed.archive), data, self.media_type, "feeds")


class EditionFormat(msgspec.Struct, frozen=True):
    """Files made of the whole edition."""

    name: str
    emit: Callable[[Edition], Iterator[Artifact]]


class IndexFormat(msgspec.Struct, frozen=True):
    """Files that list other files with their digests; the manifest lists them. Each holds its `count`."""

    name: str
    emit: Callable[[Edition, Files], Iterator[Artifact]]
