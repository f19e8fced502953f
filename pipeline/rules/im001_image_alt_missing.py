"""IM001: an image has a text that says what it shows, or is marked as decorative.

Why: people who do not see the image have nothing else (WCAG 1.1.1).

Bad:
    ![](../media/campus.jpg)
Good:
    ![Students on the stairs of the library](../media/campus.jpg)

    ![](../media/ornament.png){decorative}
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._front import localised, rejected, values
from pipeline.words import quote


def check(document: Document, site: Site) -> Iterator[Finding]:
    yield from _in_front_matter(document, site)
    for image in document.images:
        if not image.alt.strip() and not image.decorative:
            hint = "write between the brackets what it shows, or {decorative} behind it if that is nothing"
            yield Finding(image.span, f"the image {quote(image.src)} has no alternative text", hint)


def _in_front_matter(document: Document, site: Site) -> Iterator[Finding]:
    for path, image in values(document, site, "image"):
        if isinstance(image, str):
            hint = "write image: {src: FILE, alt: WHAT IT SHOWS}"
            yield Finding(document.front.span(path), f"the image {quote(image)} has no alternative text", hint)
        elif isinstance(image, dict) and not rejected(document, site, (*path, "alt")):
            alts = localised(document, site).get((*path, "alt")) or {"": image.get("alt")}
            if not all(isinstance(alt, str) and alt.strip() for alt in alts.values()):
                message = f"the image {quote(image.get('src'))} has no alternative text"
                yield Finding(document.front.span((*path, "alt")), message, "write in alt what it shows")


RULE = Rule("IM001", "image-alt-missing", Severity.ERROR, check)
