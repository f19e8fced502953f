"""Frames: those of hosts that the site names, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from msgspec.structs import replace

from pipeline.model import Source
from pipeline.parse import parse
from pipeline.render import render
from pipeline.render.sanitize import TAGS, sanitize
from tests.rules.checking import the_site

SITE = replace(the_site(), frame_hosts=("video.example.edu",))


def clean(html: str) -> str:
    return sanitize(html, "x-hole", SITE.may_frame)


def test_a_frame_keeps_what_it_needs_and_nothing_else() -> None:
    frame = (
        '<iframe referrerpolicy="no-referrer" loading="lazy" allowfullscreen allow="fullscreen" height="2" width="1" class="a"'
        ' title="A &amp; B" src="https://video.example.edu/a?b=1&amp;c=2" style="c" onload="d" srcdoc="e"><b>h</b></iframe>'
    )
    assert clean(frame) == (
        '<iframe src="https://video.example.edu/a?b=1&amp;c=2" title="A &amp; B" width="1" height="2" allow="fullscreen"'
        ' allowfullscreen="" loading="lazy" referrerpolicy="no-referrer"></iframe>'
    )


@pytest.mark.parametrize(
    "address", ["https://video.example.edu", "https://VIDEO.example.edu/a", "HTTPS://video.example.edu?a#b"]
)
def test_a_page_of_a_named_host_may_be_framed(address: str) -> None:
    assert SITE.may_frame(address)
    assert clean(f'<iframe src="{address}"></iframe>') == f'<iframe src="{address}"></iframe>'


OTHERS = [
    "",
    "a.html",
    "http://video.example.edu/",
    "//video.example.edu/",
    "https:video.example.edu/",
    "https://example.com/",
    "https://example.com/?https://video.example.edu/",
    "https://video.example.edu.example.com/",
    "https://a.video.example.edu/",
    "https://video.example.edu@example.com/",
    "https://video.example.edu:x@example.com/",
    "https://example.com\\@video.example.edu/",
    "https://video.example.edu\t.example.com/",
    "https://video.example.edu\n.example.com/",
    "https://video.example.edu\u3002example.com/",
    "https://video.example.edu:8443/",
    " https://video.example.edu/",
    "javascript:alert('https://video.example.edu/')",
    "data:text/html,https://video.example.edu/",
]  # fmt: skip


@pytest.mark.parametrize("address", OTHERS)
def test_no_other_page_may_be_framed(address: str) -> None:
    assert not SITE.may_frame(address)
    assert "iframe" not in clean(f'<p><iframe src="{address}" title="A">b</iframe>')


def test_of_two_addresses_the_first_counts() -> None:
    assert clean('<iframe src="https://example.com/" src="https://video.example.edu/"></iframe>') == ""


def test_a_site_that_names_no_hosts_has_no_frames() -> None:
    assert not replace(SITE, frame_hosts=()).may_frame("https://video.example.edu/")
    assert "iframe" not in sanitize('<iframe src="https://video.example.edu/"></iframe>', "x-hole")


def test_a_frame_that_swallows_half_a_listing_breaks_nothing() -> None:
    frame = '<iframe src="https://video.example.edu/">'
    text = f"---\nid: a\n---\n{frame}\n\n::: listing type=page\n{frame}</iframe>\n\n[b](entry:b)\n\n:::\n\nEnd.\n"
    rendered = render(parse(Source("pages/a.en.md", text, "0" * 64)), SITE.base_url, SITE.may_frame)
    assert rendered.html.endswith("<p>End.</p>\n")
    assert all(0 <= hole.offset <= hole.end <= len(rendered.html) for hole in rendered.relocations)


PIECES = [
    "<iframe src=",
    "'https://video.example.edu/'",
    '"https://video.example.edu/a',
    "https://example.com/",
    " title=",
    "<",
    ">",
    "</iframe>",
    "</iframe",
    "/",
    '"',
    "'",
    " ",
    "<p data-a",
    "=",
    "<svg>",
    "<math>",
    "<noscript>",
    "<template>",
    "<select>",
    "<!--",
    "-->",
    "<script>",
    "<style>",
    "&quot;",
    "&lt;iframe src=https://example.com/&gt;",
    "x",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_goes_in_only_frames_of_named_hosts_come_out(text: str) -> None:
    for element in lxml_html.fragment_fromstring(clean(text), create_parent="main").iterdescendants():
        assert element.tag in TAGS or (element.tag == "iframe" and SITE.may_frame(element.get("src", "")))
        assert element.tag != "iframe" or not (element.text or len(element))
