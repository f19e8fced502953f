import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.model import FileRecord, Trouble
from pipeline.store import Changes, Cleaned, Outputs, clean, keep_apart, load
from tests.store.generations import artifact, digests, publish, times, tree

ONE = {"manifest.json": b"1", "entries/en/a.json": b"a", "entries/en/b.json": b"b", "feeds/en/news.xml": b"n"}
TWO = {"manifest.json": b"2", "entries/en/a.json": b"a", "entries/en/c.json": b"c", "feeds/en/news.xml": b"N"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "outputs"


def test_a_first_generation_is_all_new(root: Path) -> None:
    assert publish(root, ONE) == Changes(added=tuple(sorted(ONE)), changed=(), removed=(), unchanged=(), kept=())
    assert tree(root) == ONE


def test_the_next_generation_replaces_the_one_before(root: Path) -> None:
    publish(root, ONE)
    assert publish(root, TWO, ONE) == Changes(
        added=("entries/en/c.json",),
        changed=("feeds/en/news.xml", "manifest.json"),
        removed=("entries/en/b.json",),
        unchanged=("entries/en/a.json",),
        kept=(),
    )
    assert tree(root) == TWO


def test_what_does_not_change_is_not_touched(root: Path) -> None:
    publish(root, ONE)
    before = times(root)
    assert publish(root, ONE, ONE).unchanged == tuple(sorted(ONE))
    assert times(root) == before
    publish(root, TWO, ONE)
    assert times(root)["entries/en/a.json"] == before["entries/en/a.json"]


def test_a_record_says_what_an_index_says(root: Path) -> None:
    with Outputs.open(root) as outputs:
        record = outputs.stage(artifact("a/b.txt", b"text"))
    assert record == FileRecord("a/b.txt", sha256(b"text").hexdigest(), 4, "text/plain")


def test_without_a_commit_nothing_changes(root: Path) -> None:
    publish(root, ONE)
    with pytest.raises(KeyError), Outputs.open(root) as outputs:
        for path, data in TWO.items():
            outputs.stage(artifact(path, data))
        raise KeyError
    assert tree(root) == ONE


def test_empty_folders_go_with_their_last_file_unless_someone_uses_them(root: Path) -> None:
    publish(root, {"a/b/c/x": b"x", "a/y": b"y", "d/z": b"z", "manifest.json": b"1"})
    (root / "d" / "note.txt").write_text("mine")
    publish(root, {"a/y": b"y", "manifest.json": b"2"}, {"a/b/c/x": b"x", "a/y": b"y", "d/z": b"z", "manifest.json": b"1"})
    assert tree(root) == {"a/y": b"y", "manifest.json": b"2", "d/note.txt": b"mine"}
    assert not (root / "a" / "b").exists()


def test_files_of_others_stay(root: Path) -> None:
    root.mkdir()
    (root / "README.md").write_bytes(b"read me")
    publish(root, ONE)
    publish(root, {}, ONE)
    assert tree(root) == {"README.md": b"read me"}


def test_a_file_of_another_is_never_overwritten_and_nothing_else_changes(root: Path) -> None:
    publish(root, ONE)
    (root / "entries/en/c.json").write_bytes(b"mine")
    with pytest.raises(Trouble, match=r"outputs/entries/en/c.json would be overwritten, and no build before this one wrote it"):
        publish(root, TWO, ONE)
    assert tree(root) == {**ONE, "entries/en/c.json": b"mine"}


def test_the_same_bytes_are_adopted_whoever_wrote_them(root: Path) -> None:
    publish(root, ONE)
    assert publish(root, ONE).unchanged == tuple(sorted(ONE))


def test_several_files_of_others_are_counted(root: Path) -> None:
    publish(root, ONE)
    with pytest.raises(Trouble, match=r"outputs/feeds/en/news.xml and 1 other file would be overwritten"):
        publish(root, TWO)
    assert tree(root) == ONE


def test_what_someone_changed_is_mended_while_it_is_published(root: Path) -> None:
    publish(root, ONE)
    (root / "entries/en/a.json").write_bytes(b"!")
    assert publish(root, ONE, ONE).changed == ("entries/en/a.json",)
    assert tree(root) == ONE


def test_what_someone_changed_stays_when_it_is_withdrawn_and_is_named(root: Path) -> None:
    publish(root, ONE)
    (root / "entries/en/b.json").write_bytes(b"mine")
    changes = publish(root, TWO, ONE)
    assert (changes.removed, changes.kept) == ((), ("entries/en/b.json",))
    assert tree(root) == {**TWO, "entries/en/b.json": b"mine"}


def test_what_someone_removed_is_published_again(root: Path) -> None:
    publish(root, ONE)
    (root / "entries/en/a.json").unlink()
    (root / "entries/en/b.json").unlink()
    changes = publish(root, TWO, ONE)
    assert changes.added == ("entries/en/a.json", "entries/en/c.json")
    assert (changes.removed, changes.kept) == ((), ())
    assert tree(root) == TWO


def test_nothing_is_written_or_removed_through_a_linked_folder(root: Path, tmp_path: Path) -> None:
    publish(root, ONE)
    (root / "entries").rename(tmp_path / "elsewhere")
    (root / "entries").symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path / "elsewhere")
    with pytest.raises(Trouble, match="entries is a link; move that away"):
        publish(root, TWO, ONE)
    changes = publish(root, {"manifest.json": b"2"}, ONE)
    assert changes.kept == ("entries/en/a.json", "entries/en/b.json")
    assert tree(tmp_path / "elsewhere") == before


