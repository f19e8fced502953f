import json
import shutil
from pathlib import Path

import pytest

from pipeline.consume import Copy
from pipeline.model import Trouble
from tests.consume.conftest import CONTENT
from tests.consume.publishing import Publisher, Text
from tests.sites import SiteTest

OPEN_DAY, OFFENER_TAG = "tag:example.edu,2026:open-day:en", "tag:example.edu,2026:open-day:de"
FAIR, CALL = "tag:example.edu,2026:fair:en", "tag:example.edu,2026:call:en"
MEND = "if it is being written, try again in a moment, else mend the copy with `pipeline pull --verify`"


def test_entries_come_in_the_order_of_an_import(publisher: Publisher) -> None:
    copy = Copy.open(publisher.output)
    assert [entry.uid for entry in copy.entries()] == [FAIR, OPEN_DAY, CALL, OFFENER_TAG]
    assert [*copy.rows] == [FAIR, OPEN_DAY, CALL, OFFENER_TAG]


def test_entries_of_one_language_or_collection(publisher: Publisher) -> None:
    copy = Copy.open(publisher.output)
    assert [entry.uid for entry in copy.entries(language="de")] == [OFFENER_TAG]
    assert [entry.uid for entry in copy.entries(collection="calls")] == [CALL]
    assert [entry.uid for entry in copy.entries(language="de", collection="calls")] == []


def test_default_language_comes_first_wherever_the_manifest_has_it(publisher: Publisher) -> None:
    manifest = publisher.output / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"default_language": "en"', '"default_language": "de"'))
    assert next(iter(Copy.open(publisher.output).rows)) == OFFENER_TAG


def test_entry_has_every_member_of_its_json(tmp_path: Path) -> None:
    site = SiteTest(tmp_path).published()
    copy = Copy.open(site.output)
    members = {name for entry in copy.entries() for name in copy.document(entry)}
    [entry, *_] = copy.entries()
    assert members <= {*entry.__struct_fields__}
    assert entry.date_published.tzinfo


def test_fragment_and_media_are_those_that_were_published(publisher: Publisher) -> None:
    copy = Copy.open(publisher.output)
    entry = copy.entry(OPEN_DAY)
    assert "Come in." in copy.fragment(entry)
    assert copy.fragment(entry) == copy.fragment(copy.rows[OPEN_DAY])
    [attachment] = entry.attachments
    assert copy.media(attachment.path) == b"A map." * 100


def test_tombstones_and_moves(publisher: Publisher) -> None:
    rest = {key: text for key, text in CONTENT.items() if key[0] != "call"}
    publisher.publish(rest | {("fair", "en"): Text("Meet us.", slug="career-fair", day=5)})
    copy = Copy.open(publisher.output)
    assert copy.tombstones[CALL].reason == "deleted"
    assert [gone.uid for gone in copy.gone] == [CALL]
    assert [(moved.source[-5:], moved.target[-12:]) for moved in copy.redirects] == [("/fair", "/career-fair")]


def test_what_is_not_published_is_not_there(publisher: Publisher) -> None:
    copy = Copy.open(publisher.output)
    with pytest.raises(KeyError):
        copy.entry("tag:example.edu,2026:nothing:en")
    with pytest.raises(KeyError):
        copy.read("../secret")


