"""The allow-list that all HTML passes before it is published, whoever wrote it.

It holds what WordPress's author role keeps and feed readers show (docs/importers.md); the rules HT001 and HT002 tell the author
of anything else long before, so that in a clean build the sanitizer changes nothing but the marks of holes.
"""

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
_SCHEMES = {"http", "https", "mailto", "tel"}


def sanitize(html: str, scheme: str) -> str:
    """Return *html* with nothing but the safe subset; URLs of the private *scheme* mark the holes and stay."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes={"data-"},
        url_schemes=_SCHEMES | {scheme},
        link_rel=None,
        strip_comments=True,
    )
