"""What Atom, RSS and JSON Feed say alike of an entry."""

from typing import NamedTuple

from pipeline.model import Attachment, Entry, Feed, Site


class Category(NamedTuple):
    """A tag, or a term of a vocabulary."""

    term: str
    label: str
    scheme: str
    """The vocabulary's tag URI; "" for a tag."""


def in_full(feed: Feed, entry: Entry) -> bool:
    """Whether *feed* carries the text of *entry*: if it has one, and a feed of summaries if it has no summary."""
    return bool(entry.html) and (feed.full_text or not entry.summary)


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
