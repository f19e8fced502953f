"""`pipeline pull` from a server: what is fetched, and what is in the folder afterwards."""

import gzip
import hashlib
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.consume import Copy
from pipeline.model import Trouble
from tests.cli.place import Result, started
from tests.consume.publishing import Publisher, Text
from tests.consume.test_protocol import PAGE, publications
from tests.integration.pulling import Reader
from tests.integration.web import Headers, Web, response, serving
from tests.sites import tree

pytestmark = pytest.mark.integration

USUAL = ("changes/", "entries/", "fragments/", "index/", "media/", "manifest.json", "redirects.json")
CONTENT = {
    ("open-day", "en"): Text("Come in.", day=3, media="A map."),
    ("open-day", "de"): Text("Kommen Sie herein.", day=3),
    ("fair", "en"): Text("Meet us.", day=2),
    ("call", "en"): Text("Apply now.", collection="calls"),
}


class Place:
    """A publisher, a server of what it publishes, and a reader."""

    def __init__(self, folder: Path) -> None:
        self.publisher = Publisher(folder / "outputs")
        self.reader = Reader(folder / "copy")
        self.content = dict(CONTENT)
        self.files: dict[str, bytes] = {}
        self.web = Web(lambda path, headers: serving(self.files)(path, headers))
        self.publish()

    def publish(self, content: dict[tuple[str, str], Text] | None = None, *, forget: bool = False) -> None:
        self.content = self.content if content is None else content
        self.publisher.publish(self.content, forget=forget)
        self.files.clear()
        self.files |= tree(self.publisher.output)

    def pull(self, **options: Any) -> list[str]:
        """Pull, and return what was asked for."""
        self.web.asked.clear()
        self.reader.pull(self.web.url, **options)
        return [*self.web.asked]

    def usual(self) -> dict[str, bytes]:
        """What a copy has that is told nothing else."""
        return {path: data for path, data in self.files.items() if path.startswith(USUAL) and not path.endswith(".gz")}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    with place.web:
        yield place


def test_first_pull_copies_what_an_importer_needs_and_asks_for_each_file_once(place: Place) -> None:
    asked = place.pull()
    assert place.reader.tree() == place.usual()
    assert sorted(asked) == sorted(place.usual())


def test_nothing_but_the_copy_is_left_in_the_folder(place: Place) -> None:
    place.pull()
    assert sorted(tree(place.reader.folder)) == sorted([*place.usual(), ".pull", "pull.json"])
    assert (place.reader.folder / ".pull").stat().st_size == 0


def test_second_pull_asks_once_whether_anything_changed(place: Place) -> None:
    place.pull()
    assert place.pull() == ["manifest.json"]
    assert place.reader.tree() == place.usual()


def test_changed_entry_costs_few_requests(place: Place) -> None:
    place.pull()
    place.publish(place.content | {("fair", "en"): Text("Meet us soon.", day=2)})
    asked = place.pull()
    assert len(asked) <= 8
    assert {"manifest.json", "changes/000002.json", "entries/en/fair.json", "fragments/en/fair.html"} <= {*asked}
    assert place.reader.tree() == place.usual()


def test_indexes_of_files_are_made_of_the_changes_instead_of_fetched(place: Place) -> None:
    place.pull()
    place.publish(place.content | {("fair", "en"): Text("Meet us soon.", day=2, media="A plan.")})
    before = place.reader.copy()
    changed = {path for path in place.files if path.startswith("index/") and before.files}
    asked = {path for path in place.pull() if path.startswith("index/")}
    assert not asked & {"index/feeds.json", "index/media.json", "index/site.json", "index/changes.json"} & changed
    assert place.reader.tree() == place.usual()


def test_entry_that_is_gone_leaves_nothing_behind(place: Place) -> None:
    place.pull()
    place.publish({key: text for key, text in place.content.items() if key != ("open-day", "en")})
    place.pull()
    assert place.reader.tree() == place.usual()
    assert not (place.reader.folder / "entries/en/open-day.json").exists()
    assert not (place.reader.folder / "media").exists()
    assert [*place.reader.copy().tombstones] == ["tag:example.edu,2026:open-day:en"]


