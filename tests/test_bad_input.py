"""Every kind of bad input gets its clear error, in bounded time, and never a traceback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.model import Trouble
from tests.sites import SiteTest

FRONT = "---\nid: bad\ntitle: Bad\nsummary: S.\ndate: 2026-01-01\n---\n## Facts {#facts}\n\n"
BOMB = "---\na: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def site(tmp_path: Path) -> SiteTest:
    return SiteTest(tmp_path)


# Settings


def test_a_missing_site_toml_says_what_to_write(site: SiteTest) -> None:
    assert site.remove("site.toml").found() == ["CF002 site.toml:1:1"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[site]", "[site", "CF002 site.toml:1:6"),
        ("[site]", "[sight]", "CF001 site.toml:1:2"),
        ('base_url = "https://site.example"', 'base_url = "site.example"', "CF002 site.toml:3:12"),
        ('timezone = "Europe/Berlin"', 'timezone = "Europe/Bochum"', "CF002 site.toml:8:12"),
        ('timezone = "Europe/Berlin"', 'timezon = "Europe/Berlin"', "CF001 site.toml:8:1"),
        ('type = "person"', 'type = "persn"', "CF002 site.toml:18:8"),
        ("limit = 2", "limit = -2", "CF002 site.toml:36:9"),
        ('FD001 = "off"', 'FD01 = "off"', "CF001 site.toml:57:1"),
    ],
)
def test_a_malformed_site_toml_is_diagnosed_at_its_place(site: SiteTest, old: str, new: str, expected: str) -> None:
    assert expected in site.edit("site.toml", old, new).found()


def test_a_folder_of_markdown_and_a_title_are_a_working_site(tmp_path: Path) -> None:
    site = SiteTest(tmp_path, empty=True)
    site.write("site.toml", '[site]\ntitle = "Small"\nbase_url = "https://small.example"\n')
    site.write("notes/first.md", "---\nid: first\ntitle: First\nsummary: S.\n---\nText.\n")
    assert site.published().json("entries/en/first.json")["url"] == "https://small.example/en/notes/first"


def test_an_unknown_schema_keyword_is_named_with_the_nearest(site: SiteTest) -> None:
    site.edit("schemas/person.schema.json", '"required"', '"requierd"')
    [finding] = [d for d in site.check().diagnostics if d.code == "CF001"]
    assert (finding.path, finding.span.start.line, finding.span.start.column) == ("schemas/person.schema.json", 5, 3)
    assert "requierd" in finding.message
    assert "required" in finding.hint


def test_a_vocabulary_with_a_missing_label_names_term_and_language(site: SiteTest) -> None:
    site.edit("vocabularies/topics.toml", '{ en = "Teaching", de = "Lehre" }', '{ en = "Teaching" }')
    [finding] = site.check().diagnostics
    assert (finding.code, finding.path, finding.span.start.line) == ("CF002", "vocabularies/topics.toml", 7)
    assert "teaching" in finding.message + finding.hint
    assert '"de"' in finding.message + finding.hint or "de" in finding.hint.split()


# Files


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "FM001 news/bad.en.md:1:1"),
        (b"\0" * 1000, "FL002 news/bad.en.md:1:1"),
        (b"---\nid: \xff\n---\n", "FL002 news/bad.en.md:2:5"),
        (b"---\nid: bad\n", "FM001 news/bad.en.md:1:1"),
    ],
)
def test_a_file_that_is_no_source_is_diagnosed(site: SiteTest, data: bytes, expected: str) -> None:
    assert expected in site.write("news/bad.en.md", data).found()


def test_a_file_of_50_megabytes_is_diagnosed_unread(site: SiteTest) -> None:
    site.write("news/bad.en.md", "")
    os.truncate(site.content / "news/bad.en.md", 50_000_000)
    [finding] = site.check().diagnostics
    assert finding.code == "FL003"
    assert "50" in finding.message


def test_links_out_of_the_folder_are_not_followed(site: SiteTest, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(FRONT)
    (site.content / "news/bad.en.md").symlink_to(tmp_path / "secret.md")
    (site.content / "news/all").symlink_to(tmp_path)
    assert site.found() == ["FL004 news/all:1:1", "FL004 news/bad.en.md:1:1"]


@pytest.mark.parametrize("id", ["../../etc/passwd", "..", "a/b", "A", "a b", "ä", "a" * 61, "-a", "a--b"])
def test_an_id_that_could_not_be_a_path_is_refused(site: SiteTest, id: str) -> None:
    site.write("news/bad.en.md", FRONT.replace("id: bad", f'id: "{id}"'))
    assert "ID002 news/bad.en.md:2:5" in site.found()


@pytest.mark.parametrize("slug", ["../up", "..", "a/../b", "."])
def test_a_slug_that_climbs_is_refused(site: SiteTest, slug: str) -> None:
    site.write("news/bad.en.md", FRONT.replace("id: bad", f'id: bad\nslug: "{slug}"'))
    assert "FM005 news/bad.en.md:3:7" in site.found()


def test_an_image_outside_the_folder_is_not_published(site: SiteTest) -> None:
    (site.content.parent / "secret.png").write_bytes(b"secret")
    site.write("news/bad.en.md", FRONT + "![secret](../../secret.png)\n")
    assert "IM003 news/bad.en.md:9:11" in site.found()


# What is made to explode


@pytest.mark.parametrize(
    "body",
    [
        "> " * 10_000 + "deep",
        ">" * 10_000,
        "- " * 10_000,
        "[" * 100_000,
        "[" * 10_000 + "]" * 10_000,
        "*_" * 100_000,
        "a <![CDATA[" * 10_000,
        "`a " * 50_000,
        "![" * 50_000,
        "<a href='" * 20_000,
        "::: x\n" * 5_000,
        "a\n: b\n" * 5_000,
        "[^a]" * 20_000 + "\n\n[^a]: x",
        "^[" * 10_000,
        "{" * 50_000,
        "![a](b){" * 10_000,
        "|" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|a" * 5_000,
        "<div>\n\n" * 20_000,
        "&a;" * 50_000,
        "\\*" * 100_000,
        "> " * 40 + "a\n" + "a\n" * 200_000,
        "|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n" + "|\n" * 100_000,
        "|a|\n|-|\n|" + "\\|" * 100_000 + "|",
        "[a]: /" + "x" * 200_000 + "\n\n" + "[a]\n\n" * 20_000,
        "[a]: /x\n" * 100_000,
        "[^" * 100_000 + "\n\n[^a]: x",
        "a <!-- " * 100_000 + "--->",
        "*a " * 50_000 + "b* " * 50_000,
        "## a" + " " * 300_000 + "}",
        "{a=b}\n" * 100_000,
        "<div>\n" + "&" * 500_000,
        "<ul><li>\n\n" * 20_000,
        "<b " + "a=b " * 200_000 + ">",
    ],
    ids=lambda body: f"{body[:12]!r} × {len(body)}",
)
def test_markdown_made_to_explode_is_diagnosed_or_read_in_time(site: SiteTest, body: str) -> None:
    site.write("news/bad.en.md", FRONT + body + "\n")
    finished = checked_in_a_process(site)
    assert finished.returncode in (0, 1)
    assert "Traceback" not in finished.stderr
    assert "defect" not in finished.stderr


@pytest.mark.parametrize(
    ("front", "code"),
    [
        (BOMB + "---\n", "FM002"),
        ("---\na: " + "[" * 50_000 + "\n---\n", "FM002"),
        ("---\n" + "- " * 10_000 + "\n---\n", "FM002"),
        ("---\n" + "".join(" " * level + "a:\n" for level in range(1, 300)) + "---\n", "FM002"),
        ("---\na: &a [*a]\n---\n", "FM002"),
        ("+++\na = " + "[" * 20_000 + "\n+++\n", "FM002"),
        ("---\nid: x\nid: y\n---\n", "FM002"),
        ("---\nid: !!python/object/apply:os.system [ls]\n---\n", "FM002"),
        ("---\nx: " + "a" * 100_000 + "\n---\n", "FM002"),
    ],
    ids=["bomb", "brackets", "dashes", "deep", "cycle", "toml", "twice", "python", "long"],
)
def test_front_matter_made_to_explode_is_diagnosed(site: SiteTest, front: str, code: str) -> None:
    site.write("news/bad.en.md", front)
    finished = checked_in_a_process(site)
    assert finished.returncode == 1
    assert f" error {code}: " in finished.stdout
    assert "Traceback" not in finished.stderr


# The surroundings


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder that others may enter, and for the length of the test no more rights than theirs.

    For root nothing is unwritable.
    """
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        user = os.geteuid()
        try:
            if user == 0:
                os.seteuid(65534)
            yield Path(folder)
        finally:
            os.seteuid(user)


