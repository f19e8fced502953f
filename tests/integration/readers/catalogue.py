"""All the readers."""

import re
from html import escape, unescape
from typing import NamedTuple

from tests.integration.readers import Reading, fastfeedparser, feedparser, lemon24, newsboat, program, sfeed
from tests.integration.readers.deviations import (
    ALL,
    ONLY_OWN_AUTHORS,
    SUMMARY_AS_TEXT,
    TERMS_AS_TAGS,
    TEXT_AS_SUMMARY,
    UPDATED_AS_PUBLISHED,
    Deviation,
    decoded_twice,
    first_author,
    last_author,
    not_offered,
    published_as_updated,
    without,
)


class Reader(NamedTuple):
    """A program or a library of another maker."""

    name: str
    """As its makers and `source` call it."""
    written_in: str
    source: str
    """PyPI, npm or Debian."""
    formats: str
    """Those that it knows."""
    read: Reading
    deviations: tuple[Deviation, ...] = ()

    def deviates(self, format: str, field: str) -> list[Deviation]:
        """Return what is declared for *field* in *format*, each to be applied to what the one before gives."""
        return [known for known in self.deviations if known.field == field and format in known.formats.split()]


_ROME = ":".join(f"/usr/share/java/{name}.jar" for name in ("rome", "rome-utils", "jdom2", "slf4j-api", "slf4j-nop"))
# Its optimising compiler does not pay off within a second.
_JAVA = ("java", "-XX:TieredStopAtLevel=1", "-cp", _ROME)

READERS = (
    Reader(
        "feedparser",
        "Python",
        "PyPI",
        "atom rss",
        feedparser.read,
        (TEXT_AS_SUMMARY, without("aria-label", "role", "decoding", "sizes", "srcset")),
    ),
    Reader(
        "fastfeedparser",
        "Python",
        "PyPI",
        ALL,
        fastfeedparser.read,
        (
            *not_offered("feed.language", "rss"),
            *not_offered("language", "atom json"),
            ONLY_OWN_AUTHORS,
            first_author(),
            Deviation(
                "summary",
                "an excerpt of the text, where there is none",
                lambda item: item.summary or re.sub("<[^>]*>", "", item.text),
                "atom",
            ),
        ),
    ),
    Reader(
        "reader",
        "Python",
        "PyPI",
        ALL,
        lemon24.read,
        (
            *not_offered("feed.language tags"),
            Deviation("language", "only that of a text", lambda item: item.language if item.full else None, "atom"),
            ONLY_OWN_AUTHORS,
            last_author("atom rss"),
            TEXT_AS_SUMMARY,
            SUMMARY_AS_TEXT,
            without("aria-label", "role", "decoding", "sizes", "srcset", formats="atom rss"),
        ),
    ),
    Reader(
        "newsboat",
        "C++ and Rust",
        "Debian",
        "atom rss",
        newsboat.read,
        (
            *not_offered("feed.language summary tags"),
            *not_offered("language updated", "atom"),
            Deviation("authors", "all in one name", lambda item: [", ".join(item.authors)], "atom"),
            last_author("rss"),
        ),
    ),
    Reader(
        "sfeed",
        "C",
        "Debian",
        "atom rss",
        sfeed.read,
        (
            *not_offered("feed.title feed.link feed.language summary"),
            *not_offered("language updated", "atom"),
            first_author(),
            TERMS_AS_TAGS,
        ),
    ),
    Reader(
        "rss-parser",
        "JavaScript",
        "npm",
        "atom rss",
        program("node", "rss-parser.mjs"),
        (*not_offered("feed.language language updated tags enclosure", "atom"), first_author()),
    ),
    Reader(
        "@rowanmanning/feed-parser",
        "JavaScript",
        "npm",
        "atom rss",
        program("node", "rowanmanning-feed-parser.mjs"),
        (
            *not_offered("language", "atom"),
            published_as_updated("rss"),
            decoded_twice("title", "atom"),
            decoded_twice("summary", "atom rss"),
            decoded_twice("text", "rss"),
            decoded_twice("text", "atom")._replace(
                gives=lambda item: unescape(item.text) if item.full else escape(unescape(item.summary))
            ),
        ),
    ),
    Reader(
        "@extractus/feed-extractor",
        "JavaScript",
        "npm",
        ALL,
        program("node", "extractus-feed-extractor.mjs"),
        (
            *not_offered("authors summary tags enclosure"),
            *not_offered("language updated", "atom json"),
            UPDATED_AS_PUBLISHED,
            decoded_twice("title", "atom"),
            Deviation("feed.link", "the address of the feed itself", lambda feed: feed.url, "atom"),
        ),
    ),
    Reader(
        "feedparser",
        "JavaScript",
        "npm",
        "atom rss",
        program("node", "feedparser.mjs"),
        (
            *not_offered("language", "atom"),
            published_as_updated("rss"),
            Deviation(
                "authors",
                "where there are several, that of the feed",
                lambda item: item.authors if len(item.authors) == 1 else item.feed_authors,
                "atom",
            ),
            first_author("rss"),
            Deviation("title", "without what could be tags of HTML", lambda item: re.sub("</?[bi]>", "", item.title)),
            SUMMARY_AS_TEXT,
            TERMS_AS_TAGS,
        ),
    ),
    Reader("feedsmith", "JavaScript", "npm", ALL, program("node", "feedsmith.mjs")),
    Reader("feedme", "JavaScript", "npm", ALL, program("node", "feedme.mjs"), not_offered("feed.language", "atom")),
    Reader(
        "XML::FeedPP",
        "Perl",
        "Debian",
        "atom rss",
        program("perl", "xml-feedpp.pl"),
        (
            *not_offered("language updated enclosure", "atom"),
            UPDATED_AS_PUBLISHED,
            Deviation(
                "authors",
                "none, where there are several",
                lambda item: item.authors if len(item.authors) == 1 else None,
                "atom",
            ),
            first_author("rss"),
            TEXT_AS_SUMMARY,
            SUMMARY_AS_TEXT,
            TERMS_AS_TAGS,
        ),
    ),
    Reader("rss", "Ruby", "Debian", "atom rss", program("ruby", "rss.rb")),
    Reader(
        "SimplePie",
        "PHP",
        "Debian",
        "atom rss",
        program("php", "simplepie.php"),
        (
            *not_offered("language", "atom"),
            published_as_updated("atom"),
            Deviation(
                "enclosure",
                "its address with `?#` behind it; `//?#`, where there is none",
                lambda item: f"{(item.enclosure or '//').replace('xn--mller-kva', 'müller')}?#",
            ),
            without("class", "id"),
        ),
    ),
    Reader(
        "ROME",
        "Java",
        "Debian",
        "atom rss",
        program(*_JAVA, "Rome.java"),
        (*not_offered("feed.language language", "atom"), TERMS_AS_TAGS),
    ),
)
