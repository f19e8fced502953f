"""Where what a reader gives is known to differ from what the entries say: its own defects, and what it leaves out."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any, NamedTuple

ALL = "atom rss json"


class Deviation(NamedTuple):
    """What a reader gives in place of what an entry or a feed says."""

    field: str
    """Of `Item`; or `feed.title` and the like, of `Read`."""
    why: str
    """For the documentation: what it gives."""
    gives: Callable[[Any], Any]
    """What, for an expected item or feed."""
    formats: str = ALL

    @property
    def note(self) -> str:
        return f"{self.field.replace('.', ' ')}: {self.why}"


def not_offered(fields: str, formats: str = ALL) -> tuple[Deviation, ...]:
    return tuple(Deviation(field, "not offered", lambda _: None, formats) for field in fields.split())


def first_author(formats: str = ALL) -> Deviation:
    return Deviation("authors", "only the first", lambda item: item.authors[:1], formats)


def last_author(formats: str = ALL) -> Deviation:
    return Deviation("authors", "only the last", lambda item: item.authors[-1:], formats)


def published_as_updated(format: str) -> Deviation:
    return Deviation("updated", "the date of publication", lambda item: item.published, format)


def without(*attributes: str, formats: str = ALL) -> Deviation:
    pattern = rf' (?:{"|".join(attributes)})="[^"]*"'
    named = " and ".join(f"`{attribute}`" for attribute in attributes)
    return Deviation("text", f"without {named}", lambda item: re.sub(pattern, "", item.text), formats)


def decoded_twice(field: str, formats: str) -> Deviation:
    return Deviation(field, "references are decoded twice", lambda item: unescape(getattr(item, field)), formats)


ONLY_OWN_AUTHORS = Deviation(
    "authors", "not those of the feed, where an entry names none", lambda item: item.own_authors, "json"
)
UPDATED_AS_PUBLISHED = Deviation("published", "the date of the last change", lambda item: item.updated, "atom")
TEXT_AS_SUMMARY = Deviation("summary", "the text, where there is none", lambda item: item.summary or item.text, "atom")
TERMS_AS_TAGS = Deviation("tags", "for a term of a vocabulary its id, not its label", lambda item: item.terms, "atom")
SUMMARY_AS_TEXT = Deviation(
    "text",
    "where there is none, the summary taken for HTML",
    lambda item: item.text if item.full else item.summary,
    "atom",
)
