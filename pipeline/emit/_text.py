"""Text and URLs as every format and every reader can carry them."""

import re
import unicodedata
from urllib.parse import quote

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URL = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_AUTHORITY = re.compile(r"((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)([^/?#]*)")


def legal(text: str) -> str:
    """Return *text* with U+FFFD for each character that XML 1.0 forbids (§2.2)."""
    return _FORBIDDEN.sub("\ufffd", text)


def ascii_url(iri: str) -> str:
    """Return *iri* as a URL (RFC 3987 §3.1): the host in Punycode, the rest percent-encoded; what is encoded already stays."""
    if _URL.fullmatch(iri):
        return iri
    iri = _AUTHORITY.sub(lambda match: match[1] + ".".join(map(_ascii_label, match[2].split("."))), iri, count=1)
    return quote(iri, safe="-._~:/?#[]@!$&'()*+,;=%")


def _ascii_label(label: str) -> str:
    name, colon, port = unicodedata.normalize("NFC", label).partition(":")
    return name + colon + port if name.isascii() else f"xn--{name.lower().encode('punycode').decode()}{colon}{port}"
