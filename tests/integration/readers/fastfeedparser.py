"""fastfeedparser (PyPI)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import fastfeedparser

from tests.integration.readers import Item, Read


def read(paths: Sequence[Path]) -> Mapping[Path, Read]:
    return {path: _read(fastfeedparser.parse(path.read_bytes())) for path in paths}


def _read(parsed: Any) -> Read:
    feed = parsed.feed
    return Read(title=feed.title, link=feed.link, language=feed.language, items=[_item(entry) for entry in parsed.entries])


def _item(entry: Any) -> Item:
    contents, updated = entry.get("content", ()), entry.get("updated")
    enclosures = entry.get("enclosures") or [link for link in entry.links if link["rel"] == "enclosure"]
    return Item(
        id=entry.id,
        title=entry.title,
        link=entry.link,
        published=datetime.fromisoformat(entry.published),
        updated=datetime.fromisoformat(updated) if updated else None,
        language=contents[0].get("language") if contents else None,
        authors=[author["name"] for author in entry.get("authors", ())],
        summary=entry.get("description"),
        text=_html(contents[0]) if contents else escape(entry.get("description", "")),
        tags=[tag["label"] or tag["term"] for tag in entry.get("tags", ())],
        enclosure=(enclosures[0].get("url") or enclosures[0]["href"]) if enclosures else None,
    )


def _html(content: Any) -> str:
    return escape(content["value"]) if content["type"] == "text/plain" else str(content["value"])
