"""The allow-list that all HTML passes before it is published, whoever wrote it.

It holds what WordPress's author role keeps and feed readers show (docs/importers.md); the rules HT001 and HT002 tell the author
of anything else long before, so that in a clean build the sanitizer changes nothing but the marks of holes and the order of a
frame's attributes.
"""

import re
from collections.abc import Callable
from html import unescape

import nh3

TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup "
    "table tbody td th thead tr u ul var wbr".split()
)
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title", "role", "aria-label", "aria-hidden"},
    "a": {"href", "hreflang"},
    "details": {"open"},
    "img": {"alt", "src", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_FRAME = ("src", "title", "width", "height", "allow", "allowfullscreen", "loading", "referrerpolicy")
_SCHEMES = {"http", "https", "mailto", "tel"}

# As nh3 writes them: every attribute in double quotes, every other < of a text escaped.
_ATTRIBUTE = re.compile(r' ([^\s=>]+)="([^"]*)"')
_TAG = re.compile(rf"<iframe(?P<frame>(?:{_ATTRIBUTE.pattern})*)>.*?</iframe>|<[^\s>]+(?:{_ATTRIBUTE.pattern})*>", re.DOTALL)


def sanitize(html: str, scheme: str, may_frame: Callable[[str], bool] | None = None) -> str:
    """Return *html* with nothing but the safe subset; URLs of the private *scheme* mark the holes and stay.

    A frame stays, without anything in it, where *may_frame* says so of its address.
    """
    framed = may_frame if "<iframe" in html.lower() else None
    clean = nh3.clean(
        html,
        tags=TAGS | {"iframe"} if framed else set(TAGS),
        attributes=_ATTRIBUTES | {"iframe": set(_FRAME)} if framed else _ATTRIBUTES,
        generic_attribute_prefixes={"data-"},
        url_schemes=_SCHEMES | {scheme},
        link_rel=None,
        strip_comments=True,
    )
    return _TAG.sub(lambda tag: _framed(tag, framed), clean) if framed else clean


def _framed(tag: re.Match[str], may_frame: Callable[[str], bool]) -> str:
    """The *tag* of a clean text if it is no frame's; a frame anew where it may stand, else nothing."""
    if tag["frame"] is None:
        return "" if tag[0] == "</iframe>" else tag[0]
    said = dict(_ATTRIBUTE.findall(tag["frame"]))
    if not may_frame(unescape(said.get("src", ""))):
        return ""
    return "<iframe" + "".join(f' {name}="{said[name]}"' for name in _FRAME if name in said) + "></iframe>"
