"""Every heading, link, image, cell, tag and text run stands exactly where the parser says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Document, Source, Span
from pipeline.parse import parse
from tests.expected import expect

CASES = sorted((Path(__file__).parent.parent / "cases" / "parse").glob("*.md"))


@pytest.mark.parametrize("case", [case for case in CASES if case.name != "README.md"], ids=lambda case: case.stem)
def test_what_is_found_stands_where_the_case_says(case: Path) -> None:
    with case.open(encoding="utf-8", newline="") as file:
        document = parsed(file.read())
    expect(case.with_suffix(".txt"), "".join(f"{line}\n" for line in described(document)))


BLOCKS = st.sampled_from(
    ["", "# ", "## ", "> ", "- ", "1. ", "> > ", "- > ", "| ", "    ", "\t", "- [^n]: ", "Term\n: ", "[^n]: "]
)
MARKS = "* ** _ ` [ ] ](c) [a](b) ![i](j) <b> </b> <https://e.org> | \\| ~~ [r] [t][r] {.x} { } ^[n] [^n] # \\* &amp;".split()
PIECES = st.sampled_from([*MARKS, "Wort", "日本", "e\u0301", "🎓", "Student*innen", " ", "  \n", "\n", "\r\n", "\t", " #"])
TEXTS = st.lists(st.tuples(BLOCKS, st.lists(PIECES, max_size=8).map("".join)).map("".join), max_size=8).map("\n".join)


@settings(max_examples=400)
@given(TEXTS)
@example("> a\nlazy [x](y)\n")
@example("| a \\| b | a \\| b |\n|---|---|\n| c | c |")
def test_a_text_run_is_the_text_of_the_file_at_its_span(text: str) -> None:
    source = f"---\nid: x\n---\n{text}\n\n[r]: /r\n\n[^n]: note\n"
    document = parsed(source)
    lines = split(source)
    for run in document.texts:
        start, end = run.span.start, run.span.end
        assert start.line == end.line
        if not run.pieces:
            assert lines[start.line - 1][start.column - 1 : end.column - 1] == run.text
        for index, character in enumerate(run.text):
            place = run.part(index, index + 1).start
            assert lines[place.line - 1][place.column - 1] in (character, "\\", "&")


@settings(max_examples=400)
@given(TEXTS)
def test_links_images_and_tags_begin_and_end_with_their_own_marks(text: str) -> None:
    source = f"---\nid: x\n---\n{text}\n\n[r]: /r\n"
    document = parsed(source)
    lines = split(source)
    for link in document.links:
        assert cut(lines, link.span)[0] in "[<"
        assert cut(lines, link.span)[-1] in ")]>"
    for image in document.images:
        assert cut(lines, image.span).startswith("![")
    for tag in document.tags:
        if tag.span.start.line == tag.span.end.line and tag.name != "span":
            assert cut(lines, tag.span).startswith("<")
    for heading in document.headings:
        if heading.marker:
            assert set(cut(lines, heading.marker)) == {"#"}


def parsed(text: str) -> Document:
    return parse(Source("news/case.en.md", text, "0" * 64))


def described(document: Document) -> Iterator[str]:
    lines = split(document.source.text)

    def line(kind: str, span: Span, *what: object) -> str:
        shown = " ".join(str(item) for item in what if item != "")
        start, end = span.start, span.end
        return f"{kind:9} {start.line}:{start.column}-{end.line}:{end.column} {cut(lines, span)!r} {shown}".rstrip()

    for heading in document.headings:
        yield line("heading", heading.span, heading.level, repr(heading.text), f"#{heading.id}")
    for link in document.links:
        yield line("link", link.span, repr(link.text))
        yield line("  target", link.target_span, link.target)
    for image in document.images:
        yield line("image", image.span, repr(image.alt), "decorative" if image.decorative else "")
        yield line("  source", image.src_span, image.src)
    for table in document.tables:
        yield line("table", table.span)
        for row in (table.header, *table.rows):
            for cell in row:
                yield line("  cell", cell.span, repr(cell.text))
    for tag in document.tags:
        yield line("tag", tag.span, ("/" if tag.closing else "") + tag.name, *(f"{k}={v!r}" for k, v in tag.attributes))
    for emphasis in document.emphases:
        yield line("emphasis", emphasis.opening, repr(emphasis.text))
    for code in document.codes:
        yield line("code", code.span, "" if code.closed else "unclosed")
    for paragraph in document.paragraphs:
        yield line(
            "paragraph",
            paragraph.span,
            f"→ {paragraph.followed_by}" if paragraph.followed_by else "",
            "strong" * paragraph.strong,
        )
    for text in document.texts:
        yield line("text", text.span, repr(text.text) if text.pieces else "", f"in {text.language}" if text.language else "")
    for suppression in document.suppressions:
        yield line("allow", suppression.span, *suppression.codes, f"on {suppression.line}:", suppression.reason)
    for finding in document.findings:
        yield line("finding", finding.span, finding.code, finding.message)


def split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def cut(lines: list[str], span: Span) -> str:
    start, end = span.start, span.end
    if start.line == end.line:
        return lines[start.line - 1][start.column - 1 : end.column - 1]
    middle = lines[start.line : end.line - 1]
    return "⏎".join([lines[start.line - 1][start.column - 1 :], *middle, lines[end.line - 1][: end.column - 1]])
