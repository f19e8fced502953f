"""The tags in raw HTML, with their places. Not a parser of HTML: a reader of what an author wrote."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARKUP = re.compile(
    r"""(?P<comment><!--(?:-?>|.*?(?:-->|(?P<unclosed>\Z))))"""
    r"""|(?P<other><[!?][^>]*>?)"""
    r"""|<(?P<closing>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<rest>(?:=\s*(?:"[^"]*"|'[^']*')|[^>])*+)>?""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


class Tag(NamedTuple):
    name: str
    """Lower case; "!" or "?" for a declaration or an instruction, "!--" for a comment."""
    attributes: tuple[tuple[str, str], ...]
    closing: bool
    start: int
    end: int
    closed: bool = True
    """Only of a comment it is known."""


def tags(html: str) -> Iterator[Tag]:
    """Yield every tag and comment in *html*, in order; a tag that is never closed reaches to the end."""
    for match in _MARKUP.finditer(html):
        if match["comment"] is not None:
            yield Tag("!--", (), False, match.start(), match.end(), match["unclosed"] is None)
        elif match["other"] is not None:
            yield Tag(match["other"][1], (), False, match.start(), match.end())
        else:
            attributes = tuple((a[1].lower(), (a[2] or "").strip("\"'")) for a in _ATTRIBUTE.finditer(match["rest"]))
            yield Tag(match["name"].lower(), attributes, bool(match["closing"]), match.start(), match.end())
