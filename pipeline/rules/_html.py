"""The HTML that an author may write in Markdown."""

from collections.abc import Iterator

from pipeline.model import Document, RawTag
from pipeline.rules._text import excerpt, lines
from pipeline.words import quote

TAGS = frozenset(
    "abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure hr i ins kbd li mark "
    "ol p q rp rt ruby s samp section small span strong sub summary sup table tbody td th thead tr u ul var wbr".split()
)
GLOBAL_ATTRIBUTES = frozenset({"lang", "dir", "title", "class", "id"})
ATTRIBUTES = {
    "td": frozenset({"scope", "colspan", "rowspan"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "details": frozenset({"open"}),
}
SCRIPTING = frozenset({"script", "style"})


def is_scripting(attribute: str) -> bool:
    """Whether *attribute*, in lower case, runs a script or sets a style."""
    return attribute == "style" or attribute.startswith("on")


def is_allowed(tag: str, attribute: str) -> bool:
    """Whether *tag* may carry *attribute*, both in lower case."""
    return attribute in GLOBAL_ATTRIBUTES or attribute in ATTRIBUTES.get(tag, ()) or attribute.startswith("data-")


def subject(tag: RawTag, is_html: bool) -> str:
    """Return what a message calls *tag*."""
    return quote(f"<{tag.name}>") if is_html else "{…}"


def written(document: Document) -> Iterator[tuple[RawTag, bool]]:
    """Yield each tag of *document*, and whether it was written as one: else it is Markdown with attributes in `{…}`."""
    if document.tags:
        source = lines(document.source.text)
        for tag in document.tags:
            yield tag, excerpt(source, tag.span).startswith("<")
