"""Where addresses lead: on the web, and from the front matter."""

import re
from collections.abc import Iterator

from pipeline.model import Document, Path, Site
from pipeline.rules._front import strings
from pipeline.urls import ascii_url

# What a browser takes for the beginning of an absolute address: it reads a backslash as a slash and does not count them.
_HOST = re.compile(r"\s*(?:https?:[/\\]*|[/\\]{2,})(?:[^/\\?#@]*@)?(\[[^\]]*\]|[^/\\?#:@]*)", re.IGNORECASE)


def host(address: str) -> str:
    """Return the host of a web *address* in lower case; "" where it names none."""
    found = _HOST.match(ascii_url(address))
    return found[1].lower() if found else ""


def is_remote(address: str, site: Site) -> bool:
    """Whether a browser would ask another host than the site's own for *address*."""
    return host(address) not in ("", host(site.base_url), host(site.outputs_url))


def in_front(document: Document, site: Site) -> Iterator[tuple[Path, str]]:
    """Yield the addresses in fields that the document's type declares as such, and in `image`, each with its path."""
    type = site.types.get(document.type)
    declared = type.schema.get("properties", {}) if type else {}
    for field in document.front.value:
        if field == "image" or _is_address(declared.get(field)):
            for path, value in strings(document, (field,)):
                if field != "image" or len(path) == 1 or "src" in path:
                    yield path, value


def _is_address(schema: object) -> bool:
    if not isinstance(schema, dict):
        return False
    return str(schema.get("format")).startswith(("uri", "iri")) or _is_address(schema.get("items"))