def test_moved_entry_is_found_with_its_redirect(place: Place) -> None:
    place.pull()
    place.publish(place.content | {("fair", "en"): Text("Meet us.", slug="career-fair", day=2)})
    place.pull()
    [redirect] = place.reader.copy().redirects
    assert redirect.source.endswith("/news/fair")
    assert redirect.target.endswith("/news/career-fair")


def test_reader_that_is_far_behind_takes_the_complete_set(place: Place) -> None:
    place.pull()
    for number in range(12):
        place.publish(place.content | {("fair", "en"): Text(f"Meet us {number} times.", day=2)})
    asked = place.pull()
    assert "index/changes.json" in asked
    assert len(asked) == len({*asked})
    assert place.reader.tree() == place.usual()


def test_new_epoch_is_followed(place: Place) -> None:
    place.pull()
    place.publish(place.content | {("fair", "en"): Text("Meet us again.", day=2)}, forget=True)
    place.pull()
    assert place.reader.tree() == place.usual()
    assert place.reader.copy().sequence == 1


def test_publisher_who_went_back_and_on_is_followed(place: Place, tmp_path: Path) -> None:
    kept = Publisher(tmp_path / "kept")
    kept.publish(place.content)
    place.publish(place.content | {("fair", "en"): Text("Meet us once.", day=2)})
    place.pull()
    place.publisher = kept
    place.publish(place.content | {("fair", "en"): Text("Meet us twice.", day=2)})
    place.publish(place.content | {("fair", "en"): Text("Meet us thrice.", day=2)})
    place.pull()
    assert place.reader.tree() == place.usual()


def test_older_build_is_refused_unless_it_is_asked_for(place: Place) -> None:
    first = dict(place.files)
    place.publish(place.content | {("fair", "en"): Text("Meet us soon.", day=2)})
    place.pull()
    before = place.reader.tree()
    place.files.clear()
    place.files |= first
    with pytest.raises(Trouble) as trouble:
        place.pull()
    assert str(trouble.value) == (
        f"{place.web.url}manifest.json offers build 1, and copy has build 2 already; a cache in between may be behind: "
        "run it again later; if the publisher went back, run it with --allow-older"
    )
    assert place.reader.tree() == before
    place.pull(allow_older=True)
    assert place.reader.tree() == place.usual()


def test_everything_is_copied_if_that_is_asked_for(place: Place) -> None:
    place.pull(parts=None)
    assert place.reader.tree() == place.files


def test_copy_has_what_was_asked_for_last(place: Place) -> None:
    place.pull(parts=None)
    place.pull(parts=frozenset({"entries"}))
    assert {path.partition("/")[0] for path in place.reader.tree()} == {"entries", "index", "manifest.json"}
    place.pull()
    assert place.reader.tree() == place.usual()


def test_part_that_nobody_publishes_is_told_of(place: Place) -> None:
    with pytest.raises(Trouble, match=r'^nothing published is called "entires"; did you mean "entries"\?$'):
        place.pull(parts=frozenset({"entires"}))


def test_mass_removal_is_refused_unless_it_is_meant(place: Place) -> None:
    many = {(f"news-{number}", "en"): Text("News.") for number in range(10)}
    place.publish(many)
    place.pull()
    before = place.reader.tree()
    place.publish({key: text for key, text in many.items() if key[0] > "news-5"})
    with pytest.raises(Trouble) as trouble:
        place.pull()
    assert str(trouble.value) == (
        "this would remove 6 entries of 10 from copy: news-0 (en), news-1 (en), news-2 (en), news-3 (en), news-4 (en), "
        "news-5 (en); if that is meant, run it again with --allow-removals"
    )
    assert place.reader.tree() == before
    place.pull(allow_removals=True)
    assert place.reader.tree() == place.usual()


def test_empty_publication_does_not_empty_the_copy(place: Place) -> None:
    place.publish({(f"news-{number}", "en"): Text("News.") for number in range(10)})
    place.pull()
    place.publish({}, forget=True)
    with pytest.raises(Trouble, match=r"^this would remove 10 entries of 10 from copy"):
        place.pull()


def test_other_files_in_the_folder_stay(place: Place) -> None:
    (place.reader.folder / "entries/en").mkdir(parents=True)
    for path in ("notes.txt", "entries/en/mine.json", "feeds.html"):
        (place.reader.folder / path).write_text("mine")
    place.pull()
    place.publish({})
    place.pull(allow_removals=True)
    for path in ("notes.txt", "entries/en/mine.json", "feeds.html"):
        assert (place.reader.folder / path).read_text() == "mine"


