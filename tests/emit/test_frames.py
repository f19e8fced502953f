"""Item 21: a frame that a text may show on its page is a link in feeds, whose clients show none."""

from typing import Any

import pytest

from pipeline.render.sanitize import sanitize
from tests.emit.factory import ATOM, RSS, Publication

FRAME = '<iframe src="https://video.example.edu/1?a=1&amp;b=2" title="The „campus“ &lt;tour&gt;" loading="lazy"></iframe>'
LINK = '<a href="https://video.example.edu/1?a=1&amp;b=2">The „campus“ &lt;tour&gt;</a>'


def texts(html: str) -> list[str]:
    """The text in each format."""
    publication = Publication(frame_hosts=("video.example.edu",)).entry(html=html).feed()
    return [
        publication.atom().findtext("atom:entry/atom:content", None, ATOM),
        publication.rss().findtext("item/content:encoded", None, RSS),
        publication.json_feed()["items"][0]["content_html"],
    ]


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        (f"<p>a</p>\n{FRAME}\n<p>b</p>\n", f"<p>a</p>\n{LINK}\n<p>b</p>\n"),
        (f"<p>{FRAME}{FRAME}</p>", f"<p>{LINK}{LINK}</p>"),
        (
            '<iframe src="https://video.example.edu/1"></iframe>',
            '<a href="https://video.example.edu/1">https://video.example.edu/1</a>',
        ),
        ('<iframe title="x" src="https://video.example.edu/1"></iframe>', '<a href="https://video.example.edu/1">x</a>'),
        ('<p>a</p><iframe title="no address"></iframe>', "<p>a</p>"),
        ('<p title="<iframe src=">a</p>', '<p title="<iframe src=">a</p>'),
        ("<p>&lt;iframe&gt;</p>", "<p>&lt;iframe&gt;</p>"),
        (f'<p title="a>b">{FRAME}</p>', f'<p title="a>b">{LINK}</p>'),
        ("a < b <iframe></iframe>", "a < b "),
    ],
)
def test_a_frame_is_sent_as_a_link_and_all_else_as_it_is(html: str, sent: str) -> None:
    assert texts(html) == [sent] * 3


def test_what_the_sanitizer_lets_through_is_understood() -> None:
    may_frame = Publication(frame_hosts=("video.example.edu",)).site.may_frame
    raw = '<IFRAME allowfullscreen width=1 title="a > b &quot;" src="https://video.example.edu/"><p>old</p></IFRAME><p>x</p>'
    html = sanitize(raw, "kn", may_frame)
    assert "<iframe" in html
    assert texts(html) == ['<a href="https://video.example.edu/">a &gt; b "</a><p>x</p>'] * 3


def test_the_entry_file_keeps_the_frame_for_the_page() -> None:
    publication: Any = Publication().entry(html=FRAME).feed()
    assert publication.json("entries/en/open-day.json")["content_html"] == FRAME
