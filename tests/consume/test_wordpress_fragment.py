"""Fragments as WordPress takes them. What it then shows: tests/integration/test_wordpress.py."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from pipeline.consume.wordpress._fragment import Upload, content, media, published_path, simple

BASE = "https://site.example/feeds/"
DOT, TEXT = "media/dot.0123456789ab.png", "media/programme.0123456789ab.txt"
PUBLISHED = {DOT, TEXT}
IMAGE = f'<img src="{BASE}{DOT}" alt="A > B &amp; &quot;C&quot;">'
LINK = f'<a href="{BASE}{TEXT}">Programme</a>'
UPLOADS = {DOT: Upload(7, "https://cms.example/dot.png?a=1&b=2")}


def plain(fragment: str) -> str:
    """What is sent, without the block around it."""
    return content(fragment, {}).removeprefix("<!-- wp:html -->\n").removesuffix("\n<!-- /wp:html -->")


def test_image_is_reduced_to_the_picture_itself() -> None:
    sizes = (
        f'<img srcset="{BASE}media/a.webp 480w, {BASE}{DOT} 960w" sizes="auto, 100vw" src="{BASE}{DOT}" width="9" alt="A > B">'
    )
    assert simple(f"<p>{sizes}</p>") == f'<p><img src="{BASE}{DOT}" width="9" alt="A > B"></p>'


def test_files_of_a_fragment_are_found_with_their_alternative_texts() -> None:
    assert {*media(IMAGE + LINK, PUBLISHED)} == {(DOT, 'A > B & "C"'), (DOT, ""), (TEXT, "")}


@pytest.mark.parametrize("url", ["", "https://elsewhere.example/media/other.png", f"{BASE}{DOT}?x", f"{BASE}{DOT}/x", DOT])
def test_other_files_are_not_taken_for_published_ones(url: str) -> None:
    assert published_path(url, PUBLISHED) == ""
    assert [*media(f'<img src="{url}" alt="">', set())] == []


def test_uploaded_files_are_those_of_the_media_library() -> None:
    sent = content(IMAGE + LINK, UPLOADS)
    assert '<img class="wp-image-7" src="https://cms.example/dot.png?a=1&amp;b=2" alt="A > B &amp; &quot;C&quot;">' in sent
    assert LINK in sent


def test_image_keeps_its_own_class() -> None:
    assert '<img class="align-left" src="https://cms' in content(IMAGE.replace("<img", '<img class="align-left"'), UPLOADS)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("<p>[gallery]</p>", "["),
        ("<p>https://video.example/1</p>", ">https:"),
        ("<p>See\nHTTPS://video.example/1\n</p>", "\nHTTPS:"),
        ("<p> http://video.example/1</p>", " http:"),
        ("<!-- wp:latest-posts /-->", "<!--"),
        ("<p>8) and :) and ;-)</p>", "8)"),
        ("<p>8) and :) and ;-)</p>", ":)"),
        ("<p>8) and :) and ;-)</p>", " ;-)"),
        ("<p>See&nbsp;8) and</p>", "&nbsp;8)"),
    ],
)
def test_what_wordpress_would_obey_is_written_so_that_it_does_not(text: str, order: str) -> None:
    assert order in text
    assert order not in plain(text)


@given(st.text(st.sampled_from("[]h:/;8)tps <>\n-!wp"), max_size=60))
def test_what_is_read_stays_the_same(text: str) -> None:
    fragment = f'<div title="{html.escape(text)}">{html.escape(text)}</div>'
    sent, published = parser.fragment_fromstring(plain(fragment)), parser.fragment_fromstring(fragment)
    assert (sent.text_content(), sent.get("title")) == (published.text_content(), published.get("title"))


def test_addresses_of_links_stay_as_they_are() -> None:
    assert plain(LINK) == LINK
