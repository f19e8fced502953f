"""IM006: an image is of a kind that is published, whole, and what its name says.

Why: a browser runs the scripts in an SVG file under the host that serves it, and shows a TIFF or a HEIC file not at all. A
file that is cut short, or that is called by another kind's name, is shown in part, in some browsers only or nowhere. So such
files would reach readers as nothing that they can see. A few are found only by a build, which alone decodes pixels.

Bad:
    ![The floor plan](../media/plan.svg)
Good:
    ![The campus from above](../media/campus.jpg)
"""

import posixpath
from collections.abc import Iterator

from pipeline.media_types import IMAGES, MEDIA_TYPES
from pipeline.model import Corpus, Finding, ImageFacts, Rule, Severity
from pipeline.rules._links import images, relocations
from pipeline.words import quote

_SAVE = f"save it as {', '.join(extension.removeprefix('.') for extension in IMAGES)}"
_EXTENSIONS = {"jpeg": ".jpg"}
"""The usual extension of a kind, where that is not the kind itself."""


def check(corpus: Corpus) -> Iterator[Finding]:
    for compiled in corpus.documents:
        linked = ((hole.target, where) for hole, where in relocations(compiled, "media"))
        for target, where in (*images(compiled), *(link for link in linked if link[0].lower().endswith(IMAGES))):
            wrong = _wrong(target, corpus.images.get(target)) if target in corpus.files else None
            if wrong:
                yield Finding(where, *wrong, path=compiled.path)


def _wrong(path: str, facts: ImageFacts | None) -> tuple[str, str] | None:
    """Why the image at *path* cannot be shown, and what to do."""
    name = posixpath.basename(path)
    stem, extension = posixpath.splitext(name)
    if extension.lower() not in IMAGES:
        return f"{quote(name)} is not a kind of image that is published", _SAVE
    if facts and facts.fault:
        return f"{quote(name)} {facts.fault}", "export it again from the original"
    if facts and MEDIA_TYPES[extension.lower()] != f"image/{facts.kind}":
        usual = _EXTENSIONS.get(facts.kind, f".{facts.kind}")
        hint = f"rename it to {quote(stem + usual)}" if usual in IMAGES else _SAVE
        return f"{quote(name)} is called {extension.removeprefix('.')} and is {facts.kind} by its content", hint
    return None


RULE = Rule("IM006", "image-kind", Severity.ERROR, corpus=check, always=True)