def test_file_of_someone_else_is_not_overwritten(place: Place) -> None:
    (place.reader.folder / "entries/en").mkdir(parents=True)
    (place.reader.folder / "entries/en/fair.json").write_text("mine")
    with pytest.raises(Trouble, match=r"entries/en/fair\.json would be overwritten"):
        place.pull()
    assert tree(place.reader.folder).keys() <= {"entries/en/fair.json", ".pull"}


def test_outputs_folder_is_no_copy(place: Place) -> None:
    place.reader.folder = place.publisher.output
    before = tree(place.reader.folder)
    with pytest.raises(Trouble, match=r"^copy holds a publication that no pull has written; name another folder$"):
        place.pull()
    assert {path: data for path, data in tree(place.reader.folder).items() if path != ".pull"} == before


def test_altered_and_missing_files_are_mended_by_verify(place: Place) -> None:
    place.pull()
    (place.reader.folder / "entries/en/fair.json").write_text("{}")
    (place.reader.folder / "fragments/en/open-day.html").unlink()
    with pytest.raises(Trouble, match=r"mend the copy with `pipeline pull --verify`$"):
        place.reader.copy()
    assert place.pull() == ["manifest.json"]
    assert sorted(place.pull(verify=True)) == ["entries/en/fair.json", "fragments/en/open-day.html", "manifest.json"]
    assert place.reader.tree() == place.usual()


def test_damaged_index_is_mended_while_it_is_published(place: Place) -> None:
    place.pull()
    index = place.reader.folder / "index/en/news.json"
    index.write_text("{}")
    assert sorted(place.pull(verify=True)) == ["index/en/news.json", "manifest.json"]
    assert place.reader.tree() == place.usual()
    index.unlink()
    place.publish(place.content | {("fair", "en"): Text("Meet us soon.", day=2)})
    with pytest.raises(Trouble) as trouble:
        place.pull()
    assert str(trouble.value) == (
        "copy/index/en/news.json is not the file that is listed: its size or its digest is another one; "
        "empty copy and pull again"
    )


@pytest.mark.parametrize("path", ["manifest.json", "pull.json"])
def test_damaged_manifest_or_memory_is_told_of(place: Place, path: str) -> None:
    place.pull()
    (place.reader.folder / path).write_text("")
    with pytest.raises(Trouble, match=rf"^copy/{path} cannot be understood \(.*\); empty copy and pull again$"):
        place.pull()


def test_other_address_is_refused_unless_the_publication_moved(place: Place) -> None:
    place.pull()
    with Web(serving(place.files)) as elsewhere:
        with pytest.raises(Trouble) as trouble:
            place.reader.pull(elsewhere.url)
        assert str(trouble.value) == (
            f"copy is a copy of {place.web.url}, not of {elsewhere.url}; name another folder, or, if the publication has "
            "moved there, run it again with --new-url"
        )
        place.reader.pull(elsewhere.url, new_url=True)
        place.reader.pull(elsewhere.url)
    assert place.reader.tree() == place.usual()


def test_address_may_be_that_of_the_manifest_or_of_its_folder(place: Place) -> None:
    for url in (place.web.url, place.web.url.rstrip("/"), f"{place.web.url}manifest.json"):
        place.reader.pull(url)
    assert place.web.asked.count("manifest.json") == 3


def test_copy_of_another_site_is_not_mixed_with_this_one(place: Place) -> None:
    place.pull()
    place.files |= {path: data.replace(b"example.edu,2026", b"example.org,2026") for path, data in place.files.items()}
    place.files |= renumbered(place.files)
    with pytest.raises(Trouble, match=r"publishes entries of example\.org,2026, and copy holds those of example.edu,2026"):
        place.pull()


def test_build_that_comes_between_two_requests_is_noticed(place: Place) -> None:
    place.pull()
    place.publish(place.content | {("fair", "en"): Text("Meet us soon.", day=2)})
    answered = place.web.answer

    def answer(path: str, headers: Headers) -> bytes:
        if path == "entries/en/fair.json" and place.web.asked.count(path) == 1:
            place.publish(place.content | {("fair", "en"): Text("Meet us later.", day=2)})
        found = answered(path, headers)
        assert isinstance(found, bytes)
        return found

    place.web.answer = answer
    assert place.pull().count("manifest.json") == 2
    assert place.reader.tree() == place.usual()


