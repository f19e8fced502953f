"""Fragments as WordPress takes them: it reads more into a text than HTML says."""

import html
import re
from collections.abc import Collection, Iterator, Mapping

import msgspec

_IMAGE = re.compile(r'<img\b(?:[^>"]|"[^"]*")*>')
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_PUBLISHED = re.compile(r'https?://[^\s"<>]*?/(media/[^\s"<>/?#]+)')
_LONELY_URL = re.compile(r"(?im)((?:^|>)[ \t]*)h(?=ttps?://)")
_SMILEY = re.compile(r"(?m)(?:(?<=[\s>])|(?<=&nbsp;)|^)[:;8](?=\S)")


class Upload(msgspec.Struct, frozen=True):
    """A file in the media library."""

    id: int
    url: str


def simple(fragment: str) -> str:
    """Return *fragment* with one file for each image, the picture itself: WordPress makes the smaller ones anew."""
    return _IMAGE.sub(lambda image: _ATTRIBUTE.sub(_of_one_file, image[0]), fragment)


def media(fragment: str, published: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the path of each of the *published* files that *fragment* shows or links to, with its alternative text or ""."""
    for image in _IMAGE.finditer(fragment):
        attributes = dict(_ATTRIBUTE.findall(image[0]))
        if path := published_path(attributes.get("src", ""), published):
            yield path, html.unescape(attributes.get("alt", ""))
    for found in _PUBLISHED.finditer(fragment):
        if found[1] in published:
            yield found[1], ""


def published_path(url: str, published: Collection[str]) -> str:
    """Return the path of the *published* file that is served at *url*, or ""."""
    found = _PUBLISHED.fullmatch(url)
    return found[1] if found and found[1] in published else ""


def content(fragment: str, uploads: Mapping[str, Upload]) -> str:
    """Return what WordPress shows as *fragment*, with each file of *uploads*, by path, from its media library."""

    def named(image: re.Match[str]) -> str:
        """With the class by which WordPress offers it in several sizes."""
        upload = uploads.get(published_path(dict(_ATTRIBUTE.findall(image[0])).get("src", ""), uploads))
        return f'<img class="wp-image-{upload.id}"{image[0][4:]}' if upload and ' class="' not in image[0] else image[0]

    def moved(url: re.Match[str]) -> str:
        return html.escape(uploads[url[1]].url) if url[1] in uploads else url[0]

    return f"<!-- wp:html -->\n{_PUBLISHED.sub(moved, _IMAGE.sub(named, _plain(fragment)))}\n<!-- /wp:html -->"


def _plain(fragment: str) -> str:
    """*fragment* without anything that WordPress takes for an order: comment, [shortcode], URL to embed, smiley such as 8)."""
    plain = _LONELY_URL.sub(r"\1&#104;", fragment.replace("<!--", "&lt;!--").replace("[", "&#91;"))
    return _SMILEY.sub(lambda found: f"&#{ord(found[0])};", plain)


def _of_one_file(attribute: re.Match[str]) -> str:
    return "" if attribute[1] in ("srcset", "sizes") else attribute[0]
