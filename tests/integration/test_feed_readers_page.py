"""docs/feed-readers.md says what test_feed_readers.py holds each reader to; `ACCEPT=1 make test-integration` writes it."""

import json
import re
from pathlib import Path

import pytest

from tests.expected import expect
from tests.integration.readers.catalogue import READERS, Reader

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parent.parent.parent
INTRODUCTION = """\
These programs of other makers read every feed of this site, and those of a site made of all that is hard to carry: markup in
titles, several authors, code, other scripts, the hours at which clocks are changed. Of each feed they have to find the title,
address and language, and of each entry the id, title, address, dates, language, authors, summary, full text, tags and
enclosure, as the entry's own JSON says them and as far as the format carries them (a text counts as what a browser makes of
it). `make test-integration` runs them, and fails as well when a reader gives anything but what its note says, even what is
right."""


def test_the_documentation_says_what_each_reader_reads() -> None:
    notes: dict[str, int] = {}
    rows = [row(reader, notes) for reader in READERS]
    lines = [
        "# Feed readers",
        "",
        INTRODUCTION,
        "",
        "| reader | written in | Atom | RSS | JSON Feed |",
        "| --- | --- | --- | --- | --- |",
        *rows,
        "",
        "✓: all is as the entries say it. Numbers: all but what these notes say. –: not a format of this reader.",
        "",
        *(f"{number}. {note}" for note, number in notes.items()),
    ]
    expect(ROOT / "docs/feed-readers.md", "\n".join(lines) + "\n")


def row(reader: Reader, notes: dict[str, int]) -> str:
    cells = [cell(reader, format, notes) for format in ("atom", "rss", "json")]
    return f"| {' '.join([reader.name, *version(reader)])} ({reader.source}) | {reader.written_in} | {' | '.join(cells)} |"


def cell(reader: Reader, format: str, notes: dict[str, int]) -> str:
    """The numbers of what is known of *reader* in *format*; a note that *notes* does not have yet gets the next one."""
    if format not in reader.formats.split():
        return "–"
    known = {deviation.note: None for deviation in reader.deviations if format in deviation.formats.split()}
    return ", ".join(map(str, sorted(notes.setdefault(note, len(notes) + 1) for note in known))) or "✓"


def version(reader: Reader) -> list[str]:
    """The one that is locked, or those; what Debian installs differs from machine to machine."""
    if reader.source == "npm":
        lock = json.loads((ROOT / "tests/integration/package-lock.json").read_bytes())
        return [lock["packages"][f"node_modules/{reader.name}"]["version"]]
    if reader.source == "PyPI":
        lines = (ROOT / "requirements-integration.lock").read_text(encoding="utf-8")
        return [" or ".join(re.findall(rf"^{reader.name}==(\S+)", lines, re.MULTILINE))]
    return []