@pytest.mark.parametrize("other", [b"other", ONE["entries/en/a.json"]])
def test_a_link_in_place_of_our_file_is_replaced_and_its_target_left_alone(root: Path, tmp_path: Path, other: bytes) -> None:
    publish(root, ONE)
    (tmp_path / "other").write_bytes(other)
    (root / "entries/en/a.json").unlink()
    (root / "entries/en/a.json").symlink_to(tmp_path / "other")
    publish(root, TWO, ONE)
    assert not (root / "entries/en/a.json").is_symlink()
    assert tree(root) == TWO
    assert (tmp_path / "other").read_bytes() == other


def test_a_pipe_in_place_of_our_file_is_replaced_and_not_waited_for(root: Path) -> None:
    publish(root, ONE)
    (root / "entries/en/a.json").unlink()
    os.mkfifo(root / "entries/en/a.json")
    publish(root, ONE, ONE)
    assert tree(root) == ONE


@pytest.mark.parametrize(
    ("standing", "path", "obstacle"),
    [("entries", "entries/en/a.json", "entries is not a folder"), ("entries/x", "entries", "entries is a folder")],
)
def test_a_file_in_place_of_a_folder_and_the_reverse_are_trouble(root: Path, standing: str, path: str, obstacle: str) -> None:
    publish(root, {standing: b"x"})
    with pytest.raises(Trouble, match=rf"cannot write .*outputs/{path}: {obstacle}; move that away"):
        publish(root, {path: b"y", "other": b"z"}, {standing: b"x"})
    assert tree(root) == {standing: b"x"}


BAD_PATHS = ["", "/etc/x", "../x", "a/../x", "a//x", "a/", "./x", ".pipeline/lock", "a/.x", "a\\x", "a\0", "a\nb", "\udc80"]


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_path_that_could_lead_elsewhere_is_refused(root: Path, path: str) -> None:
    publish(root, ONE)
    with Outputs.open(root) as outputs:
        with pytest.raises(Trouble, match="cannot be a path below outputs/"):
            outputs.stage(artifact(path, b"x"))
        with pytest.raises(Trouble, match="cannot be a path below outputs/"):
            outputs.load(path)
        with pytest.raises(Trouble, match="cannot be a path below outputs/"):
            outputs.commit(ONE.keys(), {path: "0" * 64})
    assert tree(root) == ONE


