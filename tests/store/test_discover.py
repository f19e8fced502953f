import os
import socket
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.model import Finding, Limits, Position, Source, Trouble
from pipeline.store import Discovery, discover

LIMITS = Limits()


def write(content: Path, *paths: str, text: str | bytes = "Text\n") -> Path:
    for path in paths:
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return content


def link(content: Path, path: str, target: str | Path) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).symlink_to(target)


def paths(found: Discovery) -> list[str]:
    return [source.path for source in found.sources]


def codes(found: Discovery) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in found.findings]


def only(found: Discovery) -> Finding:
    (finding,) = found.findings
    return finding


def test_sources_come_sorted_with_text_and_digest_and_other_files_by_name(tmp_path: Path) -> None:
    write(tmp_path, "news/b.en.md", "news/a.de.md", "index.md", "news/photo.jpg", "media/logo.svg", "notes.txt")
    found = discover(tmp_path, LIMITS)
    assert paths(found) == ["index.md", "news/a.de.md", "news/b.en.md"]
    assert found.files == {"news/photo.jpg", "media/logo.svg", "notes.txt"}
    assert found.sources[0] == Source("index.md", "Text\n", sha256(b"Text\n").hexdigest())
    assert not found.findings


def test_settings_media_and_hidden_names_hold_no_sources(tmp_path: Path) -> None:
    write(tmp_path, "site.toml", "schemas/readme.md", "vocabularies/readme.md", "media/about.md", ".git/x.md", "news/.draft.md")
    found = discover(tmp_path, LIMITS)
    assert paths(found) == []
    assert found.files == {"media/about.md"}
    assert not found.findings


def test_a_folder_called_schemas_further_down_is_a_folder_like_any_other(tmp_path: Path) -> None:
    assert paths(discover(write(tmp_path, "pages/schemas/x.en.md"), LIMITS)) == ["pages/schemas/x.en.md"]


def test_a_byte_order_mark_is_no_text_and_line_endings_stay(tmp_path: Path) -> None:
    source = discover(write(tmp_path, "a.md", text=b"\xef\xbb\xbfone\r\ntwo\r"), LIMITS).sources[0]
    assert source.text == "one\r\ntwo\r"
    assert source.digest == sha256(b"\xef\xbb\xbfone\r\ntwo\r").hexdigest()


def test_an_empty_file_is_a_source(tmp_path: Path) -> None:
    assert discover(write(tmp_path, "a.md", text=""), LIMITS).sources[0].text == ""


@pytest.mark.parametrize("content", ["missing", "file"])
def test_a_content_folder_that_is_none_is_trouble(tmp_path: Path, content: str) -> None:
    write(tmp_path, "file")
    with pytest.raises(Trouble, match="is not a folder; name the folder of the sources with --content"):
        discover(tmp_path / content, LIMITS)


def test_a_content_folder_that_nobody_may_read_is_trouble(ordinary_folder: Path) -> None:
    (ordinary_folder / "content").mkdir(mode=0o000)
    with pytest.raises(Trouble, match=r"cannot read the folder .*: permission denied"):
        discover(ordinary_folder / "content", LIMITS)


def test_unreadable_files_and_folders_are_named_and_the_others_read(ordinary_folder: Path) -> None:
    write(ordinary_folder, "a.md", "b.md", "closed/c.md")
    (ordinary_folder / "a.md").chmod(0o000)
    (ordinary_folder / "closed").chmod(0o000)
    found = discover(ordinary_folder, LIMITS)
    (ordinary_folder / "closed").chmod(0o700)
    assert codes(found) == [("FL001", "a.md"), ("FL001", "closed")]
    assert found.findings[0].message == "it cannot be read: permission denied"
    assert paths(found) == ["b.md"]


def test_a_folder_too_deep_for_the_system_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.md")
    name = "d" * 190
    with monkeypatch.context() as deeper:
        deeper.chdir(tmp_path)
        for _ in range(25):
            Path(name).mkdir()
            os.chdir(name)
    found = discover(tmp_path, LIMITS)
    assert [finding.code for finding in found.findings] == ["FL001"]
    assert paths(found) == ["a.md"]


@pytest.mark.parametrize("name", ["pipe.md", "pipe.png"])
def test_a_pipe_is_named_and_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    finding = only(discover(tmp_path, LIMITS))
    assert (finding.code, finding.path, finding.message) == ("FL001", name, "it is a named pipe, not a file")


