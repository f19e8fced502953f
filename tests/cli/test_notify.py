"""`pipeline notify`, as far as no hub is needed; the rest is in tests/integration/test_websub*.py."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from pipeline.store import Outputs
from pipeline.store.lock import locked
from tests.cli.place import Place

HUB = "https://hub.example/"
SUMMARIES = "feeds/de/summaries.rss.xml"
"""The only feed of the golden site that has a hub."""
WOULD_TELL = f"would tell {HUB} of {SUMMARIES}\n"
NOTHING = "nothing to tell: no feed has changed\n"


@pytest.fixture
def published(place: Place) -> Place:
    place.run("build")
    return place


def remember(place: Place, *others: str) -> Path:
    """Write the memory of one who has told the hub of the feed as it stands, and of *others*."""
    sha256 = hashlib.sha256((place.output / SUMMARIES).read_bytes()).hexdigest()
    topics = {path: {"hub": HUB, "topic": f"https://site.example/feeds/{path}", "path": path} for path in (SUMMARIES, *others)}
    memory = place.output / ".notified.json"
    memory.write_text(json.dumps({"version": 1, "told": [{**topic, "sha256": sha256} for topic in topics.values()]}))
    return memory


def test_dry_run_shows_what_would_be_told_and_leaves_no_trace(published: Place) -> None:
    before = published.tree()
    assert published.run("notify", "--dry-run") == (0, WOULD_TELL, "")
    assert published.tree() == before


def test_what_was_told_is_not_told_again(published: Place) -> None:
    remember(published)
    assert published.run("notify") == (0, NOTHING, "")
    assert published.run("notify", "--dry-run") == (0, "", "")


def test_what_has_changed_since_is_told(published: Place) -> None:
    remember(published)
    published.edit("news/open-day.de.md", "title: Tag der offenen Tür", "title: Offene Tür")
    published.run("build")
    assert published.run("notify", "--dry-run").out == WOULD_TELL


def test_all_is_told_again_if_that_is_asked_for(published: Place) -> None:
    remember(published)
    assert published.run("notify", "--all", "--dry-run").out == WOULD_TELL


def test_what_is_published_no_more_is_forgotten(published: Place) -> None:
    memory = remember(published, "feeds/de/gone.rss.xml")
    assert published.run("notify") == (0, NOTHING, "")
    assert [told["path"] for told in json.loads(memory.read_bytes())["told"]] == [SUMMARIES]


def test_memory_may_lie_elsewhere(published: Place) -> None:
    shutil.move(remember(published), "told.json")
    assert published.run("notify", "--memory", "told.json").out == NOTHING


def test_feeds_without_a_hub_are_told_to_nobody(place: Place) -> None:
    place.edit("site.toml", f'hub = "{HUB}"\n', "")
    place.run("build")
    before = place.tree()
    assert place.run("notify") == (0, "no feed names a hub; set `hub` of a feed in site.toml\n", "")
    assert place.tree() == before


def test_password_of_a_hub_is_not_shown(place: Place) -> None:
    place.edit("site.toml", HUB, "https://user:pass@hub.example/")
    place.run("build")
    assert place.run("notify", "--dry-run").out == WOULD_TELL


def test_no_content_is_needed(published: Place) -> None:
    shutil.rmtree(published.content)
    assert published.run("notify", "--dry-run").out == WOULD_TELL


def test_nothing_published_is_told_of(place: Place) -> None:
    expected = "pipeline: nothing is published in outputs; run `pipeline build` first, or name another folder with --output\n"
    assert place.run("notify") == (2, "", expected)
    assert not place.output.exists()


def test_nothing_is_told_while_a_build_writes(published: Place) -> None:
    with Outputs.open(published.output):
        (published.output / SUMMARIES).write_text("of the next generation")
        expected = "pipeline: outputs is being written; wait until that has ended and run the command again\n"
        assert published.run("notify") == (2, "", expected)


def test_build_that_compiles_is_in_nobodys_way(published: Place) -> None:
    remember(published)
    with Outputs.open(published.output):
        assert published.run("notify") == (0, NOTHING, "")


def test_altered_feed_is_told_of(published: Place) -> None:
    (published.output / SUMMARIES).write_text("altered")
    status, out, err = published.run("notify")
    assert (status, out) == (2, "")
    assert (
        err == f"pipeline: the published {SUMMARIES} is not the file that index/feeds.json names; run `pipeline build` again\n"
    )


def test_what_a_killed_build_left_is_finished_first(published: Place) -> None:
    shutil.move(published.output, "public")
    workshop = Path("public/.pipeline")
    staging = workshop / "staging"
    staging.mkdir(parents=True)
    shutil.move(Path("public") / SUMMARIES, staging / "0")
    digest = hashlib.sha256((staging / "0").read_bytes()).hexdigest()
    (workshop / "journal.json").write_text(json.dumps({"install": [["0", SUMMARIES, digest]], "remove": []}))
    assert published.run("notify", "--output", "public", "--dry-run") == (0, WOULD_TELL, "")
    assert not workshop.exists()


def test_second_command_at_once_tells_nothing(published: Place) -> None:
    with locked(published.output / ".notified.json.lock", "x"):
        expected = f"pipeline: another command is writing to outputs/.notified.json (process {os.getpid()}); "
        status, out, err = published.run("notify")
    assert (status, out) == (2, "")
    assert err.startswith(expected)


def test_file_that_is_no_memory_is_left_alone(published: Place) -> None:
    Path("notes.txt").write_text("notes")
    status, out, err = published.run("notify", "--memory", "notes.txt")
    assert (status, out) == (2, "")
    assert err.startswith("pipeline: notes.txt is not what `pipeline notify` remembers (")
    assert Path("notes.txt").read_text() == "notes"


def test_memory_that_cannot_be_written_is_told_of_before_anything_is_told(published: Place) -> None:
    expected = (
        "pipeline: cannot write nowhere/told.json: no such file or directory; look at that path and run the command again\n"
    )
    assert published.run("notify", "--memory", "nowhere/told.json") == (2, "", expected)
