"""A file `x.gz` bears the modification time of `x`: a server makes its validators of it."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store import Outputs
from tests.store.generations import artifact, digests, out_of_step, publish, times, tree

PAIR = {"feeds/news.xml": b"news", "feeds/news.xml.gz": b"small", "manifest.json": b"1"}
LONG_AGO = 1_700_000_000_123_456_789


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """outputs/ with a pair that was published long ago."""
    root = tmp_path / "outputs"
    publish(root, PAIR)
    for path in ("feeds/news.xml", "feeds/news.xml.gz"):
        os.utime(root / path, ns=(LONG_AGO, LONG_AGO))
    return root


def test_both_are_of_one_time_when_they_are_new(tmp_path: Path) -> None:
    publish(tmp_path, PAIR)
    assert out_of_step(tmp_path) == []


def test_a_pair_that_does_not_change_is_not_touched(root: Path) -> None:
    before = times(root)
    publish(root, PAIR, PAIR)
    assert times(root) == before


def test_what_is_compressed_for_the_first_time_gets_the_time_of_its_original(root: Path) -> None:
    alone = {path: data for path, data in PAIR.items() if path != "feeds/news.xml.gz"}
    publish(root, alone, PAIR)
    publish(root, PAIR, alone)
    assert times(root)["feeds/news.xml.gz"] == times(root)["feeds/news.xml"] == LONG_AGO


@pytest.mark.parametrize("path", ["feeds/news.xml", "feeds/news.xml.gz"])
def test_one_of_the_two_that_was_removed_comes_back_in_step(root: Path, path: str) -> None:
    (root / path).unlink()
    publish(root, PAIR, PAIR)
    assert tree(root) == PAIR
    assert out_of_step(root) == []


@pytest.mark.parametrize("path", ["feeds/news.xml", "feeds/news.xml.gz"])
def test_one_of_the_two_that_was_touched_or_altered_is_brought_back_into_step(root: Path, path: str) -> None:
    os.utime(root / path)
    publish(root, PAIR, PAIR)
    assert out_of_step(root) == []
    (root / path).write_bytes(b"altered")
    publish(root, PAIR, PAIR)
    assert tree(root) == PAIR
    assert out_of_step(root) == []


@pytest.mark.parametrize("path", ["feeds/news.xml", "feeds/news.xml.gz"])
@pytest.mark.parametrize("what", ["unlink", "touch", "nothing"])
def test_a_pair_that_is_kept_is_kept_in_step(root: Path, path: str, what: str) -> None:
    with Outputs.open(root) as outputs:
        records = [outputs.stage(artifact(name, data)) for name, data in PAIR.items()]
    if what == "unlink":
        (root / path).unlink()
    if what == "touch":
        os.utime(root / path)
    with Outputs.open(root) as outputs:
        for record in records:
            outputs.keep(record, PAIR.get)
        outputs.commit(PAIR.keys(), digests(PAIR))
    assert tree(root) == PAIR
    assert out_of_step(root) == []
    if what == "nothing":
        assert times(root)["feeds/news.xml.gz"] == LONG_AGO


def test_without_an_original_the_time_is_that_of_the_moment(tmp_path: Path) -> None:
    publish(tmp_path, {"media/data.gz": b"x", "manifest.json": b"1"})
    before = times(tmp_path)
    publish(tmp_path, {"media/data.gz": b"x", "manifest.json": b"1"})
    assert times(tmp_path) == before


def meddle(file: Path, what: str) -> None:
    if file.exists():
        if what == "touch":
            file.touch()
        elif what == "unlink":
            file.unlink()
        else:
            file.write_bytes(b"altered")


PATHS = ["a", "a.gz", "b/c", "b/c.gz"]
STEPS = st.one_of(
    st.tuples(st.just("publish"), st.fixed_dictionaries({}, optional={path: st.sampled_from([b"1", b"2"]) for path in PATHS})),
    st.tuples(st.sampled_from(["touch", "unlink", "write"]), st.sampled_from(PATHS)),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(STEPS, max_size=10))
def test_whatever_happened_before_each_generation_is_in_step(steps: list[tuple[str, dict[str, bytes] | str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        ours: dict[str, bytes] = {}
        for what, given_ in steps:
            if isinstance(given_, str):
                meddle(root / given_, what)
                continue
            generation = {path: data for path, data in sorted(given_.items()) if path.removesuffix(".gz") in given_}
            left = {path for path, data in ours.items() if path not in generation and tree(root).get(path) not in (data, None)}
            for path in left:
                (root / path).unlink()  # what someone altered stays when it is withdrawn, and is theirs
            publish(root, generation, ours)
            assert tree(root) == generation
            assert out_of_step(root) == []
            ours = generation
