"""IM005: an image says nothing about people that its page does not say.

Why: a telephone writes into each photograph where it was taken, often to the metre, and a camera its own number, by which
all pictures of one person can be found. What is published never carries any of it: the pipeline leaves metadata out, and
keeps the colours and the orientation. But the file itself, which colleagues copy and send on, still has it.
`pipeline check --fix` removes it there too, and leaves the picture as it is. Whoever took it is best named in the file beside
it (`campus.jpg.toml`, with `credit = "Photo: …"`), and readers then see it.
"""

from collections.abc import Iterator

from pipeline.model import NOWHERE, Corpus, Finding, Rule, Scrub, Severity


def check(corpus: Corpus) -> Iterator[Finding]:
    for path, facts in corpus.images.items():
        if facts.private and not facts.fault:
            *most, last = facts.private
            said = f"{', '.join(most)} and {last}" if most else last
            hint = "remove it with `pipeline check --fix`; the picture stays as it is"
            yield Finding(NOWHERE, f"the file holds {said}", hint, Scrub(), path=path)


RULE = Rule("IM005", "image-private-metadata", Severity.WARNING, corpus=check, fixable=True)
