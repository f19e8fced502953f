"""IM004: an image is not larger than a page needs.

Why: on a telephone a photograph straight from a camera takes longer to load than all the rest of the page, and costs its
reader money. A screen shows no more than about 4,000 pixels side by side.

Options:
    max_bytes: the bytes that a file may have; 1,000,000 by default
    max_pixels: the pixels that its longer side may have; 4,000 by default
"""

import posixpath
from collections.abc import Iterator

from pipeline.model import Corpus, Finding, ImageFacts, Rule, Severity
from pipeline.rules._links import images
from pipeline.words import quote


def check(corpus: Corpus) -> Iterator[Finding]:
    most_bytes, most_pixels = (RULE.option(corpus.site, name) for name in ("max_bytes", "max_pixels"))
    for compiled in corpus.documents if corpus.images else ():
        for target, where in images(compiled):
            facts = corpus.images.get(target)
            if not facts or facts.fault:
                continue
            wanted = []
            if max(facts.width, facts.height) > most_pixels:
                wanted.append(f"make its longer side {most_pixels:,} pixels or shorter")
            if facts.size > most_bytes:
                wanted.append(f"save it with {_in_words(most_bytes)} or less")
            if wanted:
                message = f"{quote(posixpath.basename(target))} has {_size(facts)}"
                yield Finding(where, message, " and ".join(wanted), path=compiled.path)


def _size(facts: ImageFacts) -> str:
    measures = f"{facts.width:,} × {facts.height:,} pixels and " if facts.width else ""
    return measures + _in_words(facts.size)


def _in_words(size: int) -> str:
    for unit, name in ((1_000_000, "MB"), (1_000, "KB")):
        if size >= unit:
            return f"{size / unit:,.1f}".removesuffix(".0") + f" {name}"
    return f"{size} bytes"


RULE = Rule(
    "IM004",
    "image-too-large",
    Severity.WARNING,
    corpus=check,
    options={
        "max_bytes": {
            "description": "The bytes that a file may have.",
            "type": "integer",
            "minimum": 1,
            "default": 1_000_000,
        },
        "max_pixels": {
            "description": "The pixels that its longer side may have.",
            "type": "integer",
            "minimum": 1,
            "default": 4_000,
        },
    },
)
