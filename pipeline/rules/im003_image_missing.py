"""IM003: the file of an image is there, under exactly this name.

Why: readers would see a broken image. A name that differs in case works on some computers and not on the server. And a file
that says where an image is from (`campus.jpg.toml`) says it of none where there is no `campus.jpg` beside it.

Bad:
    ![The campus from above](../media/Campus.JPG)
Good:
    ![The campus from above](../media/campus.jpg)
"""

from collections.abc import Iterator

from pipeline.media_types import IMAGES, SIDECAR
from pipeline.model import NOWHERE, Corpus, Finding, Rule, Severity
from pipeline.rules._files import Files
from pipeline.rules._links import images


def check(corpus: Corpus) -> Iterator[Finding]:
    files = Files(corpus.files)
    for compiled in corpus.documents:
        for target, where in images(compiled):
            missing = files.missing(target, compiled.path)
            if missing:
                yield Finding(where, *missing, path=compiled.path)
    for path in sorted(corpus.files):
        image = path.removesuffix(SIDECAR)
        missing = files.missing(image, path) if image != path and image.lower().endswith(IMAGES) else None
        if missing:
            message, hint = missing
            yield Finding(NOWHERE, message, hint or "remove this file, or name it as the image that it is about", path=path)


RULE = Rule("IM003", "image-missing", Severity.ERROR, corpus=check, always=True)
