"""What a link's target means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.render.links import Aim, classify

PATH, BASE = "news/2026/open-day.en.md", "https://site.example"


@pytest.mark.parametrize(
    ("target", "aim"),
    [
        # Absolute: it stands as it is
        ("https://example.org/ä?b=c#d", Aim("url", "https://example.org/ä?b=c#d")),
        ("HTTP://example.org", Aim("url", "HTTP://example.org")),
        ("mailto:ada@example.org", Aim("url", "mailto:ada@example.org")),
        ("tel:+49234", Aim("url", "tel:+49234")),
        ("//example.org/x", Aim("url", "https://example.org/x")),
        ("/contact?x=1#form", Aim("url", "https://site.example/contact?x=1#form")),
        ("  https://example.org  ", Aim("url", "https://example.org")),
        # An entry, by its id
        ("entry:ada", Aim("entry", "ada")),
        ("entry:ada#life", Aim("entry", "ada", "life")),
        ("ENTRY:ada", Aim("entry", "ada")),
        ("entry:ada#%C3%BCber", Aim("entry", "ada", "über")),
        ("entry:%61da", Aim("entry", "ada")),
        ("entry:", Aim("entry", "")),
        # A feed, by its name
        ("feed:news", Aim("feed", "news")),
        ("FEED:news.atom#%C3%BCber", Aim("feed", "news.atom", "über")),
        # A file, from the folder of the source
        ("other.en.md", Aim("source", "news/2026/other.en.md")),
        ("./other.en.md#part", Aim("source", "news/2026/other.en.md", "part")),
        ("../../pages/x.de.md#%C3%BCber", Aim("source", "pages/x.de.md", "über")),
        ("OTHER.MD", Aim("source", "news/2026/OTHER.MD")),
        ("../../media/Pr%C3%BCfung%201.pdf", Aim("media", "media/Prüfung 1.pdf")),
        ("../../media/Prüfung 1.pdf#page=2", Aim("media", "media/Prüfung 1.pdf", "page=2")),
        ("../../../outside.png", Aim("media", "../outside.png")),
        ("%2e%2e/%2e%2e/%2e%2e/outside.png", Aim("media", "../outside.png")),
        ("folder/", Aim("media", "news/2026/folder")),
        # A part of the same document
        ("#facts", Aim("anchor", "", "facts")),
        ("#%C3%BCber", Aim("anchor", "", "über")),
        # Nothing that may be linked to
        ("", Aim("none", "")),
        ("   ", Aim("none", "")),
        ("#", Aim("none", "")),
        ("javascript:alert(1)", Aim("none", "")),
        (" JavaScript:alert(1)", Aim("none", "")),
        ("data:text/html,x", Aim("none", "")),
        ("file:///etc/passwd", Aim("none", "")),
        ("ftp://example.org", Aim("none", "")),
        ("x-mark:0", Aim("none", "")),
    ],
)
def test_a_target_is_understood(target: str, aim: Aim) -> None:
    assert classify(target, PATH, BASE) == aim


def test_a_source_in_the_content_folder_itself_links_from_there() -> None:
    assert classify("media/a.png", "about.en.md", BASE) == Aim("media", "media/a.png")
    assert classify("../a.png", "about.en.md", BASE) == Aim("media", "../a.png")


@given(st.text() | st.text(alphabet="aA:/#?.%20-\\ \tentrymdjavscip"))
def test_any_target_means_one_thing_and_an_absolute_one_is_safe(target: str) -> None:
    aim = classify(target, PATH, BASE)
    assert aim.kind in {"url", "entry", "source", "media", "anchor", "none"}
    if aim.kind == "url":
        assert aim.target.lower().startswith(("http:", "https:", "mailto:", "tel:"))
    if aim.kind in ("source", "media"):
        assert aim.target
        assert "/../" not in aim.target
