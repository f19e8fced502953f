"""Images and documents: what an entry shows is copied into this site and shown from here."""

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from pipeline.consume import Copy

from .models import Medium


def media(copy: Copy, entry: Mapping[str, Any]) -> dict[str, Medium]:
    """Return the media that the JSON of an entry names, by their URLs in *copy*. What this site does not have yet is added."""
    found = {}
    for file in entry["attachments"]:
        found[file["url"]] = _medium(copy, file["path"], _as_document, file.get("title", ""))
    for image in entry.get("images", ()):
        if "path" in image:  # else it is on another host
            found[image["url"]] = _medium(copy, image["path"], _as_image, image.get("alt", ""))
        for size in image["renditions"]:
            found[size["url"]] = _medium(copy, size["path"], _as_size)
    return found


def localised(html: str, media: Mapping[str, Medium]) -> str:
    """Return *html* with this site's URLs of *media*."""
    if not media:
        return html
    urls = "|".join(re.escape(url) for url in sorted(media, key=len, reverse=True))
    return re.sub(urls, lambda match: media[match[0]].url, html)


def sweep() -> None:
    """Remove the media that no page needs any more, unless an editor has put them into a page as well."""
    for medium in Medium.objects.filter(record=None):
        item = medium.image or medium.document
        if item is None:
            transaction.on_commit(partial(medium.file.storage.delete, medium.file.name))
        medium.delete()
        if item and not ReferenceIndex.get_references_to(item).exists():
            item.delete()


def _medium(copy: Copy, path: str, kept: Callable[[bytes, str, str], dict[str, Any]], said: str = "") -> Medium:
    if known := Medium.objects.filter(path=path).first():
        return known
    where = kept(copy.media(path), PurePosixPath(path).name, said)
    return Medium.objects.create(path=path, sha256=copy.files[path].sha256, **where)


def _as_image(data: bytes, name: str, alt: str) -> dict[str, Any]:
    file = ImageFile(BytesIO(data), name)
    return {"image": get_image_model().objects.create(title=name, description=alt[:255], file=file, **_sums(data))}


def _as_document(data: bytes, name: str, title: str) -> dict[str, Any]:
    file = ContentFile(data, name)
    return {"document": get_document_model().objects.create(title=(title or name)[:255], file=file, **_sums(data))}


def _as_size(data: bytes, name: str, _: str) -> dict[str, Any]:
    return {"file": ContentFile(data, name)}


def _sums(data: bytes) -> dict[str, Any]:
    """What Wagtail notes of a file, and finds duplicates by."""
    return {"file_size": len(data), "file_hash": hashlib.sha1(data, usedforsecurity=False).hexdigest()}
