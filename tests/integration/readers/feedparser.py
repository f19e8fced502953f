"""feedparser (PyPI)."""

from calendar import timegm
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import feedparser

from tests.integration.readers import Item, Read


def read(paths: Sequence[Path]) -> Mapping[Path, Read]:
    return {path: _read(feedparser.parse(path.read_bytes())) for path in paths}


def _read(parsed: Any) -> Read:
    assert not parsed.bozo, parsed.bozo_exception
    feed = parsed.feed
    return Read(
        title=feed.title, link=feed.link, language=feed.get("language"), items=[_item(entry) for entry in parsed.entries]
    )


def _item(entry: Any) -> Item:
    contents = entry.get("content", ())
    return Item(
        id=entry.id,
        title=entry.title,
        link=entry.link,
        published=_instant(entry.published_parsed),
        updated=_instant(entry.updated_parsed if "updated_parsed" in entry else None),
        language=contents[0].language if contents else entry.title_detail.language,
        authors=[author.get("name") for author in entry.authors],
        summary=entry.get("summary"),
        text=contents[0].value if contents else _html(entry.summary_detail),
        tags=[tag.label or tag.term for tag in entry.get("tags", ())],
        enclosure=next((link.href for link in entry.links if link.rel == "enclosure"), None),
    )


def _html(text: Any) -> str:
    return escape(text.value) if text.type == "text/plain" else str(text.value)


def _instant(parsed: Any) -> datetime | None:
    return parsed and datetime.fromtimestamp(timegm(parsed), UTC)
