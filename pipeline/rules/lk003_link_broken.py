"""LK003: a link to another file of the content, or to a feed, leads to one that is there.

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
from collections.abc import Iterator, Mapping

from pipeline.conditions import of_corpus
from pipeline.model import Compiled, Corpus, FeedSettings, Finding, Rule, Severity, State
from pipeline.rules._files import Files
from pipeline.rules._guess import Guess
from pipeline.rules._links import relocations
from pipeline.words import did_you_mean, one_of, quote

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
    yield from _feeds(corpus)


def _feeds(corpus: Corpus) -> Iterator[Finding]:
    """The links to feeds, or to formats of them, that there are not."""
    links = [(compiled, *link) for compiled in corpus.documents for link in relocations(compiled, "feed")]
    feeds = of_corpus(corpus).feeds() if links else {}
    guess = Guess(feeds)
    for compiled, relocation, where in links:
        wrong = _missing(relocation.target, feeds, guess)
        if wrong and not _to_come(relocation.target, compiled, corpus):
            yield Finding(where, *wrong, path=compiled.path)


def _to_come(target: str, compiled: Compiled, corpus: Corpus) -> bool:
    """Whether *target* may be a part of an `each` feed by the time when *compiled*, which is not published yet, is."""
    part = any(target.startswith(feed.part("")) for feed in corpus.site.feeds if feed.each)
    return part and all(localised.state(corpus.now) is not State.PUBLISHED for localised in compiled.localised)


def _missing(target: str, feeds: Mapping[str, Mapping[str, FeedSettings]], guess: Guess) -> tuple[str, str] | None:
    """Why *target* is no feed and no format of one, and what may be meant; None if it is."""
    name, dot, format = target.partition(".")
    if name not in feeds:
        meant = guess(name) or next((feed for feed in feeds if feed.startswith(f"{name}-")), "")
        hint = f"did you mean {quote(meant)}?" if meant else "write the name that stands in site.toml"
        return f"there is no feed {quote(name)}", hint
    formats = next(iter(feeds[name].values())).formats
    if dot and format not in formats:
        hint = did_you_mean(format, formats, f"write {one_of(formats)}")
        return f"the feed {quote(name)} has no format {quote(format)}", hint
    return None


def _meant(path: str) -> tuple[str, str] | None:
    """What has to stand before an address that was written without it, and the address; None if *path* is none."""
    name = posixpath.basename(path)
    if _MAIL.fullmatch(name):
        return "mailto:", name
    web = _WEB.search(path)
    return ("https://", web[0]) if web else None


RULE = Rule("LK003", "link-broken", Severity.ERROR, corpus=check, always=True)
