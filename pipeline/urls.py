"""Floor 0: URLs as every program can carry them."""

import re
import unicodedata
from urllib.parse import quote

_CHARACTERS = r"(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*+"
_URL = re.compile(f"{_CHARACTERS}(?:#{_CHARACTERS})?")
_AUTHORITY = re.compile(r"((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)([^/?#]*)")
_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")


def ascii_url(iri: str) -> str:
    """Return *iri* as a URL (RFC 3987 §3.1): the host in Punycode, the rest percent-encoded; what is encoded already stays."""
    if _URL.fullmatch(iri):
        return iri
    found = _AUTHORITY.match(iri)
    authority = found[1] + ".".join(map(_ascii_label, found[2].split("."))) if found else ""
    rest, mark, fragment = iri[found.end() if found else 0 :].partition("#")
    return _encoded(authority, "[]") + _encoded(rest) + mark + _encoded(fragment)


def _encoded(part: str, also: str = "") -> str:
    return quote(_STRAY.sub("%25", part), safe=f"-._~:/?@!$&'()*+,;=%{also}")


def _ascii_label(label: str) -> str:
    name, colon, port = unicodedata.normalize("NFC", label).partition(":")
    return name + colon + port if name.isascii() else f"xn--{name.lower().encode('punycode').decode()}{colon}{port}"
