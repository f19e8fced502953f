"""`pipeline pull`, as far as no server is needed; the rest is in tests/integration/test_pull*.py."""

import os
from pathlib import Path

import pytest

from pipeline.consume import USUAL
from pipeline.store.lock import locked
from tests.cli.place import Place

EXAMPLE = "such as https://example.edu/feeds/manifest.json"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("outputs", f'"outputs" is no web address; name that of the manifest, {EXAMPLE}'),
        ("", f'"" is no web address; name that of the manifest, {EXAMPLE}'),
        ("ftp://site.example/", f'"ftp://site.example/" is no web address; name that of the manifest, {EXAMPLE}'),
        ("http://", f'"http://" is no web address; name that of the manifest, {EXAMPLE}'),
        ("http://[::x]/", f'"http://[::x]/" is no web address; name that of the manifest, {EXAMPLE}'),
        (
            "https://site.example/feeds?page=1",
            (
                '"https://site.example/feeds?page=1" has a part after its path; name the address of the manifest, '
                "or of its folder, alone"
            ),
        ),
        (
            "https://ada:secret@site.example/feeds/index.json",
            (
                '"https://site.example/feeds/index.json" is not the address of a manifest, whose name is manifest.json; name '
                "that, or its folder"
            ),
        ),
    ],
)
def test_address_that_is_none_is_told_of_and_nothing_is_written(place: Place, url: str, expected: str) -> None:
    assert place.run("pull", url, "copy") == (2, "", f"pipeline: {expected}\n")
    assert not Path("copy").exists()


def test_only_some_and_all_exclude_each_other(place: Place) -> None:
    status, out, err = place.run("pull", "https://site.example/", "copy", "--only", "entries", "--all")
    assert (status, out) == (2, "")
    assert err.endswith("Error: --only and --all exclude each other; leave one of them out\n")


def test_one_pull_at_a_time(place: Place) -> None:
    Path("copy").mkdir()
    with locked(Path("copy/.pipeline"), "copy"):
        expected = f"pipeline: another command is writing to copy (process {os.getpid()}); wait until it has ended"
        assert place.run("pull", "https://site.example/", "copy").err.startswith(expected)


def test_outputs_of_a_build_are_not_pulled_into(place: Place) -> None:
    place.run("build")
    before = place.tree()
    expected = "pipeline: outputs holds a publication that no pull has written; name another folder\n"
    assert place.run("pull", "https://site.example/", "outputs") == (2, "", expected)
    assert place.tree() == before


def test_what_is_copied_unless_it_is_said_is_what_the_help_says(place: Place) -> None:
    assert ",".join(sorted(USUAL)) in "".join(place.run("pull", "--help").out.split())
