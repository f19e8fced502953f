"""Where the page of an entry stands: its URL says it.

A page with pages below it stays where it is, for their URLs' sake; if its entry moves, the entry gets another page.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.conf import settings
from wagtail.models import Locale, Page, Site

from pipeline.consume import Copy, Entry
from pipeline.model import Trouble

from .models import EntryPage, Record


class Taken(Exception):
    """An entry's URL belongs to a page that the importer did not make."""


class Homes:
    """The home page of each language. Raises Trouble where the site cannot show an entry at its URL."""

    def __init__(self, copy: Copy, site: Site) -> None:
        if getattr(settings, "WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE", False):
            raise Trouble("Wagtail makes translations of pages itself; set WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE to False")
        self._homes: dict[str, Page] = {}
        self._paths: dict[str, str] = {}
        for language in copy.manifest.languages:
            locale = Locale.objects.filter(language_code__iexact=language).first()
            home = site.root_page.get_translations(inclusive=True).filter(locale=locale).first()
            if home is None:
                raise Trouble(f'there is no home page in "{language}"; add the locale and translate the home page')
            self._homes[language], self._paths[language] = home, home.get_url_parts()[2].rstrip("/")
        for row in copy.rows.values():
            below = f"{self._paths[row.language]}/"
            if not f"{urlsplit(row.url).path}/".startswith(below):
                raise Trouble(f'{row.url} is not below {below}, where this site shows pages in "{row.language}"')

    def place(self, entry: Entry) -> tuple[Page, list[str]]:
        """Return the home page, and the slugs that lead from it to *entry*."""
        path = urlsplit(entry.url).path.removeprefix(self._paths[entry.language])
        return self._homes[entry.language], [unquote(part) for part in path.split("/") if part]


def translation_key(entry: Entry) -> UUID:
    """Return what the pages of *entry* have in common in all languages."""
    return uuid5(NAMESPACE_URL, entry.uid.removesuffix(f":{entry.language}"))


def page_for(entry: Entry, homes: Homes) -> EntryPage:
    """Return the page for *entry*, at its place, to be filled and saved. Raises Taken."""
    home, slugs = homes.place(entry)
    if not slugs:
        raise Taken(f"{entry.url} is a home page")
    parent = _parent(home, slugs[:-1])
    there = _child(parent, slugs[-1])
    own = Record.objects.filter(uid=entry.uid).select_related("page").first()
    page = own.page if own else None
    if page and there and page.pk == there.pk:
        return page
    holder = Record.objects.filter(page_id=there.pk).select_related("page").first() if there else None
    if there and not holder:
        raise Taken(f"{entry.url} belongs to a page that was not imported; move that page")
    if own and page and (page.numchild or page.pk == parent.pk):
        vacate(own)
        page = None
    if holder and holder.page.numchild:
        if page:
            page.delete()
        holder.delete()
        return holder.page
    if holder:
        _put_aside(holder.page)
    if page is None:
        return _new(entry, parent, slugs[-1])
    if not page.is_child_of(parent):
        page.move(parent, pos="last-child")
        page = EntryPage.objects.get(pk=page.pk)
    page.slug = slugs[-1]
    return page


def vacate(record: Record) -> None:
    """Let the page of *record* show nothing any more and only hold the place of those below it."""
    page = record.page
    page.unpublish()
    page.title, page.search_description, page.body, page.image, page.entry = page.slug, "", [], None, {}
    page.translation_key = uuid4()
    page.save()
    page.revisions.all().delete()
    record.media.clear()
    record.uid, record.digest, record.revision = None, "", None
    record.save()


def sweep() -> None:
    """Remove the pages that hold the place of others and have none below them any more."""
    while records := Record.objects.filter(uid=None, page__numchild=0).select_related("page"):
        for record in records:
            record.page.delete()


def _parent(home: Page, slugs: Sequence[str]) -> Page:
    """Return the page that *slugs* lead to; where there is none, make one that only holds the place."""
    page = home
    for slug in slugs:
        below = _child(page, slug)
        if below is None:
            below = _add(page, slug, title=slug)
            Record.objects.create(page=below)
        page = below
    return page


def _child(parent: Page, slug: str) -> Page | None:
    return parent.get_children().filter(slug=slug).first()


def _add(parent: Page, slug: str, **fields: Any) -> EntryPage:
    return parent.add_child(instance=EntryPage(slug=slug, locale=parent.locale, live=False, **fields))


def _new(entry: Entry, parent: Page, slug: str) -> EntryPage:
    key = translation_key(entry)
    if Page.objects.filter(translation_key=key, locale=parent.locale).exists():
        raise Taken(f"{entry.url} has a page already that somebody made as a translation; delete that page")
    return _add(parent, slug, title=entry.title, translation_key=key)


def _put_aside(page: EntryPage) -> None:
    """Free the place of *page*, whose entry is elsewhere by now: its own turn comes. Past Wagtail's signals, which would
    leave a redirect to it."""
    slug = f"{page.slug}-{page.pk}"
    url_path = f"{page.url_path.rstrip('/').rpartition('/')[0]}/{slug}/"
    Page.objects.filter(pk=page.pk).update(slug=slug, url_path=url_path)
