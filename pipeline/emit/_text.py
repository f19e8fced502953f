"""Text as every format and every reader can carry it."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import msgspec

from pipeline.model import Feed, Site

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_UNESCAPED = bytes(set(range(32, 256)) - set(b'&<>"\\'))
"""What every format writes as it is."""
_GROWTH = ((b"<>", 3), (b"&\r", 4), (b'"\\\n\t', 1))
"""How many bytes more a character of HTML takes where it takes most: in XML the first two kinds, in JSON the third."""
_MOST_GROWTH = 8
"""The same for any character: RSS makes HTML of a summary, and so `&amp;amp;` of `&`."""

_T = TypeVar("_T")

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """Return "rtl" or "ltr": in which direction *language* is written, by its main subtag."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def legal(value: _T) -> _T:
    """Return *value*, a text or whatever holds texts, with U+FFFD for each character that XML 1.0 forbids (§2.2)."""
    found: Any = value
    match value:
        case str():
            found = _FORBIDDEN.sub("\ufffd", value)
        case tuple() | list():
            found = type(value)(map(legal, value))
        case dict():
            found = {legal(key): legal(item) for key, item in value.items()}
        case msgspec.Struct():
            found = msgspec.structs.replace(value, **{name: legal(getattr(value, name)) for name in value.__struct_fields__})
    return found  # type: ignore[no-any-return]  # each case gives what it is given


def legally(emit: Callable[[Feed, Site], bytes]) -> Callable[[Feed, Site], bytes]:
    """Make *emit* write U+FFFD for each character that XML forbids.

    Texts are looked through only where lxml refuses one, since rule MD006 keeps such characters out of the content.
    """

    @wraps(emit)
    def emit_legally(feed: Feed, site: Site) -> bytes:
        try:
            return emit(feed, site)
        except ValueError:
            return emit(legal(feed), site)

    return emit_legally


def html_size(html: str) -> int:
    """Return how many bytes *html* takes in a feed in the format where it takes most, or a little more."""
    data = html.encode(errors="surrogatepass")
    size, special = len(data), data.translate(None, _UNESCAPED)
    for characters, growth in _GROWTH:
        others = special.translate(None, characters)
        size += growth * (len(special) - len(others))
        special = others
    return size + _MOST_GROWTH * len(special)


def text_size(text: str) -> int:
    """Return how many bytes *text*, which is plain, takes at most wherever a feed holds it."""
    data = text.encode(errors="surrogatepass")
    return len(data) + _MOST_GROWTH * len(data.translate(None, _UNESCAPED))
