"""ID004: what was published under an id keeps it.

Why: subscribers and importers know an entry by its id alone. Under another one the same text reaches them a second time as
something new, and the old one is withdrawn from them. A file may be renamed and moved and its title rewritten; an entry is
taken for the same one when its file or its URL is. This is found wherever the outputs of the last build are at hand.
`check --fix` puts the old id back. Where a file does hold something new, allow it in a comment above the id.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline.model import Corpus, Edit, Finding, Published, Rule, Severity, Span, Target
from pipeline.words import quote

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check(corpus: Corpus) -> Iterator[Finding]:
    if not corpus.ledger:
        return
    targets = list(corpus.targets())
    made = {corpus.site.uid(*target.key) for target in targets}
    lost = [entry for uid, entry in sorted(corpus.ledger.entries.items()) if uid not in made]
    by_url = {_path(entry.url): entry for entry in lost}
    by_source = {(entry.source, entry.language): entry for entry in lost if entry.source}
    for target in targets:
        if corpus.site.uid(*target.key) in corpus.ledger.entries:
            continue
        before = by_source.get((target.compiled.path, target.localised.language)) or by_url.get(_path(target.localised.url))
        if before and before.id != target.compiled.id:
            yield _finding(target, before)


def _path(url: str) -> str:
    """Where on its host an entry is: the host's name may be spelt in two ways."""
    return urlsplit(url).path


def _finding(target: Target, before: Published) -> Finding:
    compiled = target.compiled
    return Finding(
        compiled.id_span,
        f"{quote(compiled.id)} was published as {quote(before.id)}",
        "put the old id back: under a new one subscribers get it a second time",
        Edit(compiled.id_span, _written(before.id, compiled.id, compiled.id_span)) if _ID.fullmatch(before.id) else None,
        path=compiled.path,
    )


def _written(id: str, other: str, where: Span) -> str:
    """*id* in quotation marks, which YAML and TOML know alike; without, where the *other* one has none either."""
    plain = where.end.column - where.start.column == len(other)
    # No word that YAML takes for something else is longer.
    return id if plain and id[0].isalpha() and len(id) > len("false") else f'"{id}"'


RULE = Rule("ID004", "id-changed", Severity.ERROR, corpus=check, fixable=True, ledger=True)
