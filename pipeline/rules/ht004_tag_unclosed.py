"""HT004: an HTML tag that is opened is closed.

Why: all that follows belongs to it. What stands behind an open `<details>` is folded away with it to the end of the page,
behind an open `<table>` texts change their places, behind an open `<small>` all is small. Tags that HTML itself closes, such as
`<p>`, `<li>` and `<td>`, may stay open.

Bad:
    <details>
    <summary>What to send with the form</summary>

    A letter of motivation.

    ## Fees
Good:
    <details>
    <summary>What to send with the form</summary>

    A letter of motivation.

    </details>

    ## Fees
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, RawTag, Rule, Severity, Site
from pipeline.rules._html import TAGS, written
from pipeline.words import quote

_CLOSED_BY_OTHERS = frozenset("br caption dd dt hr li p rp rt tbody td tfoot th thead tr wbr".split())
_HOLDING = TAGS - _CLOSED_BY_OTHERS


def check(document: Document, _: Site) -> Iterator[Finding]:
    for tag in _unclosed(document):
        message = f"{quote(f'<{tag.name}>')} is never closed, so all that follows belongs to it"
        yield Finding(tag.span, message, f"write </{tag.name}> where it ends")


def _unclosed(document: Document) -> list[RawTag]:
    """The tags of which more are opened than closed, in their order."""
    opened: dict[str, list[RawTag]] = {}
    for tag, is_html in written(document):
        if is_html and tag.name in _HOLDING:
            of_its_name = opened.setdefault(tag.name, [])
            if not tag.closing:
                of_its_name.append(tag)
            elif of_its_name:
                of_its_name.pop()
    return sorted((tag for tags in opened.values() for tag in tags), key=lambda tag: tag.span)


RULE = Rule("HT004", "tag-unclosed", Severity.ERROR, check)
