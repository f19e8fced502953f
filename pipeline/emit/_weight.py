"""How much an entry adds to a feed, for whoever decides what a document holds."""

from pipeline.emit._syndication import enclosure, text, title
from pipeline.emit._text import html_size, text_size
from pipeline.model import Entry
from pipeline.urls import ascii_url

_MARKUP = 450
"""Bytes of an entry without its own words in any format: elements, dates, and 100 for a publisher's name."""
_VOCABULARY = 50
"""Bytes of a vocabulary's name."""


def weight(entry: Entry, full_text: bool) -> int:
    """Return how many bytes *entry* adds to a feed in the largest of its formats, or, for usual texts, up to a third more.

    It relies on names of publishers and vocabularies not being extraordinarily long.
    """
    html, summary = text(entry, full_text)
    words = [entry.uid, ascii_url(entry.url), title(entry), summary, *entry.authors]
    if not html:
        words.append(summary or title(entry))  # JSON Feed says it twice
    said = html_size(html) + text_size("".join(words)) + 50 * len(entry.authors)
    return _MARKUP + said + max(_only_in_atom(entry), _only_in_json(entry))


def _only_in_atom(entry: Entry) -> int:
    """RSS says nothing that Atom does not say at greater length."""
    file, terms = enclosure(entry), _terms(entry)
    links = [(other.url, other.title) for other in entry.translations] + ([(file.url, file.media_type)] if file else [])
    said = [*(ascii_url(url) + name for url, name in links), *entry.tags, *entry.tags, *(id + label for id, label in terms)]
    scheme = len(entry.uid) + _VOCABULARY
    return text_size("".join(said)) + 100 * len(links) + 40 * len(entry.tags) + (70 + scheme) * len(terms)


def _only_in_json(entry: Entry) -> int:
    files, labels = entry.attachments, [*entry.tags, *(label for _, label in _terms(entry))]
    images = [ascii_url(entry.image.url)] if entry.image else []
    said = [*(ascii_url(file.url) + file.media_type + file.title for file in files), *images, *labels]
    return text_size("".join(said)) + 160 * len(files) + 30 * len(images) + 20 * len(labels)


def _terms(entry: Entry) -> list[tuple[str, str]]:
    """The id and the label of each term in its fields."""
    values = (value if isinstance(value, list) else [value] for value in entry.fields.values())
    return [(term["id"], term["label"]) for terms in values for term in terms if isinstance(term, dict) and "label" in term]
