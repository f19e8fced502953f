"""reader (PyPI, by lemon24), with its own storage."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from reader import Content, Entry, make_reader

from tests.integration.readers import Item, Read


class Lemon24:
    """A reader whose storage is in *folder*, subscribed to *urls*."""

    def __init__(self, folder: Path, urls: Sequence[str]) -> None:
        self._storage = str(folder / "reader.sqlite")
        with make_reader(self._storage) as reader:
            for url in urls:
                reader.add_feed(url)

    def reload(self) -> None:
        """Fetch all feeds."""
        with make_reader(self._storage) as reader:
            reader.update_feeds(scheduled=False)
            assert [feed.last_exception for feed in reader.get_feeds() if feed.last_exception] == []

    def stored(self) -> list[Item]:
        """Every entry in the storage."""
        with make_reader(self._storage) as reader:
            return [_item(entry) for entry in reader.get_entries()]


def read(paths: Sequence[Path]) -> Mapping[Path, Read]:
    found = {}
    with make_reader(":memory:", feed_root="") as reader:
        for path in paths:
            reader.add_feed(str(path))
        reader.update_feeds()
        for path in paths:
            feed = reader.get_feed(str(path))
            assert not feed.last_exception, feed.last_exception
            items = sorted(map(_item, reader.get_entries(feed=feed)), key=newest_first)
            found[path] = Read(title=feed.title, link=feed.link, items=items)
    return found


def newest_first(item: Item) -> tuple[float, str]:
    """The order of a feed: a storage has none."""
    assert item.published
    assert item.id
    return -item.published.timestamp(), item.id


def _item(entry: Entry) -> Item:
    content = entry.get_content()
    return Item(
        id=entry.id,
        title=entry.title,
        link=entry.link,
        published=entry.published,
        updated=entry.updated,
        language=content.language if content else None,
        authors=[author.name for author in entry.authors],
        summary=entry.summary,
        text=_html(content) if content else None,
        enclosure=entry.enclosures[0].href if entry.enclosures else None,
    )


def _html(content: Content) -> str:
    return content.value if content.is_html else escape(content.value)