def test_two_artifacts_with_one_path_are_a_defect_unless_they_are_equal(root: Path) -> None:
    with Outputs.open(root) as outputs:
        assert outputs.stage(artifact("a", b"1")) == outputs.stage(artifact("a", b"1"))
        with pytest.raises(ValueError, match="two artifacts are called a"):
            outputs.stage(artifact("a", b"2"))


def test_published_files_are_loaded_and_missing_ones_are_none(root: Path) -> None:
    publish(root, ONE)
    with Outputs.open(root) as outputs:
        assert outputs.load("entries/en/a.json") == b"a"
        assert outputs.load("entries/en/z.json") is None
        assert outputs.load("manifest.json/x") is None
    assert load(root, "manifest.json") == b"1"
    assert load(root / "nowhere", "manifest.json") is None


def test_a_folder_in_place_of_a_published_file_is_trouble_to_load(root: Path) -> None:
    (root / "manifest.json").mkdir(parents=True)
    with pytest.raises(Trouble, match=r"cannot read .*outputs/manifest.json: not a regular file"):
        load(root, "manifest.json")


def test_files_get_the_mode_that_the_umask_gives(root: Path) -> None:
    before = os.umask(0o027)
    try:
        publish(root, ONE)
    finally:
        os.umask(before)
    assert (root / "manifest.json").stat().st_mode & 0o777 == 0o640
    assert (root / "entries").stat().st_mode & 0o777 == 0o750


def test_the_outputs_folder_may_itself_be_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    root.symlink_to("served")
    publish(root, ONE)
    assert tree(tmp_path / "served") == ONE


def test_an_output_folder_that_is_a_file_is_trouble(root: Path) -> None:
    root.write_text("x")
    with pytest.raises(Trouble, match=r"cannot write to .*outputs: "), Outputs.open(root):
        pass


