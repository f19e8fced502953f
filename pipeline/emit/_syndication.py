"""What Atom, RSS and JSON Feed say alike of an entry."""

import re
from html import escape, unescape
from textwrap import shorten
from typing import NamedTuple

from pipeline.emit._text import html_size
from pipeline.model import Attachment, Entry, Feed, Site
from pipeline.urls import ascii_url

LARGEST_TEXT = 200_000
"""Bytes of a full text in a feed: readers accept 250 KB of JSON Feed and 512 KB of XML, and a document says more than that."""
_EXCERPT = 300
"""Characters of a text that is too large and has no summary."""

_ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""
_TAG = re.compile(f"<{_ATTRIBUTES}>")
_FRAME_OR_TAG = re.compile(rf"<iframe(?P<frame>\s{_ATTRIBUTES})></iframe>|{_TAG.pattern}")
_TO_CURRENT = re.compile(rb'^( *<(?:atom:)?link href=")[^"]*" rel="current("[^>]*>\n)', re.MULTILINE)
_ATTRIBUTE = re.compile(r'\s(src|title)="([^"]*)"')


class Category(NamedTuple):
    """A tag, or a term of a vocabulary."""

    term: str
    label: str
    scheme: str
    """The vocabulary's tag URI; "" for a tag."""


class Text(NamedTuple):
    """What a feed carries of an entry."""

    html: str
    """The full text, without frames; "" where there is none or it is not carried."""
    summary: str
    """Plain text; "" where the author wrote none, unless it stands for a full text that is not carried."""


def title(entry: Entry) -> str:
    """Return what readers list *entry* as, never "": Atom asks for a title, and RSS for a title or a text."""
    return entry.title or entry.id


def text(entry: Entry, full_text: bool) -> Text:
    """Return what a feed carries of *entry*: in one without *full_text* all of it only where there is no summary.

    A text that readers would not accept is never carried.
    """
    html = without_frames(entry.html)
    if html and (full_text or not entry.summary) and _is_acceptable(html):
        return Text(html, entry.summary)
    return Text("", entry.summary or excerpt(html))


def without_frames(html: str) -> str:
    """Return *html*, as the sanitizer wrote it, with a link for each frame: clients show none."""
    return _FRAME_OR_TAG.sub(_link_for_frame, html) if "<iframe" in html else html


def excerpt(html: str) -> str:
    """Return the first words of *html* as plain text."""
    begun = _TAG.sub("", html[: 20 * _EXCERPT]).partition("<")[0]
    return shorten(unescape(begun), _EXCERPT, placeholder=" …")


def authors(feed: Feed, entry: Entry) -> tuple[str, ...]:
    """Return the names of those who wrote *entry*, never none."""
    return entry.authors or (feed.author,)


def categories(entry: Entry, site: Site) -> list[Category]:
    """Return the tags of *entry*, then the terms in its fields as its type declares them; none twice."""
    found = [Category(tag, tag, "") for tag in entry.tags]
    content_type = site.types.get(entry.type)
    for field, vocabulary in content_type.vocabularies.items() if content_type else ():
        value = entry.fields.get(field, [])
        scheme = f"tag:{site.id_authority}:vocabulary/{vocabulary}"
        terms = value if isinstance(value, list) else [value]
        found += [Category(term["id"], term["label"], scheme) for term in terms if isinstance(term, dict)]
    return list(dict.fromkeys(found))


def enclosure(entry: Entry) -> Attachment | None:
    """Return the one attachment that a player would play or show: readers disagree on a second."""
    return next((file for file in entry.attachments if file.media_type.startswith(("audio/", "video/", "image/"))), None)


def followed(archive: bytes, url: str) -> bytes:
    """Return *archive*, in Atom or RSS, with a link to the one after it, at *url*; every other byte stays.

    Raises ValueError where *archive* has no link to the current document, beside which the new one stands.
    """
    to_current = _TO_CURRENT.search(archive)
    if not to_current:
        raise ValueError("an archive has to link to the current document")
    before, after = to_current.groups()
    link = b'%b%b" rel="next-archive%b' % (before, escape(ascii_url(url)).encode(), after)
    return archive[: to_current.end()] + link + archive[to_current.end() :]


def _is_acceptable(html: str) -> bool:
    return 9 * len(html) <= LARGEST_TEXT or html_size(html) <= LARGEST_TEXT  # nine bytes a character are the most


def _link_for_frame(tag: re.Match[str]) -> str:
    """A link to what the frame *tag* shows; any other tag as it is."""
    if tag["frame"] is None:
        return "" if tag[0].startswith(("<iframe", "</iframe")) else tag[0]
    said = dict(_ATTRIBUTE.findall(tag["frame"]))
    url = said.get("src", "")
    return f'<a href="{url}">{escape(unescape(said.get("title") or url), quote=False)}</a>' if url else ""