def test_caches_are_asked_to_look_again_when_they_are_behind(place: Place) -> None:
    old = dict(place.files)
    place.pull()
    place.publish(place.content | {("fair", "en"): Text("Meet us soon.", day=2)})

    def answer(path: str, headers: Headers) -> bytes:
        behind = path == "entries/en/fair.json" and headers.get("cache-control") != "no-cache"
        return serving(old if behind else place.files)(path, headers)

    place.web.answer = answer
    place.pull()
    assert place.reader.tree() == place.usual()


def test_broken_pull_goes_on_where_it_was(place: Place) -> None:
    answered = place.web.answer

    def answer(path: str, headers: Headers) -> bytes:
        found = answered(path, headers)
        assert isinstance(found, bytes)
        return found if len(place.web.asked) < 20 else b""

    place.web.answer = answer
    with pytest.raises(Trouble, match="it breaks off"):
        place.pull(connections=1)
    assert not place.reader.tree()
    got = {*place.web.asked[:18]} - {"manifest.json"}
    place.web.answer = answered
    again = place.pull(connections=1)
    assert not got & {*again}
    assert place.reader.tree() == place.usual()


def test_answer_in_passing_trouble_is_asked_for_again(place: Place) -> None:
    answered = place.web.answer
    troubles = iter([response(b"", "503 Service Unavailable"), b"", response(b"x", "429 Too Many Requests", Retry_After="0")])

    def answer(path: str, headers: Headers) -> bytes:
        found = next(troubles, b"") if path.startswith("entries/en/fair") else b""
        return found or answered(path, headers)  # type: ignore[return-value]

    place.web.answer = answer
    place.pull(connections=1)
    assert place.reader.tree() == place.usual()


def test_time_of_the_last_change_is_believed_only_when_that_is_over(place: Place) -> None:
    now = datetime.now(UTC)

    def answer(path: str, headers: Headers) -> bytes:
        if headers.get("if-modified-since"):
            return response(b"", "304 Not Modified", Content_Length="")
        changed = format_datetime(now - age, usegmt=True)
        return response(place.files[path], Date=format_datetime(now, usegmt=True), Last_Modified=changed, ETag='"same"')

    place.web.answer = answer
    age = timedelta(seconds=1)
    place.pull()
    place.publish(place.content | {("fair", "en"): Text("Meet us soon.", day=2)})
    place.pull()
    assert place.reader.tree() == place.usual()
    age = timedelta(seconds=3)
    place.publish(place.content | {("fair", "en"): Text("Meet us later.", day=2)})
    place.pull()
    assert place.pull() == ["manifest.json"]


def test_same_bytes_lead_to_the_same_copy_in_any_number_of_connections(place: Place, tmp_path: Path) -> None:
    trees = []
    for connections in (1, 2, 8):
        reader = Reader(tmp_path / str(connections))
        before = place.web.connections
        reader.pull(place.web.url, connections=connections)
        assert place.web.connections - before <= connections
        trees.append(tree(reader.folder))
    assert trees[0] == trees[1] == trees[2]


def test_redirects_on_the_same_host_are_followed(place: Place) -> None:
    def answer(path: str, headers: Headers) -> bytes:
        if not path.startswith("feeds/"):
            return response(b"", "301 Moved Permanently", Location=f"/feeds/{path}")
        return serving(place.files)(path.removeprefix("feeds/"), headers)

    place.web.answer = answer
    asked = place.pull()
    assert [path for path in asked if not path.startswith("feeds/")] == ["manifest.json"]
    assert place.reader.tree() == place.usual()


def test_password_is_sent_and_shown_nowhere(place: Place) -> None:
    sent = []

    def answer(path: str, headers: Headers) -> bytes:
        sent.append(headers.get("authorization"))
        return serving(place.files)(path, headers)

    place.web.answer = answer
    Reader(place.reader.folder).pull(place.web.url.replace("://", "://ada:p%40ss@"))
    assert {*sent} == {"Basic YWRhOnBAc3M="}
    assert b"p%40ss" not in (place.reader.folder / "pull.json").read_bytes()