def test_a_workshop_that_leads_elsewhere_is_trouble(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root.mkdir()
    (root / ".pipeline").symlink_to("../elsewhere")
    with pytest.raises(Trouble, match=r"cannot write to .*outputs: not a directory"), Outputs.open(root):
        pass
    assert not tree(tmp_path / "elsewhere")


def test_an_unwritable_output_folder_is_trouble(ordinary_folder: Path) -> None:
    root = ordinary_folder / "outputs"
    root.mkdir(mode=0o500)
    with pytest.raises(Trouble, match=r"cannot write to .*outputs: permission denied; give the user"), Outputs.open(root):
        pass


@pytest.mark.parametrize(
    "generation",
    [
        {**ONE, "entries/en/a.json": b"A"},
        {**ONE, "entries/en/c.json": b"c"},
        {**ONE, "entries/en/x/y": b"y"},
        {"manifest.json": b"3"},
    ],
    ids=["replace", "add", "add a folder", "remove"],
)
def test_an_unwritable_folder_inside_is_trouble_before_anything_changes(
    ordinary_folder: Path, generation: dict[str, bytes]
) -> None:
    root = ordinary_folder / "outputs"
    publish(root, ONE)
    (root / "entries/en").chmod(0o500)
    with pytest.raises(Trouble, match=r"cannot write to .*outputs: permission denied"):
        publish(root, generation, ONE)
    assert tree(root) == ONE
    (root / "entries/en").chmod(0o700)
    publish(root, ONE, ONE)
    assert tree(root) == ONE


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The nearest thing to a full disk that every system offers."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_write_that_fails_half_way_is_trouble_and_changes_nothing(root: Path) -> None:
    publish(root, ONE)
    with pytest.raises(Trouble, match=r"cannot write .*outputs/large: the file would be larger"), files_of_at_most(1000):
        publish(root, {**TWO, "large": bytes(1001)}, ONE)
    assert tree(root) == ONE


def test_a_journal_that_cannot_be_written_is_trouble_and_changes_nothing(root: Path) -> None:
    publish(root, ONE)
    many = {f"entries/en/{number}": b"x" for number in range(100)}
    with pytest.raises(Trouble, match=r"cannot write to .*outputs: the file would be larger"), files_of_at_most(1000):
        publish(root, many, ONE)
    assert tree(root) == ONE


def test_clean_removes_what_we_wrote_and_names_what_stays(root: Path) -> None:
    publish(root, ONE)
    (root / "README.md").write_bytes(b"read me")
    (root / "entries/en/a.json").write_bytes(b"mine")
    (root / "link").symlink_to("nowhere")
    assert clean(root, digests(ONE)) == Cleaned(
        removed=("entries/en/b.json", "feeds/en/news.xml", "manifest.json"), kept=("README.md", "entries/en/a.json", "link")
    )
    assert tree(root) == {"README.md": b"read me", "entries/en/a.json": b"mine"}
    assert not (root / "feeds").exists()


def test_clean_of_nothing_makes_nothing(root: Path) -> None:
    assert clean(root, {}) == Cleaned((), ())
    assert not root.exists()


def test_content_and_outputs_are_kept_apart(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "link").symlink_to("content")
    keep_apart(content, tmp_path / "outputs")
    keep_apart(content, tmp_path / "content-outputs")
    for output in (content, content / "outputs", tmp_path, tmp_path / "link" / "x", tmp_path / "x" / ".." / "content"):
        with pytest.raises(Trouble, match="overlap; name another one for the outputs with --output"):
            keep_apart(content, output)


# What is kept as it was published


def keep(root: Path, elsewhere: dict[str, bytes] | None = None) -> Changes:
    """Publish the first generation again, all of it kept."""
    with Outputs.open(root) as outputs:
        for path, data in ONE.items():
            record = FileRecord(path, sha256(data).hexdigest(), len(data), "text/plain")
            assert outputs.keep(record, (elsewhere or {}).get) == record
        return outputs.commit(ONE.keys(), digests(ONE))


def test_what_is_kept_is_part_of_the_next_generation_and_not_touched(root: Path) -> None:
    publish(root, ONE)
    before = times(root)
    assert keep(root).unchanged == tuple(sorted(ONE))
    assert times(root) == before
    assert tree(root) == ONE


def test_what_is_to_be_kept_and_was_removed_or_altered_is_restored(root: Path) -> None:
    publish(root, ONE)
    (root / "entries/en/a.json").unlink()
    (root / "entries/en/b.json").write_bytes(b"altered")
    changes = keep(root, ONE)
    assert (changes.added, changes.changed) == (("entries/en/a.json",), ("entries/en/b.json",))
    assert tree(root) == ONE


@pytest.mark.parametrize("there", [b"altered", None])
@pytest.mark.parametrize("elsewhere", [b"altered too", None])
@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        (
            "feeds/en/news/2026-1.atom.xml",
            "remove feeds/en/news/history.json and build again with --allow-removals: that feed's archives",
        ),
        ("changes/000042.json", "empty the output folder and build again"),
    ],
)
def test_what_is_to_be_kept_and_is_nowhere_is_trouble_that_says_what_to_do(
    root: Path, path: str, remedy: str, there: bytes | None, elsewhere: bytes | None
) -> None:
    (root / path).parent.mkdir(parents=True)
    if there:
        (root / path).write_bytes(there)
    message = f"the published {path} is missing or was altered; restore it from a backup, or {remedy}"
    with Outputs.open(root) as outputs, pytest.raises(Trouble, match=message):
        outputs.keep(FileRecord(path, sha256(b"was").hexdigest(), 3, "text/plain"), {path: elsewhere}.get)
    assert not there or (root / path).read_bytes() == there


def test_a_file_cannot_be_kept_outside(root: Path) -> None:
    with Outputs.open(root) as outputs, pytest.raises(Trouble, match="cannot be a path below outputs/"):
        outputs.keep(FileRecord("../x", "0" * 64, 1, "text/plain"), {"../x": b""}.get)
