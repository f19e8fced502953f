"""The catalogue's examples and cases, checked as `pipeline check` does: by the real parser, compiler and linker."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline import emit, parse, rules, site
from pipeline.compile import compile_source
from pipeline.link import corpus
from pipeline.model import Diagnostic, Site, Source

CASES = Path(__file__).parent.parent / "cases" / "rules"
FIRST = "pages/example.en.md"
"""The path of a text that does not say where it lies."""
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILES = ("media/campus.jpg", "media/ornament.png", "media/plan.svg", "media/Übersicht.pdf")
"""What lies beside the sources."""

_FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)


@cache
def the_site() -> Site:
    """Return the site in cases/rules/site."""
    folder = CASES / "site"
    found, findings = site.interpret(
        parse.parse_toml((folder / "site.toml").read_text(encoding="utf-8"))[0],
        {p.name.split(".")[0]: parse.parse_json(p.read_text(encoding="utf-8"))[0] for p in folder.glob("schemas/*.json")},
        {p.stem: parse.parse_toml(p.read_text(encoding="utf-8"))[0] for p in folder.glob("vocabularies/*.toml")},
        feed_formats=emit.feed_formats(),
        rules=rules.catalogue(),
        folders=["pages", "strategy", "institutions", "partnerships", "events", "media"],
    )
    assert found and not findings, findings
    return found


def check(files: Mapping[str, str], place: Site | None = None, now: datetime = NOW) -> list[Diagnostic]:
    """Return all that is found in *files* (text by path), in report order."""
    place = place or the_site()
    sources = [Source(path, text, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()) for path, text in files.items()]
    compiled = [compile_source(source, place) for source in sources]
    found = [diagnostic for document in compiled for diagnostic in document.diagnostics]
    found += rules.check_corpus(corpus(compiled, place, now, FILES))
    return sorted(found, key=lambda diagnostic: diagnostic.order)


def codes(found: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in found]


def split(text: str) -> dict[str, str]:
    """Return the files in *text*, by path: a line `# file: PATH` begins one, and what stands before the first is `FIRST`."""
    first, *rest = _FILE.split(text)
    files = {FIRST: first} if first.strip() else {}
    return files | dict(zip(rest[::2], rest[1::2], strict=True))


def complete(path: str, text: str) -> tuple[str, int]:
    """Return *text* with front matter before it, unless it has its own, and by how many lines that has moved it down."""
    if text.startswith(("---", "+++")):
        return text, 0
    front = f"---\nid: {PurePosixPath(path).name.split('.')[0]}\ntitle: Example\nsummary: An example.\n---\n"
    return front + text, front.count("\n")


def check_example(text: str) -> list[Diagnostic]:
    """Return all that is found in the files that *text* shows."""
    return check({path: complete(path, shown)[0] for path, shown in split(text).items()})
