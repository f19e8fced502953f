"""`x.gz` beside `x`, which a server sends to whoever takes gzip (RFC 1952), so that it need not compress at each request."""

from pipeline.model import Artifact

_OWNERS = frozenset({"feeds", "site"})
"""Files that many fetch, or that are large. Not indexes and the manifest: no index could hold the digest of its own `.gz`. Not
an entry's: they are many and small, and a reader of them takes few."""
_MEDIA_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/feed+json",
        "application/geo+json",
        "application/json",
        "application/rss+xml",
        "text/html",
        "text/x-opml",
    }
)
"""What many fetch. Not schemas, which are read once, nor plain text: that is settings, which a server reads from the disk."""
_LEVEL = 1
"""Six times as fast as level 6, and an eighth larger: with ten thousand entries this is 150 MB."""


def compressed(artifact: Artifact) -> Artifact | None:
    """Return the `.gz` of *artifact*, the same on any machine; None where there is to be none, or it would not be smaller."""
    if artifact.owner not in _OWNERS or artifact.media_type not in _MEDIA_TYPES:
        return None
    import deflate  # libdeflate: the bytes that zlib gives depend on the machine's

    data = deflate.gzip_compress(artifact.data, _LEVEL)
    smaller = len(data) < len(artifact.data)
    return Artifact(f"{artifact.path}.gz", bytes(data), "application/gzip", artifact.owner) if smaller else None
