"""HT001: raw HTML is used only for what Markdown cannot say.

Why: every page that shows the text must show it safely and in its own design, and feed readers strip most of HTML
anyway. Allowed are tags that carry meaning (`abbr`, `details`, `sup`, `figure`, tables …) with `lang`, `dir`,
`title`, `class`, `id` and `data-…`. Links and images are written in Markdown, where they are checked. An `iframe` may
show pages of the hosts that `frame_hosts` in `site.toml` names. Comments are never published.

Bad:
    <center>The library is closed.</center>
Good:
    The <abbr title="Ruhr-Universität Bochum">RUB</abbr> library is closed. <!-- until May -->
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._html import (
    SCRIPTING,
    TAGS,
    instead_of_frame,
    is_allowed,
    is_element,
    is_frame,
    is_scripting,
    remote_host,
    subject,
    written,
)
from pipeline.rules._text import excerpt, lines
from pipeline.words import one_of, quote

_INSTEAD = {
    "a": "write the link in Markdown: [text](address)",
    "img": "write the image in Markdown: ![what it shows](file)",
    "pre": "write code between two lines of ```",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "write the heading in Markdown: ## Heading"),
    **dict.fromkeys(("font", "center", "big"), "leave the tag out: how a text looks is for the website to say"),
}
_OTHERWISE = "write it in Markdown, or leave the tag out"


def check(document: Document, site: Site) -> Iterator[Finding]:
    opened: set[str] = set()
    source = lines(document.source.text) if document.tags else []
    instead = _INSTEAD | {"iframe": instead_of_frame(site)}
    yield from _unclosed_frames(document, site)
    for tag, is_html in written(document):
        if tag.name in ("", "!", "?"):
            yield Finding(tag.span, f"{quote('<' + tag.name)} is not allowed", "leave it out; the character < is written &lt;")
        elif is_html and tag.name not in TAGS | SCRIPTING and not is_frame(tag, site):
            known = tag.name in opened if tag.closing else remote_host(tag, site)  # of what is remote PR001 and PR002 speak
            if not known and is_element(tag.name):
                yield Finding(tag.span, f"{subject(tag, is_html)} is not allowed", instead.get(tag.name, _OTHERWISE))
            elif not known:
                yield Finding(
                    tag.span, f"{quote(excerpt(source, tag.span))} is not allowed", "write \\< if it is text, or leave it out"
                )
        elif not (is_html and tag.name in SCRIPTING):  # of those HT002 speaks
            names = [name for name, _value in tag.attributes if not is_allowed(tag.name, name) and not is_scripting(name)]
            if names:
                yield Finding(tag.span, f"{subject(tag, is_html)} may not have {one_of(names[:5])}", "leave it out")
        opened.add(tag.name)


def _unclosed_frames(document: Document, site: Site) -> Iterator[Finding]:
    for tag, after in zip(document.tags, (*document.tags[1:], None), strict=False):
        if is_frame(tag, site) and not (after and after.closing and after.name == "iframe"):
            yield Finding(tag.span, "the frame is not closed, so what follows would be lost", "write </iframe> right behind it")


RULE = Rule("HT001", "html-not-allowed", Severity.ERROR, check)
