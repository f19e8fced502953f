"""What a link's target means, before anyone looks whether it exists."""

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote, urljoin

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_SAFE = frozenset({"http", "https", "mailto", "tel"})


class Aim(NamedTuple):
    """A target, understood."""

    kind: str
    """"url" (absolute, as it stands), "entry", "feed", "source", "media", "anchor", or "none": nothing that may be linked
    to."""
    target: str
    """The URL, the id, the feed (NAME or NAME.FORMAT), or the path below the content folder; one that climbs out of it begins
    with `../`."""
    anchor: str = ""
    """The part of the target, without `#`."""


def classify(target: str, path: str, base_url: str) -> Aim:
    """Return what *target* means in the source at *path* of the site at *base_url*."""
    target = target.strip()
    scheme = _SCHEME.match(target)
    if scheme:
        return _with_scheme(scheme[0].lower(), target)
    if target.startswith("//"):
        return Aim("url", f"https:{target}")
    if target.startswith("/"):
        return Aim("url", urljoin(base_url + "/", target))
    place, _, anchor = target.partition("#")
    if not place:
        return Aim("anchor", "", unquote(anchor)) if anchor else Aim("none", "")
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(place)))
    return Aim("source" if file.lower().endswith(".md") else "media", file, unquote(anchor))


def _with_scheme(scheme: str, target: str) -> Aim:
    if scheme in ("entry", "feed"):
        name, _, anchor = target.partition(":")[2].partition("#")
        return Aim(scheme, unquote(name), unquote(anchor))
    return Aim("url", target) if scheme in _SAFE else Aim("none", "")
