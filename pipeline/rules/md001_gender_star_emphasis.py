r"""MD001: a star inside a word stays a star.

Why: Markdown pairs the stars of `Sinti*zze und Rom*nja` and makes everything between them italic; both stars are gone
from the page. The common endings (`Student*innen`, `jede*r`) are known and need nothing; any other star takes a
backslash, which `check --fix` adds.

Bad:
    Sinti*zze und Rom*nja studieren hier.
Good:
    Sinti\*zze und Rom\*nja studieren hier, Student*innen aus aller Welt ebenso, und *alle* fühlen sich wohl.
"""

from collections.abc import Iterator

from pipeline.model import Document, Edit, Finding, Rule, Severity, Site, Span
from pipeline.words import quote


def check(document: Document, _: Site) -> Iterator[Finding]:
    for emphasis in document.emphases:
        text = emphasis.text
        if emphasis.marker != "*" or " " not in text:  # part of one word, as in *U*niversity, is meant
            continue
        if emphasis.before.isalpha() and text[:1].isalpha():
            star = emphasis.opening
        elif emphasis.after.isalpha() and text[-1:].isalpha():
            star = emphasis.closing
        else:
            continue
        message = f"the star inside a word makes {quote(text)} italic"
        yield Finding(star, message, "put a backslash before the star", Edit(Span(star.start, star.start), "\\"))


RULE = Rule("MD001", "gender-star-emphasis", Severity.ERROR, check, fixable=True)
