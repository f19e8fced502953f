"""What all pages have alike."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple
from unicodedata import normalize
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # the stubs of lxml leave it out

from pipeline.emit._text import direction, legal
from pipeline.phrases import phrase, spoken
from pipeline.urls import ascii_url

E = ElementMaker()
Element = Any  # what E makes has no type

ICON = (files(__package__) / "icon.svg").read_bytes().strip()
# Validators take the hash of the text without the white space around it.
_CSS = (files(__package__) / "page.css").read_text(encoding="utf-8").strip()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_CSS.encode()).digest()).decode()}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x7f-\x9f\ufdd0-\ufdef{_NONCHARACTERS}]")
"""What XML allows and HTML does not (HTML Standard §13.2.3.5)."""


class Page(NamedTuple):
    """What stands on a page."""

    language: str
    title: str
    description: str
    """A sentence for search engines and previews."""
    url: str
    """Where it is served."""
    links: Iterable[Element]
    """To feeds, and to other versions of it."""
    header: Iterable[Element]
    main: Iterable[Element]
    footer: Iterable[Element]


class Words:
    """Our own words in the language of a page, or in English where there are none."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.mark = speaking(spoken(language), language.partition("-")[0])
        """The attributes of whatever holds such words."""

    def __call__(self, name: str, **values: str) -> str:
        return plain(phrase(self.language, name, **values))

    def element(self, tag: str, name: str, **attributes: str) -> Element:
        """An element that holds what *name* is."""
        return E(tag, self.mark, attributes, self(name))


def plain(text: str) -> str:
    """Return *text* as a page can carry it: in Unicode's normal form C, U+FFFD for each character that HTML forbids."""
    if text.isascii() and text.isprintable():  # as most are
        return text
    return normalize("NFC", _FORBIDDEN.sub("\ufffd", legal(text)))


def speaking(language: str, around: str) -> dict[str, str]:
    """Return the attributes of what is in *language*, where all *around* is in another or the same."""
    return {} if language == around else {"lang": language, "dir": direction(language)}


def document(page: Page) -> bytes:
    """Return *page* in HTML."""
    html = E.html(
        {"lang": page.language, "dir": direction(page.language)},
        E.head(
            E.meta(charset="utf-8"),
            E.meta({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
            E.meta(name="viewport", content="width=device-width, initial-scale=1"),
            E.title(plain(page.title)),
            E.meta(name="description", content=plain(page.description)),
            E.link(rel="canonical", href=ascii_url(page.url)),
            *page.links,
            E.link(rel="icon", type="image/svg+xml", href=f"data:image/svg+xml,{quote(ICON)}"),
            E.style(_CSS),
        ),
        E.body(
            Words(page.language).element("a", "skip", href="#content", **{"class": "skip"}),
            E.header(*page.header),
            E.main({"id": "content"}, *page.main),
            E.footer(*page.footer),
        ),
    )
    text = etree.tostring(html, method="html", encoding="unicode", doctype="<!DOCTYPE html>", pretty_print=True)
    return text.replace("</wbr>", "").encode()  # libxml2 does not know that it is void
