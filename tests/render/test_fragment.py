"""Markdown in, safe HTML with holes out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from msgspec.structs import replace

from pipeline.model import Relocation, Source
from pipeline.parse import parse
from pipeline.render import Rendered, render, sections
from pipeline.render.sanitize import TAGS, sanitize
from tests.expected import expect

CASES = sorted((Path(__file__).parent.parent / "cases" / "render").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_markdown_becomes_the_expected_html(case: Path) -> None:
    rendered = rendered_from(case.read_text(encoding="utf-8"))
    expect(case.with_suffix(".html"), with_holes_shown(rendered.html, rendered.relocations))


def test_a_hole_is_where_its_mark_was() -> None:
    rendered = rendered_from("A [link](entry:news-a#part) and ![i](../media/a.png).\n")
    assert rendered.html == '<p>A <a href="">link</a> and <img src="" alt="i">.</p>\n'
    link, image, credit = rendered.relocations
    assert (link.kind, link.target, link.anchor, link.offset) == ("entry", "news-a", "part", len('<p>A <a href="'))
    assert (image.kind, image.target, image.alt) == ("image", "media/a.png", "i")
    assert rendered.html[image.offset - 5 : image.offset] == 'src="'
    assert (credit.kind, credit.target) == ("credit", "media/a.png")
    assert rendered.html[credit.offset :] == ".</p>\n"


@pytest.mark.parametrize("behind", ["7", "/7", "/", ":7/"])
def test_what_stands_behind_an_image_is_no_part_of_its_mark(behind: str) -> None:
    rendered = rendered_from(f"![i](../media/a.png){behind}\n")
    assert rendered.html == f'<p><img src="" alt="i">{behind}</p>\n'
    assert rendered.html[rendered.relocations[1].offset :] == f"{behind}</p>\n"


def test_a_listing_keeps_its_text_for_when_it_is_empty() -> None:
    rendered = rendered_from('::: listing type=partnership title="two words"\nNone [yet](entry:x).\n:::\n')
    listing, link = rendered.relocations
    assert rendered.html[listing.offset : listing.end] == '<p>None <a href="">yet</a>.</p>\n'
    assert listing.target == "type=partnership\ntitle=two words"
    assert listing.offset < link.offset < listing.end


@pytest.mark.parametrize(
    ("languages", "label"),
    [
        (("en",), "Back to reference 1"),
        (("de-AT",), "Zurück zum Verweis 1"),
        (("fr",), "↩ 1"),
        (("en", "de"), "↩ 1"),
    ],
)
def test_the_way_back_from_a_footnote_is_named_in_the_document_s_language(languages: tuple[str, ...], label: str) -> None:
    document = replace(parse(source("A[^n].\n\n[^n]: Note.\n")), languages=languages)
    assert f'aria-label="{label}">↩</a>' in render(document, "https://site.example").html


def test_a_footnote_s_anchors_stay_short_whatever_the_document_s_id() -> None:
    document = replace(parse(source("A[^n].\n\n[^n]: Note.\n")), id="long" * 1_000)
    assert max(map(len, render(document, "https://site.example").anchors)) < 80


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "x:y"]
)
def test_a_target_of_a_forbidden_scheme_is_not_published(target: str) -> None:
    assert "href" not in rendered_from(f"[x]({target})\n").html


def test_nobody_can_write_a_hole_of_another_document() -> None:
    rendered = rendered_from(f"[a](entry:b) x-{'0' * 32}:0 [c](x-{'0' * 32}:0)\n", digest="1" * 64)
    assert len(rendered.relocations) == 1
    assert f"x-{'0' * 32}:0" in rendered.html


@given(st.text(alphabet="<>/=\"' abcdeoilnrstpx!-&;:\n", max_size=200))
def test_whatever_goes_in_only_the_safe_subset_comes_out(text: str) -> None:
    clean = sanitize(f"<div>{text}<script>x</script><b onclick=e style=f>", "x-hole")
    for element in lxml_html.fragment_fromstring(clean, create_parent="main").iterdescendants():
        assert element.tag in TAGS
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)


@given(st.text(alphabet="*_`[]()<>!#-:|\\ \nab{}=.&~^", max_size=120))
def test_rendering_never_fails_and_sanitizing_it_again_changes_nothing(text: str) -> None:
    rendered = rendered_from(text)
    assert sanitize(rendered.html, "x-hole") == rendered.html


def test_a_section_reaches_to_the_next_heading() -> None:
    text = "## One\na\n### Two\nb\n\n## Three\n"
    before = {section.id: section.digest for section in sections(parse(source(text)))}
    after = {section.id: section.digest for section in sections(parse(source(text.replace("b\n", "c\n"))))}
    assert list(before) == ["one", "two", "three"]
    assert [id for id in before if before[id] != after[id]] == ["two"]


def source(body: str, digest: str = "0" * 64) -> Source:
    return Source("news/case.en.md", f"---\nid: case\n---\n{body}", digest)


def rendered_from(body: str, digest: str = "0" * 64) -> Rendered:
    return render(parse(source(body, digest)), "https://site.example")


def with_holes_shown(html: str, holes: tuple[Relocation, ...]) -> str:
    """*html* with each hole as `⟦kind target#anchor⟧` and the end of a listing's text as `⟦/⟧`."""
    marks = [(hole.offset, f"⟦{hole.kind} {hole.target}{'#' + hole.anchor if hole.anchor else ''}⟧") for hole in holes]
    marks += [(hole.end, "⟦/⟧") for hole in holes if hole.end > hole.offset]
    for offset, mark in sorted(marks, key=lambda mark: mark[0], reverse=True):
        html = html[:offset] + mark.replace("\n", " ") + html[offset:]
    return html
