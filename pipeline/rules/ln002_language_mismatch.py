"""LN002: a text is in the language that its file says.

Why: a screen reader speaks it with the voice of that language, and in the wrong one nobody understands it (WCAG 3.1.1 and
3.1.2). A copy that somebody meant to translate is found so, too. Another language is marked: `[Bonjour]{lang=fr}` in a
sentence, a line of `{lang=fr}` before a paragraph. Names, quotations and short texts need nothing.

Bad:
    Bitte schicken Sie uns alle Unterlagen in einer Datei, und bewerben Sie sich, sobald Sie sich dafür entschieden haben.
Good:
    Please send all documents in one file, and apply as soon as you have decided.

    {lang=de}
    Bitte schicken Sie uns alle Unterlagen in einer Datei, und bewerben Sie sich, sobald Sie sich dafür entschieden haben.
"""

import re
from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._languages import is_surely, other_language
from pipeline.rules._prose import WORD, Block, Prose
from pipeline.rules._reading import proses
from pipeline.words import quote

_SHORTEST = 60
"""Letters that tell a language: of different words, and not of those with capitals, which may be names."""
_KINDS = ("paragraph", "title", "summary")

_QUOTATION = re.compile(r"""„[^“”]{0,500}[“”]|“[^”]{0,500}”|"[^"]{0,500}"|«[^»]{0,500}»|»[^«]{0,500}«""")
_REFERENCE = re.compile(r"\((?:19|20)\d\d[a-z]?\)")
"""The year of a book in a list of them."""


def check(document: Document, site: Site) -> Iterator[Finding]:
    for prose in proses(document, site):
        if prose.language:
            yield from _check(prose)


def _check(prose: Prose) -> Iterator[Finding]:
    blocks = [block for block in prose.blocks if block.kind in _KINDS and not block.quoted]
    texts = [prose.text[block.start : block.end] for block in blocks]
    languages = [_language(text, prose.primary) for text in texts]
    if len(blocks) > 1 and not any(languages):  # all of them are short
        languages[0] = _language(" ".join(texts), prose.primary)
    foreign = {
        block: language for block, language in zip(blocks, languages, strict=True) if language not in ("", prose.primary)
    }
    own = sum(len(text) for text, language in zip(texts, languages, strict=True) if language == prose.primary)
    if foreign and own < sum(block.end - block.start for block in foreign):
        block, language = next(iter(foreign.items()))
        subject = f"the {block.kind}" if block.kind != "paragraph" else "the text"
        yield _finding(prose, block, language, subject, "translate it, or move it into a file of that language")
    else:
        for block, language in foreign.items():
            hint = f"translate it, or write {{lang={language}}} on a line of its own before it"
            yield _finding(prose, block, language, "this paragraph", hint)


def _finding(prose: Prose, block: Block, language: str, subject: str, hint: str) -> Finding:
    message = f"{subject} is in {quote(language)}, and the file says {quote(prose.language)}"
    return Finding(prose.span(block.start, block.end), message, hint)


def _language(text: str, expected: str) -> str:
    """The language of *text*, as far as it matters: "" where it is not certain."""
    if is_surely(text, expected):
        return expected
    ordinary = " ".join(word for word in _QUOTATION.sub(" ", text).split() if word == word.lower())
    if sum(map(len, set(WORD.findall(ordinary)))) < _SHORTEST or _REFERENCE.search(text):
        return ""
    return other_language(ordinary, expected)


RULE = Rule("LN002", "language-mismatch", Severity.WARNING, check)