def test_copy_reads_an_outputs_folder_too(place: Place) -> None:
    place.pull()
    theirs, ours = Copy.open(place.publisher.output), Copy.open(place.reader.folder)
    assert [*theirs.entries()] == [*ours.entries()]
    assert theirs.state == ours.state


def test_unpacked_answers_are_what_is_proved(place: Place) -> None:
    def answer(path: str, headers: Headers) -> bytes:
        return response(gzip.compress(place.files[path]), Content_Encoding="gzip")

    place.web.answer = answer
    place.pull()
    assert place.reader.tree() == place.usual()


def test_requests_of_the_example_in_the_protocol_are_those_of_a_pull(place: Place, tmp_path: Path) -> None:
    [documented] = re.findall("(?<=```text\n)manifest.json\n.*?(?=```)", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    for site in publications(tmp_path / "example"):
        place.files.clear()
        place.files |= tree(site.output)
        asked = place.pull()
    # This one is made, and not asked for, where lists of changes have whole rows.
    assert {*documented.split()} - {"index/en/news.json"} <= {*asked} <= {*documented.split()}
    assert len(asked) == len({*asked})


def test_command_says_in_one_line_what_it_did(place: Place, tmp_path: Path) -> None:
    def pull(*options: str) -> Result:
        return started([sys.executable, "-m", "pipeline", "pull", place.web.url, "copy", *options], tmp_path)

    assert pull() == (0, "build 1: 4 entries; 20 files written, 0 removed\n", "")
    assert pull() == (0, "build 1: 4 entries; nothing changed\n", "")
    place.publish({key: text for key, text in place.content.items() if key[0] != "call"})
    (tmp_path / "copy/entries/en/call.json").write_text("mine")
    status, out, err = pull()
    assert (status, out) == (0, "build 2: 3 entries; 8 files written, 1 removed\n")
    assert err == "copy/entries/en/call.json is no longer published, and stays because someone has changed it\n"
    assert pull("--only", "entries,media").out == "build 2: 3 entries; 0 files written, 5 removed\n"
    assert sorted(tree(place.reader.folder)) == sorted([*place.reader.tree(), "pull.json"])


def test_command_that_fails_says_so_in_a_sentence(place: Place, tmp_path: Path) -> None:
    place.web.answer = lambda path, headers: response(b"", "404 Not Found")
    expected = (
        f"pipeline: cannot read {place.web.url}manifest.json: it answers 404 Not Found; see whether the address is right\n"
    )
    result = started([sys.executable, "-m", "pipeline", "pull", place.web.url, "copy"], tmp_path)
    assert result == (2, "", expected)
    assert not tree(tmp_path / "copy")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody but us knows, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    names = ["-subj", "/CN=publisher", "-addext", "subjectAltName=IP:127.0.0.1"]
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, "-keyout", "key", "-out", "own"]
    subprocess.run(key, cwd=folder, check=True, capture_output=True)
    file = folder / "both.pem"
    file.write_bytes((folder / "own").read_bytes() + (folder / "key").read_bytes())
    return file


def test_server_with_a_known_certificate_is_read_and_none_with_another(
    place: Place, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Web(serving(place.files), context) as secure:
        with pytest.raises(Trouble, match=r"the server cannot be trusted \(self-signed certificate\); it needs a certificate"):
            place.reader.pull(secure.url)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        place.reader.pull(secure.url)
    assert place.reader.tree() == place.usual()


def renumbered(files: dict[str, bytes]) -> dict[str, bytes]:
    """The indexes and the manifest of *files* with the digests that the files have now."""

    def again(data: bytes) -> bytes:
        def digest(match: re.Match[bytes]) -> bytes:
            body = changed.get(match[2].decode(), files[match[2].decode()])
            return b'%b"sha256":%b"%b",%b"size":%b%d' % (
                match[1],
                match[3],
                hashlib.sha256(body).hexdigest().encode(),
                match[4],
                match[5],
                len(body),
            )

        return re.sub(rb'("path": ?"([^"]+)",\s*)"sha256":( ?)"[0-9a-f]{64}",(\s*)"size":( ?)[0-9]+', digest, data)

    changed: dict[str, bytes] = {}
    for path in sorted(path for path in files if path.startswith("index/")):
        changed[path] = again(files[path])
    return changed | {"manifest.json": again(files["manifest.json"])}
