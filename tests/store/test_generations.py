"""Random histories of outputs/, against a model of what may happen."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Trouble
from tests.store.generations import publish, times, tree

PATHS = ["manifest.json", "a.json", "entries/en/a.json", "entries/en/b.json", "entries/de/a.json", "feeds/news.xml", "x/y/z"]
NAMES = st.sampled_from(PATHS)
CONTENTS = st.sampled_from([b"", b"1", b"2", b"3" * 70_000])
STEPS = st.one_of(
    st.tuples(st.just("publish"), st.dictionaries(NAMES, CONTENTS)),
    st.tuples(st.just("write"), st.dictionaries(NAMES | st.sampled_from(["README.md", "x/note"]), CONTENTS, max_size=2)),
    st.tuples(st.just("remove"), st.dictionaries(NAMES, st.none(), max_size=2)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_each_generation_is_whole_and_the_files_of_others_stay(steps: list[tuple[str, dict[str, bytes]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        published: dict[str, bytes] = {}  # What the ledger says.
        there: dict[str, bytes] = {}  # What stands on the disk.
        for what, arguments in steps:
            if what == "publish":
                foreign = {path for path in arguments if path in there and path not in published}
                before = times(root)
                if any(there[path] != arguments[path] for path in foreign):
                    try:
                        publish(root, arguments, published)
                    except Trouble as trouble:
                        assert "would be overwritten" in str(trouble)
                        assert times(root) == before
                    else:
                        raise AssertionError("a file of someone else was overwritten")
                else:
                    changes = publish(root, arguments, published)
                    ours = {path for path, data in published.items() if there.get(path) == data}
                    expected = {path: data for path, data in there.items() if path not in ours} | arguments
                    assert set(changes.unchanged) == {path for path in arguments if there.get(path) == arguments[path]}
                    assert set(changes.added) == arguments.keys() - there.keys()
                    assert set(changes.removed) == ours - arguments.keys()
                    assert all(times(root)[path] == before[path] for path in changes.unchanged)
                    published, there = arguments, expected
            for path, data in arguments.items():
                if what == "write":
                    (root / path).parent.mkdir(parents=True, exist_ok=True)
                    (root / path).write_bytes(data)
                    there[path] = data
                elif what == "remove":
                    (root / path).unlink(missing_ok=True)
                    there.pop(path, None)
            assert tree(root) == there
