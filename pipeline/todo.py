"""Floor 2: what translators have to do, as entries of a feed."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

from msgspec.structs import replace

from pipeline.dates import rfc3339
from pipeline.model import Entry, Pair, Site


def to_translate(
    pairs: Iterable[Pair], entries: Iterable[Entry], site: Site, language: str, states: Iterable[str]
) -> Iterator[Entry]:
    """Yield an entry for each of *entries* whose translation into *language* is in one of *states*.

    It leads to the source, speaks its language and bears the date of its last change. Its id stays until the work is done, and
    is another one when there is work again.
    """
    published = {(entry.id, entry.language): entry for entry in entries}
    wanted = set(states)
    for pair in pairs:
        source = published.get((pair.id, pair.source.localised.language))
        if source and pair.language == language and pair.state in wanted:
            yield _task(pair, source, site)


def _task(pair: Pair, source: Entry, site: Site) -> Entry:
    # Words of one language would be wrong in another: the states are those of `pipeline translations`.
    what = f"{source.language} → {pair.language}: {pair.state}"
    link = f'<p><a href="{escape(source.url)}" hreflang="{escape(source.language)}">{escape(source.title)}</a></p>'
    changed = "".join(f"<li>{escape(title)}</li>" for title in pair.changed)
    html = f"<p>{escape(what)}</p>{link}" + (f"<ul>{changed}</ul>" if changed else "")
    return replace(
        source,
        uid=f"tag:{site.id_authority}:translate/{_digest(pair)}",
        summary=what + (f" ({', '.join(pair.changed)})" if pair.changed else ""),
        html=html,
        fragment=html,
        published=source.modified,
        tags=(pair.state.value,),
        fields={},
        refers={},
        image=None,
        attachments=(),
        translations=(),
        sections=(),
    )


def _digest(pair: Pair) -> str:
    """What tells this task from any other, also from an earlier one on the same translation."""
    return sha256("\0".join([pair.id, pair.language, *_done(pair)]).encode()).hexdigest()[:20]


def _done(pair: Pair) -> list[str]:
    """What changes once the translation is up to date again."""
    if not pair.translation:
        return []
    said = pair.translation.localised
    written = said.lastmod or said.date
    return sorted(said.confirmed.digests.values()) if said.confirmed else [rfc3339(written)] if written else []
