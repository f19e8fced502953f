"""PR002: images lie in the content folder, not on another host.

Why: whoever opens the page would fetch the image there, and that host would learn who reads what (GDPR, article 6). It may
also change or remove the image at any time.

Bad:
    ![The campus from above](https://images.example.com/campus.jpg)
Good:
    ![The campus from above](../media/campus.jpg)
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site, Span
from pipeline.rules._addresses import host, in_front, is_remote
from pipeline.rules._html import is_pixel, remote_host, written
from pipeline.words import quote


def check(document: Document, site: Site) -> Iterator[Finding]:
    for where, remote in _remote(document, site):
        hint = "copy it into the content folder, with its owner's permission, and point there"
        yield Finding(where, f"the image would be loaded from another host, {quote(remote)}", hint)


def _remote(document: Document, site: Site) -> Iterator[tuple[Span, str]]:
    for path, address in in_front(document, site) if "image" in document.front.value else ():
        if path[0] == "image" and is_remote(address, site):
            yield document.front.span(path), host(address)
    for image in document.images:
        if is_remote(image.src, site):
            yield image.src_span, host(image.src)
    for tag, is_html in written(document):
        if is_html and tag.name == "img" and not is_pixel(tag) and (remote := remote_host(tag, site)):
            yield tag.span, remote


RULE = Rule("PR002", "image-remote", Severity.ERROR, check)