def test_a_socket_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")
        assert only(discover(tmp_path, LIMITS)).message == "it is a socket, not a file"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"one\ntwo \xe9t\xe9", 2, 5),
        ("ä\r\nöü".encode() + b"\xfc", 2, 3),
        (b"a\rb\rc\x80", 3, 2),
        (b"\xef\xbb\xbfab\xff", 1, 3),
        ("über\n€".encode()[:-1], 2, 1),
    ],
)
def test_the_first_byte_that_is_not_utf8_is_shown(tmp_path: Path, text: bytes, line: int, column: int) -> None:
    finding = only(discover(write(tmp_path, "a.md", text=text), LIMITS))
    assert finding.code == "FL002"
    assert finding.span.start == Position(line, column)


def test_utf16_is_recognised(tmp_path: Path) -> None:
    finding = only(discover(write(tmp_path, "a.md", text="Universität".encode("utf-16")), LIMITS))
    assert finding.message == "the byte 0xFF is not UTF-8"
    assert finding.hint == "save the file as UTF-8; it looks like UTF-16"


def test_a_file_of_nul_bytes_is_no_text(tmp_path: Path) -> None:
    write(tmp_path, "zero.md", text=bytes(10_000))
    write(tmp_path, "late.md", text=b"one\ntw\0o")
    found = discover(tmp_path, LIMITS)
    assert [(f.code, f.path, f.span.start) for f in found.findings] == [
        ("FL002", "late.md", Position(2, 3)),
        ("FL002", "zero.md", Position(1, 1)),
    ]


def test_a_file_is_read_up_to_its_limit_and_not_beyond(tmp_path: Path) -> None:
    write(tmp_path, "just.md", text="x" * 1000)
    write(tmp_path, "over.md", text="x" * 1001)
    found = discover(tmp_path, Limits(file_size=1000))
    assert paths(found) == ["just.md"]
    assert only(found).code == "FL003"
    assert only(found).message == "the file has 1,001 bytes, and at most 1,000 are read"


def test_an_enormous_file_costs_no_memory(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(1 << 40)
    assert only(discover(tmp_path, LIMITS)).code == "FL003"


def test_links_that_leave_the_folder_or_lead_nowhere_are_named_as_written(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", "secret.md", "more/x.md")
    content = write(tmp_path / "content", "a.md")
    link(content, "file.md", outside / "secret.md")
    link(content, "folder", "../outside/more")
    link(content, "gone.md", "nowhere.md")
    link(content, "picture.png", "/etc/hostname")
    found = discover(content, LIMITS)
    assert codes(found) == [("FL004", path) for path in ("file.md", "folder", "gone.md", "picture.png")]
    assert found.findings[1].message == 'the link to "../outside/more" leads out of the content folder'
    assert found.findings[2].message == 'the link to "nowhere.md" leads nowhere: nothing is there'
    assert paths(found) == ["a.md"]
    assert not found.files


def test_a_link_to_a_neighbour_whose_name_begins_alike_leaves_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "content-old", "x.md")
    content = write(tmp_path / "content", "a.md")
    link(content, "x.md", tmp_path / "content-old" / "x.md")
    assert codes(discover(content, LIMITS)) == [("FL004", "x.md")]


def test_links_that_go_round_are_named(tmp_path: Path) -> None:
    write(tmp_path, "news/a.md")
    link(tmp_path, "news/up", "..")
    link(tmp_path, "news/here", ".")
    link(tmp_path, "one.md", "two.md")
    link(tmp_path, "two.md", "one.md")
    found = discover(tmp_path, LIMITS)
    assert codes(found) == [("FL004", path) for path in ("news/here", "news/up", "one.md", "two.md")]
    assert paths(found) == ["news/a.md"]


def test_a_linked_source_is_read_once_from_its_own_place(tmp_path: Path) -> None:
    write(tmp_path, "pages/a.md")
    link(tmp_path, "news/a.md", "../pages/a.md")
    link(tmp_path, "all", "pages")
    found = discover(tmp_path, LIMITS)
    assert paths(found) == ["pages/a.md"]
    assert not found.findings


def test_a_link_gives_a_place_to_what_has_none_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, ".shared/terms/a.md", ".shared/b.md")
    link(tmp_path, "pages/terms", "../.shared/terms")
    link(tmp_path, "pages/b.md", "../.shared/b.md")
    assert paths(discover(tmp_path, LIMITS)) == ["pages/b.md", "pages/terms/a.md"]


def test_a_picture_is_found_under_each_of_its_names(tmp_path: Path) -> None:
    write(tmp_path, "media/a.png", "media/b/c.png")
    link(tmp_path, "news/media", "../media")
    link(tmp_path, "news/a.png", "../media/a.png")
    found = discover(tmp_path, LIMITS)
    assert found.files == {"media/a.png", "media/b/c.png", "news/media/a.png", "news/media/b/c.png", "news/a.png"}


