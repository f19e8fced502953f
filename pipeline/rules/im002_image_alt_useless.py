"""IM002: the text for an image says what it shows, not what kind of thing or file it is.

Why: "image" or "IMG_2041.jpg" tells people who do not see it nothing that they did not know (WCAG 1.1.1).

Bad:
    ![Foto](../media/campus.jpg)
Good:
    ![A photo of the library in snow](../media/campus.jpg)
"""

import posixpath
import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site, Span
from pipeline.rules._front import strings
from pipeline.words import quote

_KINDS = frozenset(
    "image images img picture pic photo photos photograph graphic graphics figure fig illustration diagram chart icon logo "
    "banner header thumbnail screenshot alt text alternative description caption untitled placeholder todo "
    "bild bilder foto fotos fotografie grafik abbildung abb diagramm schaubild bildschirmfoto titelbild "
    "alternativtext bildbeschreibung beschreibung platzhalter".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_FILE = re.compile(r"\S+(?: \S+){0,3}\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:IMG|DSC|DSCF|DSCN|PXL|MVI|P|WA|WhatsApp Image|Screenshot|Bildschirmfoto)[-_ \d]*\d{3}[-_.: \w]*", re.IGNORECASE
)
"""How cameras and telephones name their files."""
_JOINED = re.compile(r"\S*[-_\d]\S*")
_LONGEST = 100


def check(document: Document, _: Site) -> Iterator[Finding]:
    for alt, src, where in _images(document):
        if len(alt) <= _LONGEST and _is_useless(alt.strip(), src):
            yield Finding(where, f"the image's text {quote(alt)} does not say what it shows", "describe what is to be seen")


def _images(document: Document) -> Iterator[tuple[str, str, Span]]:
    """The text of each image that has one, its file, and where it stands."""
    for image in document.images:
        if image.alt and not image.decorative:
            yield image.alt, image.src, image.span
    front = document.front.value.get("image")
    if isinstance(front, dict):
        for path, alt in strings(document, ("image",)):
            if "alt" in path:
                yield alt, str(front.get("src")), document.front.span(path)


def _is_useless(alt: str, src: str) -> bool:
    words = _WORD.findall(alt.casefold())
    file = posixpath.splitext(posixpath.basename(src))[0]
    return (
        (bool(words) and _KINDS.issuperset(words))
        or bool(_FILE.fullmatch(alt) or _NUMBERED.fullmatch(alt))
        or (alt == file and bool(_JOINED.fullmatch(alt)))
    )


RULE = Rule("IM002", "image-alt-useless", Severity.WARNING, check)
