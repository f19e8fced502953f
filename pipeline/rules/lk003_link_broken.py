"""LK003: a link to another file of the content leads to an entry or to a file that is there.

Why: readers would get an error instead of a page.

Bad:
    See [the fees](fess.en.md).
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
Good:
    See [the fees](fees.en.md).
    # file: pages/fees.en.md
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---
"""

import posixpath
import re
from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Rule, Severity
from pipeline.rules._files import Files
from pipeline.rules._links import relocations
from pipeline.words import quote

_MAIL = re.compile(r"[\w.+-]+@(?!\dx\.)[\w-]+(?:\.[\w-]+)+(?:\?.*)?")  # not logo@2x.png
_WEB = re.compile(r"(?<![^/])www\.[\w-]+\.[\w./-]+")


def check(corpus: Corpus) -> Iterator[Finding]:
    files = Files([*corpus.files, *corpus.by_path])
    for compiled in corpus.documents:
        for relocation, where in relocations(compiled, "source", "media"):
            target = corpus.by_path.get(relocation.target)
            missing = files.missing(relocation.target, compiled.path)
            if missing and (address := _meant(relocation.target)):
                message = f"{quote(address[1])} is read as the name of a file"
                yield Finding(where, message, f"write {address[0]}{address[1]}", path=compiled.path)
            elif missing:
                yield Finding(where, *missing, path=compiled.path)
            elif target and not target.collection:
                message = f"{quote(relocation.target)} is not published: it lies in no collection"
                hint = "move it into a collection's folder, or link to something else"
                yield Finding(where, message, hint, path=compiled.path)


def _meant(path: str) -> tuple[str, str] | None:
    """What has to stand before an address that was written without it, and the address; None if *path* is none."""
    name = posixpath.basename(path)
    if _MAIL.fullmatch(name):
        return "mailto:", name
    web = _WEB.search(path)
    return ("https://", web[0]) if web else None


RULE = Rule("LK003", "link-broken", Severity.ERROR, corpus=check, always=True)
