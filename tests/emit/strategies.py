"""Any entry and feed that the types allow, for Hypothesis."""

from typing import Any

from hypothesis import strategies as st

from pipeline.model import Translation
from tests.emit.factory import BASE, Publication, at, attachment, picture

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
"""Control characters and what else XML forbids included."""
TRICKY = st.lists(
    st.sampled_from(
        [
            "&",
            "<",
            ">",
            '"',
            "'",
            "\\",
            "]]>",
            "<![CDATA[",
            "&amp;",
            "&#x26;",
            "<b>",
            "</item>",
            "\r\n",
            " ",
            "ä",
            "🎓",
            "\u202eعربى",
            "\x00",
        ]
    ),
    max_size=12,
).map("".join)
TEXTS = ANY | TRICKY
WORDS = TEXTS.filter(str.strip)
"""Not blank, as site/ and front matter want most texts."""
IRIS = st.builds("https://müller.example/{}".format, ANY) | st.just(f"{BASE}/en/x?a=1&b=ä#c d")
TIMES = st.datetimes(at("1970-01-02T00:00:00").replace(tzinfo=None), at("2026-06-01T00:00:00").replace(tzinfo=None)).map(
    lambda time: at(time.isoformat(timespec="seconds"))
)
TAGS = st.lists(WORDS, max_size=3, unique=True) | st.integers(0, 300).map(lambda number: [f"tag-{n}" for n in range(number)])
ATTACHMENTS = st.builds(
    attachment,
    name=st.sampled_from(["a.mp3", "b.pdf", "ü ber.png"]),
    media_type=st.sampled_from(["audio/mpeg", "application/pdf", "image/png"]),
    size=st.integers(0, 10**12),
    title=TEXTS,
)
TERMS = st.fixed_dictionaries({"id": st.from_regex(r"[a-z]{1,20}", fullmatch=True), "label": WORDS})

ENTRIES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "summary": TEXTS,
        "html": TEXTS | st.lists(TEXTS, max_size=20).map("<p>".join),
        "url": IRIS,
        "published": TIMES,
        "modified": TIMES,
        "authors": st.lists(WORDS, max_size=3).map(tuple),
        "tags": TAGS.map(tuple),
        "image": st.none() | st.builds(picture, st.sampled_from(["a.png", "ü ber.jpg"])),
        "attachments": st.lists(ATTACHMENTS, max_size=4).map(tuple),
        "translations": st.lists(st.builds(Translation, st.just("de"), st.just("tag:x"), IRIS, TEXTS), max_size=2).map(tuple),
        "fields": st.fixed_dictionaries({}, optional={"kind": TERMS, "topics": st.lists(TERMS, max_size=3)}),
    }
)
"""What to change in an entry of the factory."""
FEEDS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "subtitle": TEXTS,
        "author": WORDS,
        "author_url": st.just("") | IRIS,
        "home_url": IRIS,
        "hub": st.just("") | IRIS,
        "full_text": st.booleans(),
        "updated": TIMES,
    }
)
STONES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"note": TEXTS, "title": TEXTS, "removed_at": TIMES, "reason": st.sampled_from(["deleted", "expired", "withdrawn"])}
)


@st.composite
def publications(draw: Any) -> Publication:
    """A feed of up to three entries, one of them withdrawn or none, and its archive."""
    publication = Publication()
    if draw(st.booleans()):
        publication.withdrawn("e-0", **draw(STONES))
    for number in range(draw(st.integers(0, 3))):
        publication.entry(f"e-{number}", **draw(ENTRIES))
    return publication.feed("news", **draw(FEEDS)).archive()
