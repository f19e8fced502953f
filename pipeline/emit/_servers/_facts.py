"""What the settings of every web server say alike: of outputs/, and of the CMS's pages that have moved or are gone.

Patterns are regular expressions that PCRE and RE2 read alike, for paths below outputs/, percent-decoded, with `/` before them.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pipeline.emit._formats import FeedFormat
from pipeline.media_types import MEDIA_TYPES
from pipeline.model import Edition
from pipeline.plugins import exported
from pipeline.urls import ascii_url

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
"""Of every answer."""
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}
"""Of the answer to OPTIONS besides; the headers allowed are those with which a reader asks whether anything has changed."""

_DOCUMENT = "^/feeds/[^/]+/[^/]+"
CACHING = {
    "^/media/": "public, max-age=31536000, immutable",  # the name holds the digest
    f"{_DOCUMENT}/[0-9]": "public, max-age=86400",  # an archive changes once, when the next one is closed
    "^/feeds/": "public, max-age=300",
}
"""Cache-Control by pattern; the first that matches counts."""
ALWAYS_ASK = "no-cache"
"""Cache-Control of all else, which must fit the manifest: a cache asks each time, and is mostly told 304."""

HIDDEN = r"/\."
"""Never served: names that begin with a dot."""
SAFE_MEDIA = rf"^/media/[^/]+\.({'|'.join(sorted(extension[1:] for extension in MEDIA_TYPES))})$"
ANY_MEDIA = "^/media/"
"""What of it is not safe is for saving, not for showing."""

_TEXTS = {
    "text/html": ("html",),
    "application/geo+json": ("geojson",),
    "application/json": ("json",),
    "text/x-opml": ("opml",),
    "text/plain": ("Caddyfile", "conf", "htaccess"),
}
TYPES = {
    **{f"{kind}; charset=utf-8": extensions for kind, extensions in _TEXTS.items()},
    **{kind: tuple(name[1:] for name in sorted(MEDIA_TYPES) if MEDIA_TYPES[name] == kind) for kind in MEDIA_TYPES.values()},
    "application/gzip": ("gz",),
}
"""The extensions of each Content-Type; what has another is application/octet-stream."""

_LONGEST = 500
"""Bytes of a path; nginx wants to know."""
_PLAIN = re.compile(r"/[A-Za-z0-9\-._~/]*")
_ENCODED_SLASH = re.compile("%2f", re.IGNORECASE)
_NAME = re.compile("[A-Za-z0-9-]+")


class Former(NamedTuple):
    """A page of the CMS that was."""

    paths: tuple[str, ...]
    """Percent-decoded; printable. One, or the same with and without a slash at its end."""
    target: str
    """The URL where it is now, in ASCII and without `$`, which each server replaces in its own way; "" where it is gone."""

    @property
    def keeps_query(self) -> bool:
        """Whether the request's query can be put behind the target."""
        return not {"?", "#"} & set(self.target)


class Facts(NamedTuple):
    """What depends on the edition."""

    prefix: str
    """The path at which outputs/ is served, percent-decoded, with a slash at both ends."""
    links: Mapping[str, str]
    """The value of the header Link by path, for each feed that has a hub (WebSub §4)."""
    withdrawn: tuple[str, ...]
    """The paths of the files of entries that are published no more."""
    former: tuple[Former, ...]
    """The pages on the host of `base_url` that have moved or are gone, by path."""


def facts(edition: Edition) -> Facts:
    """Return what the settings have to say of *edition*.

    A URL stands in redirects.json alone if it is on another host, has a query or more than 500 bytes, or cannot be told from
    another once it is decoded.
    """
    prefix = f"/{unquote(urlsplit(edition.site.outputs_url).path).strip('/')}/".replace("//", "/")
    return Facts(prefix, _links(edition), _withdrawn(edition), _former(edition))


def kinds() -> dict[str, str]:
    """Return the Content-Type by pattern of what its extension alone does not tell; no two of them match the same path."""
    formats = exported(sys.modules["pipeline.emit"], "FORMAT", FeedFormat)
    known = {f"{_DOCUMENT}(/[0-9][^/]*)?{re.escape(format.extension)}$": format.media_type for format in formats}
    known[r"^/schemas/.+\.json$"] = "application/schema+json"
    return {pattern: f"{kind}; charset=utf-8" for pattern, kind in known.items()}


def by_extension() -> dict[str, str]:
    """Return the Content-Type by pattern of all else; each extension is in one pattern."""
    return {rf"^/.*\.({'|'.join(extensions)})$": kind for kind, extensions in TYPES.items()}


def block(head: str, lines: Iterable[str]) -> str:
    """Return *lines* indented between `head {` and `}`."""
    return f"{head} {{\n{indented(lines)}}}\n"


def indented(lines: Iterable[str]) -> str:
    """Return *lines*, each of which may be several, indented by one step."""
    return "".join(f"    {line}\n" for text in lines for line in text.splitlines())


def _links(edition: Edition) -> dict[str, str]:
    return {
        url.removeprefix(edition.site.outputs_url): f'<{ascii_url(feed.hub)}>; rel="hub", <{ascii_url(url)}>; rel="self"'
        for feed in edition.feeds
        if feed.hub
        for url in feed.urls.values()
    }


def _withdrawn(edition: Edition) -> tuple[str, ...]:
    there = {(entry.language, entry.id) for entry in edition.entries}
    stones = sorted({(stone.language, stone.id) for stone in edition.tombstones} - there)
    # What the ledger says was once published is not to be trusted.
    known = [(language, id) for language, id in stones if _NAME.fullmatch(language) and _NAME.fullmatch(id)]
    return tuple(
        path for language, id in known for path in (f"/entries/{language}/{id}.json", f"/fragments/{language}/{id}.html")
    )


def _former(edition: Edition) -> tuple[Former, ...]:
    if not edition.redirects and not edition.gone:
        return ()
    base = urlsplit(ascii_url(edition.site.base_url))
    origin = f"{base.scheme}://{base.netloc}".lower()
    targets = {_path(page.url, origin): "" for page in edition.gone}
    targets |= {_path(page.source, origin): ascii_url(page.target).replace("$", "%24") for page in edition.redirects}
    there = {_path(entry.url, origin) for entry in edition.entries}
    former = {path: target for path, target in targets.items() if path and path not in there}
    taken = {*there, *former, ""}
    paths = {path: (path,) if (twin := _twin(path)) in taken else (path, twin) for path in former}
    return tuple(Former(paths[path], target) for path, target in sorted(former.items()))


def _path(url: str, origin: str) -> str:
    """The decoded path of *url* if it is on the host of *origin* and every server understands it alike, or else ""."""
    if url.startswith(origin) and len(url) <= _LONGEST and _PLAIN.fullmatch(url, len(origin)):
        return url[len(origin) :]
    try:
        parts = urlsplit(ascii_url(url))
        path = unquote(parts.path, errors="strict") or "/"
    except ValueError:
        return ""
    alike = not (parts.query or parts.fragment or _ENCODED_SLASH.search(parts.path)) and path.isprintable()
    here = parts.netloc.lower() == origin.partition("://")[2]
    return path if here and alike and len(path.encode()) <= _LONGEST else ""


def _twin(path: str) -> str:
    """*path* with a slash at its end, or without it; "" for the root."""
    return path[:-1] if path.endswith("/") else f"{path}/"
