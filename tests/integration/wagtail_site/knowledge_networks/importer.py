"""Makes the pages of this site equal to what a copy of a publication says.

One entry is one transaction, and the state of the copy is stored last: an import that was cut short goes on where it was.
"""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pipeline.consume import Copy, Entry, mass_removal
from pipeline.model import Redirect as Moved
from pipeline.model import Trouble

from . import library, places
from .models import ImportedRedirect, Progress, Record


class Imported(NamedTuple):
    """What an import did."""

    written: int = 0
    """Pages made or changed."""
    withdrawn: int = 0
    redirects: int = 0
    """Redirects made or removed."""
    refused: tuple[str, ...] = ()
    """What could not be imported, and why; it is tried again the next time."""


def bring(copy: Copy, *, repair: bool = False, delete: bool = False, allow_removals: bool = False) -> Imported:
    """Import *copy*. Does nothing, and writes nothing, if it was imported already. Raises Trouble.

    *repair* also writes again what editors have changed, moved, unpublished or deleted. With *delete*, pages of withdrawn
    entries are deleted, not unpublished. More removals than are likely are refused unless *allow_removals*.
    """
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        raise Trouble("there is no default site; choose one in the settings of Wagtail")
    progress = Progress.objects.first() or Progress()
    if progress.state == copy.state and not repair:
        return Imported()
    changed, gone = _differences(copy, progress.state, repair=repair)
    of = Record.objects.exclude(digest="").count()
    if mass_removal(len(gone), of) and not allow_removals:
        what = f"{len(gone)} of {of} entries would be withdrawn, {gone[0]} among them"
        raise Trouble(f"{what}; if that is meant, use --allow-removals")
    homes = places.Homes(copy, site)
    refused = []
    for uid in changed:
        entry = copy.entry(uid)
        try:
            with transaction.atomic():
                _write(entry, copy, homes)
        except places.Taken as taken:
            refused.append(str(taken))
        except ValidationError as error:
            refused.append(f"{entry.url}: {' '.join(error.messages)}")
    for uid in gone:
        with transaction.atomic():
            _withdraw(Record.objects.select_related("page").get(uid=uid), delete=delete)
    with transaction.atomic():
        places.sweep()
        library.sweep()
        redirects = _redirect(copy, site)
        if not refused:
            progress.state = copy.state
            progress.save()
    return Imported(len(changed) - len(refused), len(gone), redirects, tuple(refused))


def _differences(copy: Copy, state: str, *, repair: bool) -> tuple[list[str], list[str]]:
    """Return the uids of the entries to write, in the order of import, and of those to withdraw."""
    delta = None if repair else copy.changes_since(state)
    uids: Iterable[str] = copy.rows
    records = Record.objects.exclude(uid=None)
    if delta is not None:
        uids = [*delta.added, *delta.changed]
        records = records.filter(uid__in=[*uids, *delta.removed])
    digests = dict(records.values_list("uid", "digest"))
    if repair:
        records = records.filter(page__live=True, page__latest_revision=F("revision"), page__url_path=F("url_path"))
    kept = {uid for uid in records.values_list("uid", flat=True) if uid in copy.rows and digests[uid] == copy.rows[uid].digest}
    return [uid for uid in uids if uid not in kept], [uid for uid in digests if digests[uid] and uid not in copy.rows]


def _write(entry: Entry, copy: Copy, homes: places.Homes) -> None:
    """Make the page of *entry* show it."""
    page = places.page_for(entry, homes)
    said = copy.document(entry)
    media = library.media(copy, said)
    page.title, page.search_description = entry.title, entry.summary
    page.body = [("html", library.localised(copy.fragment(entry), media))]
    page.image = media[entry.image].image if entry.image in media else None
    page.entry = {name: value for name, value in said.items() if name != "content_html"}
    page.first_published_at, page.go_live_at, page.expire_at = entry.date_published, None, entry.date_expires
    revision = page.save_revision()
    revision.publish()
    # Publishing sets the one to the clock, and keeps the other as it is.
    key = places.translation_key(entry)
    Page.objects.filter(pk=page.pk).update(last_published_at=entry.date_modified, translation_key=key)
    page.refresh_from_db(fields=["url_path"])
    shown = {"digest": entry.digest, "page": page, "revision": revision.pk, "url_path": page.url_path}
    record, _ = Record.objects.update_or_create(uid=entry.uid, defaults=shown)
    record.media.set(media.values())


def _withdraw(record: Record, *, delete: bool) -> None:
    """Show the entry of *record* no more."""
    if not delete:
        record.page.unpublish()
        record.digest = ""
        record.save()
    elif record.page.numchild:
        places.vacate(record)
    else:
        record.page.delete()


def _redirect(copy: Copy, site: Site) -> int:
    """Let the URLs at which entries were before lead to their pages; return how many redirects were made or removed."""
    pages = dict(Record.objects.exclude(digest="").values_list("uid", "page_id"))
    ours = (each for each in copy.redirects if each.uid in pages and _here(each))
    wanted = {Redirect.normalise_path(each.source): pages[each.uid] for each in ours}
    changed = 0
    for own in ImportedRedirect.objects.select_related("redirect"):
        if wanted.get(own.redirect.old_path) == own.redirect.redirect_page_id:
            del wanted[own.redirect.old_path]
        else:
            own.redirect.delete()
            changed += 1
    for path, page in wanted.items():
        redirect = Redirect.get_for_site(site).filter(old_path=path).first()
        if redirect is None:
            redirect = Redirect.objects.create(old_path=path, site=site, redirect_page_id=page)
        elif not (redirect.automatically_created and redirect.redirect_page_id == page):
            continue  # an editor's
        ImportedRedirect.objects.create(redirect=redirect)
        changed += 1
    return changed


def _here(redirect: Moved) -> bool:
    """Whether *redirect* begins on the host that it leads to, and Wagtail can store it."""
    return urlsplit(redirect.source).netloc == urlsplit(redirect.target).netloc and len(redirect.source) <= 255
