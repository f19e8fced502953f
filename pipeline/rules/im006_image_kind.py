"""IM006: an image is of a kind that is published.

Why: a browser runs the scripts in an SVG file under the host that serves it, and shows a TIFF or a HEIC file not at all. So
such files would reach readers as nothing that they can see.

Bad:
    ![The floor plan](../media/plan.svg)
Good:
    ![The campus from above](../media/campus.jpg)
"""

import posixpath
from collections.abc import Iterator

from pipeline.media_types import IMAGES
from pipeline.model import Corpus, Finding, Rule, Severity
from pipeline.rules._links import images
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    for compiled in corpus.documents:
        for target, where in images(compiled):
            name = posixpath.basename(target)
            if target in corpus.files and posixpath.splitext(name.lower())[1] not in IMAGES:
                known = ", ".join(extension.removeprefix(".") for extension in IMAGES)
                yield Finding(
                    where, f"{quote(name)} is not a kind of image that is published", f"save it as {known}", path=compiled.path
                )


RULE = Rule("IM006", "image-kind", Severity.ERROR, corpus=check)
