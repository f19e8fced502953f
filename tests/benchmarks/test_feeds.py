"""What feeds and archives cost of a build: `BENCH_DOCUMENTS=10000 make bench ARGS="-k feeds"`."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline import emit, ledger, store
from pipeline.check import check
from pipeline.feeds import syndicate
from pipeline.link import link, published
from pipeline.model import Edition
from pipeline.selection import selections
from tests.benchmarks import corpus

DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "2000"))
NOW = datetime(2026, 12, 1, tzinfo=UTC)
FEEDS = """
[feeds.all]
title = { en = "All", de = "Alles" }
archive = true

[feeds.news]
title = { en = "News", de = "Nachrichten" }
types = ["news"]

[feeds.institution]
title = { en = "News of {each}", de = "Nachrichten von {each}" }
each = "institution"
"""
SCHEMA = """\
{ "type": "object", "properties": { "institution": { "type": "string", "x-reference": "page" } } }
"""

T = TypeVar("T")


@pytest.mark.benchmark
def test_what_feeds_cost(tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    folder = Path(os.environ.get("BENCH_FOLDER", memory if memory.is_dir() else tmp_path)) / "pipeline-bench-feeds"
    shutil.rmtree(folder, ignore_errors=True)
    content, output = folder / "content", folder / "outputs"
    settings = write(content)
    print(f"\n{DOCUMENTS:,} documents, {os.cpu_count()} processors, seconds of wall time")
    print(f"{'':22} {'no feeds':>8} {'feeds':>8} {'share':>8}")
    without = taken(content, output, settings)
    shutil.rmtree(output)
    with_feeds = taken(content, output, settings + FEEDS)
    for what, seconds in with_feeds.items():
        print(f"{what:22} {without[what]:8.2f} {seconds:8.2f} {1 - without[what] / seconds:8.0%}")
    print(f"\n{'':22} {'select':>8} {'history':>8} {'emit':>8} {'files':>8} {'MB':>8}")
    stages("the first time", content, None)
    stages("nothing changed", content, output)
    shutil.rmtree(folder)


def write(content: Path) -> str:
    """Write the site, in which each entry refers to an institution; return its site.toml without feeds."""
    corpus.write(content, DOCUMENTS)
    (content / "schemas").mkdir()
    (content / "schemas/news.schema.json").write_text(SCHEMA)
    for number, file in enumerate(sorted((content / "news").iterdir())):
        file.write_text(file.read_text().replace("tags: [", f"institution: institution-{number // 2 % 10}\ntags: [", 1))
    return corpus.SITE.partition("[feeds.")[0].replace('type = "page"', 'type = "news"', 1)


def taken(content: Path, output: Path, settings: str) -> dict[str, float]:
    """Seconds by what was built."""
    (content / "site.toml").write_text(settings)
    build = [sys.executable, "-m", "pipeline", "build", "--now", NOW.isoformat()]
    command = [*build, "--content", str(content), "--output", str(output)]
    run = partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    cold, unchanged = timed(run)[0], timed(run)[0]
    edited = content / "news" / "news-0.en.md"
    edited.write_text(edited.read_text() + "\nEdited.\n")
    return {"cold": cold, "nothing changed": unchanged, "one document edited": timed(run)[0]}


def stages(what: str, content: Path, output: Path | None) -> None:
    """Print what each stage takes by itself, after what is published in *output*."""
    before = ledger.read(partial(store.load, output)) if output else None
    whole = check(content, now=NOW, jobs=os.cpu_count() or 1, progress=lambda *_: None, before=before).corpus
    assert whole
    entries = link(whole, published(whole), {})
    select, _ = timed(lambda: list(selections(whole.site, entries)))
    both, said = timed(lambda: syndicate(whole.site, entries, NOW, ledger=before))
    edition = Edition(whole.site, before, (), said.feeds, {}, None, said.archives, said.histories)
    # Only what has to do with feeds: the edition has no entries.
    seconds, files = timed(lambda: [(file, emit.compressed(file)) for file in emit.artifacts(edition)])
    size = sum(len(file.data) for file, _ in files) / 1e6
    print(f"{what:22} {select:8.2f} {both - select:8.2f} {seconds:8.2f} {len(files):8,} {size:8.1f}")


def timed(run: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    result = run()
    return time.perf_counter() - begun, result