def test_empty_folder_is_no_copy(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        Copy.open(tmp_path)
    assert str(trouble.value) == f"{tmp_path} holds no manifest.json; fill it with `pipeline pull URL {tmp_path}`"


@pytest.mark.parametrize("data", [b"{}", b"", b"[" * 100_000], ids=["other", "empty", "deep"])
@pytest.mark.parametrize("path", ["entries/en/fair.json", "fragments/en/fair.html"])
def test_altered_file_is_not_given_away(publisher: Publisher, path: str, data: bytes) -> None:
    copy = Copy.open(publisher.output)
    (publisher.output / path).write_bytes(data)
    with pytest.raises(Trouble) as trouble:
        copy.fragment(copy.entry(FAIR))
    assert str(trouble.value) == (
        f"{publisher.output / path} is not the file that is listed: its size or its digest is another one; {MEND}"
    )


def test_missing_file_is_told_of(publisher: Publisher) -> None:
    shutil.rmtree(publisher.output / "fragments")
    copy = Copy.open(publisher.output)
    with pytest.raises(Trouble) as trouble:
        copy.fragment(copy.entry(FAIR))
    assert str(trouble.value) == f"{publisher.output / 'fragments/en/fair.html'} is not in this copy; {MEND}"


def test_file_that_cannot_be_read_is_told_of(publisher: Publisher) -> None:
    copy = Copy.open(publisher.output)
    (publisher.output / "entries/en/fair.json").unlink()
    (publisher.output / "entries/en/fair.json").mkdir()
    with pytest.raises(Trouble, match=r"^cannot read .*fair\.json: is a directory; make it readable$"):
        copy.entry(FAIR)


def test_altered_index_is_told_of_at_once(publisher: Publisher) -> None:
    (publisher.output / "index/en/news.json").write_text("{}")
    with pytest.raises(
        Trouble, match=r"index/en/news\.json is not the file that is listed: its size or its digest is another one"
    ):
        Copy.open(publisher.output)


def test_copy_is_opened_again_when_it_was_replaced_meanwhile(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (publisher.output / "manifest.json").read_bytes()
    publisher.publish(CONTENT | {("fair", "en"): Text("Meet us soon.", day=5)})
    after = (publisher.output / "manifest.json").read_bytes()
    (publisher.output / "manifest.json").write_bytes(before)
    read = Path.open

    def open_(path: Path, mode: str = "r") -> object:
        if path.name == "news.json":
            (publisher.output / "manifest.json").write_bytes(after)
        return read(path, mode)

    monkeypatch.setattr(Path, "open", open_)
    assert Copy.open(publisher.output).sequence == 2


def test_what_changed_since_a_state(publisher: Publisher) -> None:
    states = [Copy.open(publisher.output).state]
    steps = [
        {**CONTENT, ("grant", "en"): Text("Ask us.")},
        {**CONTENT, ("grant", "en"): Text("Ask them.")},
        {**CONTENT, ("fair", "en"): Text("Meet us.", slug="career-fair", day=5)},
    ]
    for content in steps:
        publisher.publish(content)
        states.append(Copy.open(publisher.output).state)
    copy = Copy.open(publisher.output)
    assert len({*states}) == 4
    assert not copy.changes_since(states[3])
    since = copy.changes_since(states[0])
    assert since
    assert (since.added, [*since.changed], [*since.moved], [*since.removed]) == ((), [FAIR], [FAIR], [])
    since = copy.changes_since(states[1])
    assert since
    assert [*since.removed] == ["tag:example.edu,2026:grant:en"]


@pytest.mark.parametrize("state", ["", ":", "0::", "1", "9:x:y", "-1::", "١::", "1::other", "99999999999999999999::"])
def test_reader_who_knows_something_else_reads_everything(publisher: Publisher, state: str) -> None:
    publisher.publish(CONTENT | {("fair", "en"): Text("Meet us soon.", day=5)})
    assert Copy.open(publisher.output).changes_since(state) is None


def test_reader_of_another_line_reads_everything(publisher: Publisher, tmp_path: Path) -> None:
    shutil.copytree(publisher.output, tmp_path / "kept")
    publisher.publish(CONTENT | {("fair", "en"): Text("Meet us once.", day=5)})
    state = Copy.open(publisher.output).state
    kept = Publisher(tmp_path / "kept")
    for text in ("Meet us twice.", "Meet us thrice."):
        kept.publish(CONTENT | {("fair", "en"): Text(text, day=5)})
    assert Copy.open(kept.output).sequence > Copy.open(publisher.output).sequence
    assert Copy.open(kept.output).changes_since(state) is None


def test_reader_of_a_copy_without_lists_of_changes_reads_everything(publisher: Publisher) -> None:
    state = Copy.open(publisher.output).state
    publisher.publish(CONTENT | {("fair", "en"): Text("Meet us soon.", day=5)})
    shutil.rmtree(publisher.output / "changes")
    assert Copy.open(publisher.output).changes_since(state) is None


def test_lists_of_changes_that_the_manifest_does_not_name_are_not_believed(publisher: Publisher) -> None:
    state = Copy.open(publisher.output).state
    publisher.publish(CONTENT | {("fair", "en"): Text("Meet us soon.", day=5)})
    manifest = publisher.output / "manifest.json"
    named = json.loads(manifest.read_text())["changes"]["sha256"]
    manifest.write_text(
        manifest.read_text().replace(f'"latest": 2,\n    "sha256": "{named}"', f'"latest": 2,\n    "sha256": "{"0" * 64}"')
    )
    assert Copy.open(publisher.output).manifest.changes
    assert Copy.open(publisher.output).changes_since(state) is None


def test_manifest_of_a_newer_contract_is_told_of(publisher: Publisher) -> None:
    manifest = publisher.output / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema_version": "2.0"}))
    with pytest.raises(Trouble, match=r"is of version 2\.0 of the contract, and only 1\.x is known here"):
        Copy.open(publisher.output)
