"""Reports to render."""

from pathlib import Path

from hypothesis import strategies as st

from pipeline.model import NOWHERE, Diagnostic, Edit, Severity, Span
from pipeline.report import Described, Report

CASES = Path(__file__).parent.parent / "cases" / "report"
GRAMMARS = Path(__file__).parent.parent / "grammars"

LINK_TEXT = """\
LK001: a link's text says where it leads.

Why: screen readers list the links of a page without the text around them;
ten times "here" is no list (WCAG 2.4.4).

Options:
    words: further texts that say nothing, none by default

Bad:
    All dates are [here](entry:dates).
Good:
    Here are [all dates](entry:dates).
"""
RULES = {
    "DT001": Described("date-invalid", Severity.ERROR, "DT001: a date is a day of the calendar.", fixable=False),
    "FM001": Described("front-matter-missing", Severity.ERROR, "FM001: a file begins with front matter.", fixable=False),
    "IM001": Described("image-alt-missing", Severity.ERROR, "IM001: an image has a text that stands for it.", fixable=False),
    "LK001": Described("link-text-generic", Severity.ERROR, LINK_TEXT.strip(), fixable=True),
}

NEWS = """\
---
id: open-day
date: 31/02/2026
---

More is [here](entry:fees), and the picture of the day:
\t![](day.png)
"""
NEWS_FINDINGS = (
    Diagnostic(
        "DT001",
        Severity.ERROR,
        "news/open-day.en.md",
        Span.at(3, 7, 10),
        '"31/02/2026" is not a calendar date',
        "write YYYY-MM-DD",
    ),
    Diagnostic(
        "LK001",
        Severity.WARNING,
        "news/open-day.en.md",
        Span.at(6, 10, 4),
        'the link\'s text is "here"',
        "say where it leads",
        Edit(Span.at(6, 10, 4), "the fees"),
    ),
    Diagnostic("IM001", Severity.ERROR, "news/open-day.en.md", Span.at(7, 2, 12), "the image has no alternative text"),
)
SEVERAL = Report(
    (Diagnostic("FM001", Severity.INFO, "empty.md", NOWHERE, "the file is empty", "write something"), *NEWS_FINDINGS),
    40,
    {"clean.md": "Well done.\n", "empty.md": "", "news/open-day.en.md": NEWS},
    "content",
    RULES,
)


def finding(code: str = "LK001", severity: Severity = Severity.ERROR, path: str = "a.md", line: int = 1) -> Diagnostic:
    return Diagnostic(code, severity, path, Span.at(line, 1, 4), f"finding in line {line}")


def many(number: int) -> Report:
    """A report of *number* findings on three codes, each in a file of its own."""
    codes = ("IM001", "IM001", "IM001", "LK001", "LK001", "DT001")
    diagnostics = [
        Diagnostic(codes[index % 6], Severity.ERROR, f"page-{index:03}.md", Span.at(1, 1, 6), f"finding {index}")
        for index in range(number)
    ]
    sources = {diagnostic.path: "source line\n" for diagnostic in diagnostics}
    return Report(tuple(diagnostics), number, sources, "content", RULES)


_levels = st.sampled_from([Severity.ERROR, Severity.WARNING, Severity.INFO])
_spans = st.builds(Span.at, st.integers(1, 9), st.integers(1, 9), st.integers(0, 9))
_paths = st.text(min_size=1).filter(lambda path: not path.startswith("/"))
_diagnostics = st.builds(
    Diagnostic,
    st.sampled_from([*RULES, "XX001"]),
    _levels,
    _paths,
    _spans,
    st.text(),
    st.text(),
    st.builds(Edit, _spans, st.text()),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report, with any text in its paths, messages and sources."""
    found = draw(st.lists(_diagnostics, max_size=6))
    found.sort(key=lambda diagnostic: diagnostic.order)
    sources = draw(st.dictionaries(st.sampled_from([each.path for each in found] or ["a.md"]), st.text()))
    return Report(
        tuple(found), draw(st.integers(0, 9)), sources, draw(st.sampled_from(["content", ".", "", "/srv/content"])), RULES
    )


def thousands() -> Report:
    """A report of 3,000 findings of thirty rules in 1,000 files below nine folders."""
    described = {
        f"XX{code:03}": Described("a-rule-with-an-uncommonly-long-name-" * 2, Severity.ERROR, "", False) for code in range(30)
    }
    found = [
        Diagnostic(
            f"XX{number % 97 % 30:03}", Severity.ERROR, f"folder-{number % 1000 % 9}/{number % 1000}.md", Span.at(1), "wrong"
        )
        for number in range(3000)
    ]
    found.sort(key=lambda diagnostic: diagnostic.order)
    sources = {diagnostic.path: "source line\n" * 50 for diagnostic in found}
    return Report(tuple(found), len(sources), sources, "content", described)
