"""feeds/LANG/NAME/history.json"""

import msgspec

from pipeline import emit
from pipeline.model import History
from tests.emit.factory import Publication, past


def test_the_next_build_reads_what_this_one_knew() -> None:
    data = past().files()["feeds/en/news/history.json"]
    assert msgspec.json.decode(data, type=History) == past().histories[0]


def test_an_archive_has_a_line_of_its_own_so_that_a_new_one_changes_no_other() -> None:
    before = Publication().entry().feed().archive("2026-1").history().files()["feeds/en/news/history.json"].decode()
    after = (
        Publication()
        .entry()
        .feed()
        .archive("2026-1")
        .archive("2026-2")
        .history()
        .files()["feeds/en/news/history.json"]
        .decode()
    )
    lines = [line for line in before.splitlines() if '"2026-1"' in line]
    assert len(lines) == 1
    assert f"{lines[0]},\n" in after


def test_times_are_those_of_rfc_3339() -> None:
    [version] = Publication().entry().feed().history().json("feeds/en/news/history.json")["window"]
    assert version["at"] == "2026-04-02T10:30:00+02:00"


def test_it_is_a_file_of_the_feeds() -> None:
    [artifact] = [found for found in emit.artifacts(past().edition()) if found.path.endswith("history.json")]
    assert (artifact.owner, artifact.media_type) == ("feeds", "application/json")


def test_without_histories_there_is_none() -> None:
    assert not [path for path in Publication().entry().feed().files() if "history" in path and not path.startswith("schemas/")]
