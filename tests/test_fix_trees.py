"""Any mixture of what can be mended is mended: once, for good, and without touching anything else."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check import Checked, Reading, examine
from pipeline.cli._fix import Mended
from pipeline.fix import apply
from pipeline.model import Diagnostic, Edit, Position, RuleSettings, Severity, Source
from pipeline.store import Discovery, SettingsFiles
from tests.rules.checking import the_site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

YAML = [
    "# a comment",
    "# allow LK001: nothing here needs it",
    "updated: 2026-01-01",
    '"expiry_date":   2030-01-01   # soon',
    "'published' : 2026-01-01 08:00",
    "description: What it is.",
    "description: >-\n  What it is,\n  on two lines.",
    "author: 'Ada \"Lady\" Lovelace'",
    "keywords: [a, 'b']",
    "tag: a",
    "locale: en",
    "id:",
    'id: ""  # later',
    "ID: page-NUMBER",
    "slug: 'page-NUMBER'",
    "weight: 3",
    'reviewDate: "2030-01-01"',
    "aliases:\n  - /old/NUMBER",
    "nearest: wherever",
    "teaserimage: {src: https://www.example.org/a.png, alt: A}",
    "tags: [\u202ea]",
]
TOML = [
    "# a comment",
    "# allow LK001, HD001: nothing here needs it",
    'updated = "2026-01-01"',
    "updated = 2026-01-01",
    '"expiry_date"=   "2030-01-01"   # soon',
    "'published' = 2026-01-01T08:00:00Z",
    "description = 'What it is.'",
    'description = """\nWhat it is,\non two lines."""',
    "author = 'Ada \"Lady\" Lovelace'",
    "keywords = ['a', \"b\"]",
    'tag = "a"',
    'id = ""  # later',
    'ID = "page-NUMBER"',
    "weight = 3",
    "nearest = 'wherever'",
    'tags = ["\u202ea"]',
]
BODY = [
    "# Fees",
    "> # Fees",
    "- # Fees",
    "#\tFees {#fees}",
    "Fees\n====",
    "#",
    "```\n# no heading\n```",
    "Sinti*zze und Rom*nja.",
    "a*b und c*d und *e*f g*h.",
    "| a | b |\n| - | - |\n| a*b c*d | \x08 |",
    "A\u202e text\ufeff with\x0b marks.",
    "\x1b# \x00Fees",
    "Universit\ufffdt.",
    "<!-- allow LK001: it is not needed -->\nText.",
    "Text. <!-- allow LK001: it is not needed -->",
    "<!-- allow LK001, HD001: one of them\nis needed -->\n\n# Fees",
    "<!-- allow LK001,HD001: one of them is needed -->\n\n# Fees",
    "<!-- allow LK001: it is not needed -->",
    "<!-- allow LK001 -->",
    "- Text.\n  <!-- allow LK001: it is not needed -->\n  # Fees",
    "> <!-- allow LK001: it is not needed -->\n> Text.",
    "See [the fees](http://www.example.org/fees) or <HTTP://www.example.com/fees>.",
    "See [the fees][1] and http://www.example.com now.\n\n[1]: http://www.example.org",
    "The Exampel University and the exampel\nUniversity, and EXAMPLE  university.",
    "1. The *Exampel* University\n2. [Exampel University](http://www.example.org/a*b)",
    "Fin.",
]
TERMS = {"en": {"Example University": ["Exampel University", "example university"]}}


@st.composite
def texts(draw: st.DrawFn) -> str:
    fields, fence, title = draw(st.sampled_from([(YAML, "---", "title: A"), (TOML, "+++", 'title = "A"')]))
    front = draw(st.lists(st.sampled_from(fields), max_size=6, unique_by=lambda line: line.strip("\"'# ").split()[0]))
    indent = draw(st.sampled_from(["", "", "  "])) if fence == "---" and not any("\n" in line for line in front) else ""
    lines = [indent + line for line in draw(st.permutations([title, *front]))]
    body = "\n\n".join(draw(st.lists(st.sampled_from(BODY), max_size=6)))
    text = "\n".join([fence, *lines, fence, body]) + draw(st.sampled_from(["", "\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))


TREES = st.lists(texts(), min_size=1, max_size=3)
PLACE = msgspec.structs.replace(the_site(), rules={**the_site().rules, "TX001": RuleSettings(options={"terms": TERMS})})
unhurried = settings(deadline=None)


def reading(*texts: str) -> Reading:
    """A content folder, which no disk knows, of pages with these *texts*."""
    own = [text.replace("NUMBER", str(number)) for number, text in enumerate(texts, start=1)]
    paths = [f"pages/{number}.en.md" for number, _ in enumerate(own, start=1)]
    sources = [Source(path, text, sha256(text.encode()).hexdigest()) for path, text in zip(paths, own, strict=True)]
    found = Discovery(tuple(sources), frozenset(), ())
    return Reading(Path(), PLACE, SettingsFiles(None, {}, {}, ()), found, ())


def judge(read: Reading) -> Checked:
    return examine(read, now=NOW, jobs=1, progress=lambda stage, done, total: None)


def errors(checked: Checked) -> list[Diagnostic]:
    return [found for found in checked.diagnostics if found.severity is Severity.ERROR]


@unhurried
@given(TREES)
def test_what_is_mended_needs_no_mending_and_has_no_new_errors(texts: list[str]) -> None:
    mended = Mended(reading(*texts), judge)
    before, after = judge(mended.before), judge(mended.after)
    assert [found for found in after.diagnostics if found.fix] == []
    assert {found.code for found in errors(after)} <= {found.code for found in errors(before)}
    assert len(errors(after)) <= len(errors(before))
    assert not Mended(mended.after, judge).texts


@unhurried
@given(texts())
def test_all_that_no_edit_names_stays_in_its_order(text: str) -> None:
    read = reading(text)
    edits = [found.fix for found in judge(read).diagnostics if isinstance(found.fix, Edit)]
    after = iter(apply(text, edits)[0])
    named = {offset for edit in edits for offset in range(offset_of(text, edit.span.start), offset_of(text, edit.span.end))}
    assert all(character in after for offset, character in enumerate(text) if offset not in named)


def offset_of(text: str, position: Position) -> int:
    ends = [match.end() for match in re.finditer("\r\n|\r|\n", text)]
    return [0, *ends][position.line - 1] + position.column - 1


@unhurried
@given(texts())
def test_every_line_ends_as_it_did(text: str) -> None:
    [mended] = Mended(reading(text), judge).after.sources
    assert set(re.findall("\r\n|\r|\n", mended.text)) == set(re.findall("\r\n|\r|\n", text))
