"""From a source to a document."""

from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from pipeline.model import Document, Finding, Source, Span
from pipeline.parse.collect import Collected
from pipeline.parse.effort import Effort
from pipeline.parse.extensions import markdown
from pipeline.parse.frontmatter import split
from pipeline.parse.places import Body
from pipeline.parse.suppressions import in_front


def parse(source: Source) -> Document:
    """Return *source* as a document. Never fails: what cannot be read is left out and stands in `Document.findings`."""
    front = split(source.text)
    text = source.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    body = Body(_from_line(text, front.body_line), front.body_line)
    env: dict[str, Any] = {"effort": Effort(len(body.text))}
    tokens = _markdown().parse(body.text, env)
    found = Collected(tokens, body)
    declared = front.data.value.get("id")
    return Document(
        source=source,
        front=front.data,
        front_read=front.read,
        front_syntax=front.syntax,
        body_line=front.body_line,
        tokens=tokens,
        headings=tuple(found.headings),
        links=tuple(found.links),
        images=tuple(found.images),
        tables=tuple(found.tables),
        texts=tuple(found.texts),
        emphases=tuple(found.emphases),
        paragraphs=tuple(found.paragraphs),
        codes=tuple(found.codes),
        tags=tuple(found.tags),
        anchors=tuple(found.anchors),
        id=declared if isinstance(declared, str) else "",
        suppressions=(
            *in_front(text.split("\n", front.body_line - 1)[: front.body_line - 1], front.data),
            *found.suppressions,
        ),
        findings=(*front.findings, *found.findings, *_bounded(env, body)),
    )


@cache
def _markdown() -> MarkdownIt:
    return markdown()


def _from_line(text: str, line: int) -> str:
    """*text* from its *line*-th line on."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return ""
    return text[start:]


def _bounded(env: dict[str, Any], body: Body) -> list[Finding]:
    return [
        Finding(Span.at(body.first_line + env[reason]), message, hint, code="FL006")
        for reason, (message, hint) in _UNREAD.items()
        if reason in env
    ]


_UNREAD = {
    "too_deep": ("lists, quotes, emphasis or tags are nested too deeply to be read", "keep to 20 levels"),
    "too_complex": (
        "from here on nothing is read: it would take too long",
        "split the file, or remove what is there by the thousand (brackets, cells, lines of one character)",
    ),
}