def test_links_to_one_folder_from_everywhere_are_named_and_do_not_multiply_it(tmp_path: Path) -> None:
    for level in range(12):
        write(tmp_path, f"{level}/x.png")
        for number in range(12):
            link(tmp_path, f"{level}/link{number}", f"../{level + 1}" if level < 11 else "../0")
    found = discover(tmp_path, LIMITS)
    assert len(found.files) == 24
    assert {finding.code for finding in found.findings} == {"FL004"}
    assert len(found.findings) == 12 * 11


def test_a_link_to_a_pipe_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    os.mkfifo(tmp_path / ".hidden" / "pipe")
    link(tmp_path, "a.md", ".hidden/pipe")
    assert only(discover(tmp_path, LIMITS)).message == "it is a named pipe, not a file"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("..en.md", 'the name "..en.md" begins or ends with a dot or a space, or has one before a dot'),
        ("open..en.md", 'the name "open..en.md" begins or ends with a dot or a space, or has one before a dot'),
        ("open day .md", 'the name "open day .md" begins or ends with a dot or a space, or has one before a dot'),
        (" a.md", 'the name " a.md" begins or ends with a dot or a space, or has one before a dot'),
        ("a.md ", 'the name "a.md " begins or ends with a dot or a space, or has one before a dot'),
        ("...", 'the name "..." begins or ends with a dot or a space, or has one before a dot'),
        ("a\\b.md", "the name contains a backslash"),
        ("a\nb.md", "the name contains the control character U+000A"),
        ("a\u202eb.md", "the name contains the control character U+202E"),
        ("x" * 201, "the name is 201 characters long"),
    ],
)
def test_a_name_that_cannot_become_a_path_is_named_and_not_read(tmp_path: Path, name: str, message: str) -> None:
    write(tmp_path, "good.md", name)
    found = discover(tmp_path, LIMITS)
    assert (only(found).code, only(found).message) == ("FL005", message)
    assert only(found).path.isprintable()
    assert paths(found) == ["good.md"]
    assert not found.files


def test_a_name_is_mended_in_the_hint(tmp_path: Path) -> None:
    assert only(discover(write(tmp_path, " open day ..en.md"), LIMITS)).hint == 'rename it to "open day.en.md"'


def test_a_name_in_another_encoding_is_shown_byte_by_byte(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("x")
    finding = only(discover(tmp_path, LIMITS))
    assert (finding.code, finding.path, finding.message) == ("FL005", "caf\\xe9.md", "the name is not UTF-8")


def test_a_folder_with_a_bad_name_hides_what_is_in_it(tmp_path: Path) -> None:
    found = discover(write(tmp_path, "bad\\folder/a.md", "good/b.md"), LIMITS)
    assert codes(found) == [("FL005", "bad\\folder")]
    assert paths(found) == ["good/b.md"]


def test_ordinary_names_are_let_through(tmp_path: Path) -> None:
    names = [
        "Dr. Müller.jpg",
        "A & B (2).pdf",
        "日本.md",
        "100% sure?.txt",
        "a-b_c.tar.gz",
        "Bildschirmfoto 12.00.00\u202fPM.png",
    ]
    assert not discover(write(tmp_path, *names), LIMITS).findings


def test_names_that_differ_only_by_case_are_named_and_both_read(tmp_path: Path) -> None:
    found = discover(write(tmp_path, "news/Open-Day.en.md", "news/open-day.en.md", "Straße.md", "Strasse.md"), LIMITS)
    assert only(found).code == "FL005"
    assert only(found).path == "news/open-day.en.md"
    assert only(found).message == '"open-day.en.md" and "Open-Day.en.md" differ only in upper and lower case'
    assert len(found.sources) == 4


def test_paths_are_in_normal_form_c_however_the_disk_spells_them(tmp_path: Path) -> None:
    write(tmp_path, unicodedata.normalize("NFD", "über/prüfung.md"))
    assert paths(discover(tmp_path, LIMITS)) == ["über/prüfung.md"]


def test_one_name_spelt_in_two_normal_forms_is_named(tmp_path: Path) -> None:
    write(tmp_path, "ü.md", unicodedata.normalize("NFD", "ü.md"))
    found = discover(tmp_path, LIMITS)
    assert codes(found) == [("FL005", "ü.md")]
    assert paths(found) == ["ü.md"]


def test_findings_come_in_report_order(tmp_path: Path) -> None:
    write(tmp_path, "c.md", "a/x.md", text=b"\xff")
    link(tmp_path, "b.md", "nowhere")
    assert [finding.path for finding in discover(tmp_path, LIMITS).findings] == ["a/x.md", "b.md", "c.md"]
