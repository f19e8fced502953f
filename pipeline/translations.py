"""Floor 2: how translations stand to what they were translated from.

Of the documents with one id one is the source: that in the default language, unless it says itself that it was translated.
Every other one is its translation. What a translator confirmed stands in the translation's own front matter, section by
section, so that a later change of the source names exactly the sections to read again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from pipeline.model import Compiled, Document, Edit, Localised, Pair, PairState, Site, Span, State, Target

TITLE = "(title and summary)"
"""What the digest of these two is called where those of the sections stand."""
BEGINNING = "(beginning)"
"""What the text before the first heading is called there."""
_DIGITS = 12
"""Of a digest that a translation records: it tells versions of one section apart, and guards against nobody."""


def pairs(by_id: Mapping[str, tuple[Target, ...]], site: Site, now: datetime) -> Iterator[Pair]:
    """Yield every translation, by id and then in the site's order of languages; also those that are missing.

    One is missing where it is required and its source is published at *now* or will be. Documents that hold all languages in
    one file have none.
    """
    required = {collection.name: collection.languages or site.languages for collection in site.collections}
    for id in sorted(by_id):
        versions = {target.localised.language: target for target in reversed(by_id[id])}
        source = versions[_original(versions, site)]
        if any(len(target.compiled.localised) > 1 for target in by_id[id]):
            continue
        shown = source.localised.state(now) in (State.PUBLISHED, State.SCHEDULED)
        wanted = required.get(source.compiled.collection, site.languages) if shown else ()
        for language in site.languages:
            found = versions.get(language)
            if found is None and language in wanted:
                yield Pair(id, language, source, None, PairState.MISSING)
            elif found and found is not source:
                yield _pair(found, versions, source)


def digests(source: Compiled, said: Localised) -> dict[str, str]:
    """Return what a translator confirms of *source*: how the digest of each of its parts begins, by section id."""
    title = sha256(f"{said.title}\0{said.summary}".encode("utf-8", "surrogatepass")).hexdigest()
    whole = {TITLE: title, BEGINNING: source.lead_digest, **{section.id: section.digest for section in source.sections}}
    return {name: digest[:_DIGITS] for name, digest in whole.items()}


def _original(versions: Mapping[str, Target], site: Site) -> str:
    """The language of the source among *versions*."""
    order = [site.default_language, *site.languages]
    own = (language for language in order if language in versions and not _translated_from(versions[language], versions))
    return next(own, next(language for language in order if language in versions))


def _translated_from(target: Target, versions: Iterable[str]) -> str:
    """The other language of *versions* that *target* says it was translated from, or ""."""
    confirmed = target.localised.confirmed
    language = confirmed.source if confirmed else ""
    return language if language in versions and language != target.localised.language else ""


def _pair(translation: Target, versions: Mapping[str, Target], original: Target) -> Pair:
    source = versions.get(_translated_from(translation, versions), original)
    known = translation.localised.confirmed
    changed: tuple[str, ...] = ()
    if known and known.digests and known.source == source.localised.language:
        changed = tuple(_changed(known.digests, source))
        state = PairState.STALE if changed else PairState.CONFIRMED
    else:
        state = PairState.STALE if _is_newer(source.localised, translation.localised) else PairState.CURRENT
    return Pair(translation.compiled.id, translation.localised.language, source, translation, state, changed)


def _changed(known: Mapping[str, str], source: Target) -> Iterator[str]:
    """What differs from what is *known*, as a reader would call it: parts that changed or are new, then those that are gone."""
    now = digests(source.compiled, source.localised)
    titles = {section.id: section.title for section in source.compiled.sections}
    for name, digest in now.items():
        if known.get(name) != digest:
            yield titles.get(name, name)
    yield from (name for name in known if name not in now)


def _is_newer(source: Localised, translation: Localised) -> bool:
    """Whether *source* says that it was changed after *translation* was."""
    written = translation.lastmod or translation.date
    return bool(source.lastmod and written and source.lastmod > written)


def record(source: Target) -> dict[str, Any]:
    """Return what the front matter of a translation says under `translated` once its translator has confirmed *source*."""
    return {"from": source.localised.language, "sections": digests(source.compiled, source.localised)}


def confirmation(document: Document, source: Target) -> Edit:
    """Return the edit by which the translation *document* says `record(source)`.

    It touches nothing else of the front matter. Where that is not written line by line it may break it, so whoever makes the
    edit must read the result again.
    """
    front = document.front
    indent = " " * (min(front.key((name,)).start.column for name in front.value) - 1)
    write = _in_toml if document.front_syntax == "toml" else _in_yaml
    field = write(record(source), indent)
    if "translated" in front.value:
        return Edit(Span(front.key(("translated",)).start, front.span(("translated",)).end), field)
    # In TOML what follows the header of a table is part of it, but an id never does. In YAML it goes to the end.
    line = front.span(("id",)).end.line + 1 if document.front_syntax == "toml" else document.body_line - 1
    return Edit(Span.at(line), f"{indent}{field}\n")


def _in_yaml(said: dict[str, Any], indent: str) -> str:
    # Quoted, because YAML would read some digests as numbers.
    sections = (f'{indent}    {_key(name)}: "{digest}"' for name, digest in said["sections"].items())
    return "\n".join(["translated:", f"{indent}  from: {_key(said['from'])}", f"{indent}  sections:", *sections])


def _in_toml(said: dict[str, Any], indent: str) -> str:  # noqa: ARG001 - as _in_yaml
    sections = ", ".join(f'{_key(name)} = "{digest}"' for name, digest in said["sections"].items())
    return f'translated = {{ from = "{said["from"]}", sections = {{ {sections} }} }}'


def _key(name: str) -> str:
    """*name* in the notation that YAML and TOML share: bare where both read it as text, else in double quotes."""
    if re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)*", name) and name not in _NO_WORDS:
        return name
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in name) + '"'


_NO_WORDS = frozenset("true false null yes no on off y n".split())
"""What some readers of YAML take for something else than text."""
