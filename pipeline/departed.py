"""Floor 2: what was published before and is not any more, or elsewhere.

Invariants: a redirect leads to where an entry is now, so there is neither chain nor loop; none leads away from where one is; an
entry that is published again has no tombstone.
"""

from collections.abc import Collection, Iterable
from datetime import UTC
from html import escape
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pipeline.model import KEPT, Corpus, Entry, Gone, Ledger, Localised, Published, Redirect, Site, State, Tombstone
from pipeline.phrases import phrase
from pipeline.urls import ascii_url

_REASONS = {
    State.WITHDRAWN: "withdrawn",
    State.EXPIRED: "expired",
    State.DRAFT: "unpublished",
    State.SCHEDULED: "unpublished",
}


def tombstones(corpus: Corpus, entries: Iterable[Entry]) -> tuple[Tombstone, ...]:
    """Return a tombstone for each entry that was published in the last 365 days and is none of *entries*; newest first."""
    ledger = corpus.ledger
    if not ledger:
        return ()
    shown = {entry.uid for entry in entries}
    found = {uid: _renewed(stone, corpus) for uid, stone in ledger.tombstones.items() if uid not in shown}
    found |= {uid: _tombstone(before, corpus) for uid, before in ledger.entries.items() if uid not in shown}
    kept = [stone for stone in found.values() if stone.until > corpus.now]
    return tuple(sorted(kept, key=lambda stone: (-stone.removed_at.timestamp(), stone.uid)))


def moves(
    ledger: Ledger | None, entries: Collection[Entry], stones: Iterable[Tombstone]
) -> tuple[tuple[Redirect, ...], tuple[Gone, ...]]:
    """Return where the URLs at which entries were found before lead now, and at which nothing is found any more; by URL.

    An alias that an author wrote wins over what an entry left behind, and a later owner of a URL over an earlier one.
    """
    now = {entry.uid: ascii_url(entry.url) for entry in entries}
    departed = {stone.uid: stone for stone in stones}
    owners = {stone.url: uid for uid, stone in departed.items()}
    if ledger:
        owners |= {gone.url: gone.uid for gone in ledger.gone}
        owners |= {redirect.source: redirect.uid for redirect in ledger.redirects if not redirect.alias}
        owners |= {before.url: uid for uid, before in ledger.entries.items()}
    aliases = {ascii_url(alias): entry.uid for entry in entries for alias in entry.aliases}
    owners |= aliases
    taken = set(now.values())
    former = sorted((url, uid) for url, uid in owners.items() if url not in taken)
    return (
        tuple(Redirect(url, now[uid], uid, alias=url in aliases) for url, uid in former if uid in now),
        tuple(Gone(url, uid, departed[uid].removed_at) for url, uid in former if uid in departed),
    )


def notice(stone: Tombstone, site: Site) -> Entry:
    """Return what takes the place of an entry in the feeds, for readers that do not know tombstones."""
    zone = ZoneInfo(site.timezone)
    reason = phrase(stone.language, stone.reason if stone.reason in ("withdrawn", "expired") else "deleted")
    html = f"<p>{escape(reason)}</p>" + (f"<p>{escape(stone.note)}</p>" if stone.note else "")
    return Entry(
        id=stone.id,
        uid=stone.uid,
        language=stone.language,
        type="",
        collection="",
        path="",
        url=stone.url,
        title=phrase(stone.language, "withdrawn-title", title=stone.title or stone.id),
        summary="",
        html=html,
        fragment=html,
        published=stone.date_published.astimezone(zone),
        modified=stone.removed_at.astimezone(zone),
        expires=None,
        authors=(),
        tags=(),
        weight=0,
        image=None,
        attachments=(),
        translations=(),
        fields={},
        refers={},
        aliases=(),
        sections=(),
    )


def _tombstone(before: Published, corpus: Corpus) -> Tombstone:
    """That of an entry which the last build published."""
    stone = Tombstone(
        uid=before.uid,
        id=before.id,
        language=before.language,
        url=before.url,
        reason="deleted",
        removed_at=corpus.now.astimezone(UTC).replace(microsecond=0),
        title=before.title,
        date_published=before.date_published,
    )
    source = _source(stone, corpus)
    expired = source.expiry_date if source and source.state(corpus.now) is State.EXPIRED else None
    # Not where its text was changed later, which readers would keep; nor where hardly anybody would come by in time.
    earliest = max(corpus.now - KEPT / 2, before.date_modified or before.date_published)
    return _renewed(replace(stone, removed_at=expired) if expired and expired > earliest else stone, corpus)


def _renewed(stone: Tombstone, corpus: Corpus) -> Tombstone:
    """*stone* with the reason that its source gives by now."""
    source = _source(stone, corpus)
    reason = _REASONS.get(source.state(corpus.now)) if source else None
    return replace(stone, reason=reason, note=source.withdrawn) if source and reason else stone


def _source(stone: Tombstone, corpus: Corpus) -> Localised | None:
    return next((t.localised for t in corpus.by_id.get(stone.id, ()) if t.localised.language == stone.language), None)