def test_an_unwritable_output_folder_is_one_sentence(nobody: Path) -> None:
    user, others = os.geteuid(), 0o555
    os.seteuid(os.getuid())
    site = SiteTest(nobody)
    site.output.mkdir()
    site.output.chmod(others)
    os.seteuid(user)
    with pytest.raises(Trouble, match=r"cannot write to .*outputs"):
        site.build()
    assert list(site.output.iterdir()) == []


def test_an_output_folder_that_cannot_be_made_is_one_sentence(site: SiteTest) -> None:
    site.output.write_text("a file in its place")
    with pytest.raises(Trouble, match="outputs"):
        site.build()


def test_output_inside_the_content_is_refused(site: SiteTest) -> None:
    site.output = site.content / "outputs"
    with pytest.raises(Trouble, match="outputs"):
        site.build()


@pytest.mark.parametrize("damage", ["not json", '{"schema_version": "9.0"}', '{"schema_version": "1.0"}'])
def test_a_damaged_or_newer_ledger_stops_the_build(site: SiteTest, damage: str) -> None:
    site.published()
    (site.output / "manifest.json").write_text(damage)
    with pytest.raises(Trouble, match=r"manifest\.json"):
        site.build()


def checked_in_a_process(site: SiteTest) -> "subprocess.CompletedProcess[str]":
    """What `pipeline check` says; a hang ends it with an error, since no input may take this long."""
    command = [sys.executable, "-m", "pipeline", "check", "--content", str(site.content)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
