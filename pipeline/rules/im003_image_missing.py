"""IM003: the file of an image is there, under exactly this name.

Why: readers would see a broken image. A name that differs in case works on some computers and not on the server.

Bad:
    ![The campus from above](../media/Campus.JPG)
Good:
    ![The campus from above](../media/campus.jpg)
"""

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Rule, Severity
from pipeline.rules._files import Files
from pipeline.rules._links import images


def check(corpus: Corpus) -> Iterator[Finding]:
    files = Files(corpus.files)
    for compiled in corpus.documents:
        for target, where in images(compiled):
            missing = files.missing(target, compiled.path)
            if missing:
                yield Finding(where, *missing, path=compiled.path)


RULE = Rule("IM003", "image-missing", Severity.ERROR, corpus=check, always=True)
