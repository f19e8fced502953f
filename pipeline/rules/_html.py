"""The HTML that an author may write in Markdown."""

from collections.abc import Iterator

from pipeline.model import Document, RawTag, Site
from pipeline.rules._addresses import host, is_remote
from pipeline.rules._text import excerpt, lines
from pipeline.words import one_of, quote

TAGS = frozenset(
    "abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure hr i ins kbd li mark "
    "ol p q rp rt ruby s samp section small span strong sub summary sup table tbody td th thead tr u ul var wbr".split()
)
GLOBAL_ATTRIBUTES = frozenset({"lang", "dir", "title", "class", "id"})
ATTRIBUTES = {
    "td": frozenset({"scope", "colspan", "rowspan"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "details": frozenset({"open"}),
    "iframe": frozenset({"src", "width", "height", "allow", "allowfullscreen", "loading", "referrerpolicy"}),
}
SCRIPTING = frozenset({"script", "style"})
_OTHERS = frozenset(
    "a acronym address applet area article aside audio base basefont big blink body button canvas center col colgroup data "
    "datalist dialog dir embed fieldset font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe img "
    "input label legend link main map marquee math menu meta meter nav nobr noembed noframes noscript object optgroup option "
    "output param picture plaintext pre progress rb rtc search select slot source strike svg template textarea time title "
    "track tt video xmp".split()
)
_LOADING = frozenset({"src", "srcset", "poster", "background"})
"""Attributes whose address a browser fetches of its own accord, as it does an object's `data` and a `<link>`'s `href`."""


def is_scripting(attribute: str) -> bool:
    """Whether *attribute*, in lower case, runs a script or sets a style."""
    return attribute == "style" or attribute.startswith("on")


def is_allowed(tag: str, attribute: str) -> bool:
    """Whether *tag* may carry *attribute*, both in lower case."""
    if tag == "iframe":
        return attribute in ATTRIBUTES[tag] or attribute == "title"
    return attribute in GLOBAL_ATTRIBUTES or attribute in ATTRIBUTES.get(tag, ()) or attribute.startswith("data-")


def is_frame(tag: RawTag, site: Site) -> bool:
    """Whether *tag* opens a frame that may be shown on *site*."""
    return tag.name == "iframe" and not tag.closing and site.may_frame(value(tag, "src"))


def value(tag: RawTag, attribute: str) -> str:
    """Return what *tag* says in *attribute*, as it was written; "" where it says nothing. Of two the first counts."""
    return next((value for name, value in tag.attributes if name == attribute), "")


def remote_host(tag: RawTag, site: Site) -> str:
    """Return the host, not one of the site's own, from which *tag* makes a browser fetch something; "" where it does not."""
    if tag.name in TAGS or is_frame(tag, site):
        return ""
    for name, address in tag.attributes:
        fetched = name in _LOADING or (tag.name, name) in (("object", "data"), ("link", "href"))
        if fetched and is_remote(address, site):
            return host(address)
    return ""


def is_pixel(tag: RawTag) -> bool:
    """Whether *tag* is an image that nobody can see."""
    return tag.name == "img" and {value(tag, "width"), value(tag, "height")} <= {"0", "1"}


def instead_of_frame(site: Site) -> str:
    """Return what to do about a frame that may not be shown on *site*."""
    allowed = f"; frames may show what is below {one_of('https://' + host for host in site.frame_hosts[:5])}"
    return "link to the page instead" + (allowed if site.frame_hosts else "")


def is_element(name: str) -> bool:
    """Whether HTML has, or once had, an element of this *name*, in lower case."""
    return name in TAGS | SCRIPTING | _OTHERS


def subject(tag: RawTag, is_html: bool) -> str:
    """Return what a message calls *tag*."""
    return quote(f"<{tag.name}>") if is_html else "{…}"


def written(document: Document) -> Iterator[tuple[RawTag, bool]]:
    """Yield each tag of *document*, and whether it was written as one: else it is Markdown with attributes in `{…}`."""
    if document.tags:
        source = lines(document.source.text)
        for tag in document.tags:
            yield tag, excerpt(source, tag.span).startswith("<")
