"""The whole way, from a content folder to outputs/."""

import gzip
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import compile as compiling
from pipeline.build import clean
from pipeline.model import Severity, Trouble
from tests.emit.test_schemas import violations
from tests.sites import NOW, SiteTest, brief, tree

EXPECTED = Path(__file__).parent / "golden" / "outputs"


@pytest.fixture
def site(tmp_path: Path) -> SiteTest:
    return SiteTest(tmp_path)


# The same content gives the same bytes


def test_the_golden_site_is_published_as_approved(site: SiteTest) -> None:
    published = site.published().tree()
    if os.environ.get("ACCEPT"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        shutil.copytree(site.output, EXPECTED, ignore=shutil.ignore_patterns("*.gz"))
    approved = tree(EXPECTED)
    # What nobody can read in a diff is not kept: it holds what its original holds.
    assert {path for path in published if not path.endswith(".gz")} == approved.keys()
    for path, data in published.items():
        original, what = path.removesuffix(".gz"), gzip.decompress(data) if path.endswith(".gz") else data
        assert what == approved[original], f"{path} differs; if it is right now, run `make accept`"


def test_a_second_build_rewrites_no_file(site: SiteTest) -> None:
    before = stats(site.published().output)
    built = site.build()
    assert stats(site.output) == before
    assert built.changes
    assert not (built.changes.added or built.changes.changed or built.changes.removed)
    assert built.sequence == 1


def test_workers_do_not_show(site: SiteTest, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = site.published().tree()
    monkeypatch.setattr(compiling, "_WORTH_WORKERS", 1)
    monkeypatch.setattr(compiling, "_BATCH", 2)
    shutil.rmtree(site.output)
    assert site.published(jobs=2).tree() == alone


def test_another_folder_and_another_history_of_the_disk_do_not_show(site: SiteTest, tmp_path: Path) -> None:
    first = site.published().tree()
    other = tmp_path / "elsewhere" / "deeper"
    other.mkdir(parents=True)
    for file in sorted(site.content.rglob("*"), reverse=True):  # written in another order, at another time
        if file.is_file():
            copy = other / "content" / file.relative_to(site.content)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    elsewhere = SiteTest.__new__(SiteTest)
    elsewhere.content, elsewhere.output = other / "content", other / "out"
    assert elsewhere.published().tree() == first


def test_a_build_after_a_clean_gives_the_same_bytes(site: SiteTest) -> None:
    first = site.published().tree()
    cleaned = clean(site.output)
    assert set(cleaned.removed) == set(first)
    assert site.tree() == {}
    assert site.published().tree() == first


def test_verify_finds_two_builds_equal(site: SiteTest) -> None:
    assert not site.build(verify=True).failed


def test_the_clock_does_not_show_while_nothing_falls_due(site: SiteTest) -> None:
    before = site.published(NOW).tree()
    due = datetime.fromisoformat(site.json("manifest.json")["next_due"])
    assert site.published(due - timedelta(seconds=1)).tree() == before


# An error changes nothing


def test_an_error_leaves_outputs_untouched(site: SiteTest) -> None:
    before = stats(site.published().output)
    built = site.edit("news/second.en.md", "Text.", "[Text](entry:nobody).").build()
    assert built.failed
    errors = [found for found in built.checked.diagnostics if found.severity is Severity.ERROR]
    assert [brief(found) for found in errors] == ["RF001 news/second.en.md:10:8"]
    assert stats(site.output) == before


def test_a_warning_fails_a_strict_build_only(site: SiteTest) -> None:
    site.edit("news/second.en.md", "Text.", "The reasons are:")
    assert site.build(strict=True).failed
    assert not site.build().failed


def test_all_findings_come_in_one_run_sorted_by_place(site: SiteTest) -> None:
    site.edit("news/second.en.md", "Text.", "[here](https://a.example) ![](nowhere.png)")
    site.edit("news/third.en.md", "title: Third", "titel: Third").edit("site.toml", 'formats = ["atom"]', 'formats = ["atm"]')
    assert site.found() == [
        "LK001 news/second.en.md:10:1",
        "IM001 news/second.en.md:10:27",
        "IM003 news/second.en.md:10:31",
        "FM004 news/third.en.md:3:1",
        "CF002 site.toml:49:12",
    ]


# Time


def test_drafts_scheduled_and_expired_entries_stay_out(site: SiteTest) -> None:
    published = site.published().tree()
    assert "entries/en/open-day.json" in published
    for id in ("draft", "scheduled", "expired"):
        assert not any(f"/{id}." in path for path in published)


def test_next_due_says_when_time_alone_changes_the_result(site: SiteTest) -> None:
    site.published()
    dates = []
    while due := site.json("manifest.json").get("next_due"):
        dates.append(datetime.fromisoformat(due))
        before = site.tree()
        assert site.published(dates[-1] - timedelta(seconds=1)).tree() == before
        assert site.published(dates[-1]).tree() != before
        assert ("entries/en/scheduled.json" in site.tree()) == (dates[-1] >= datetime(2026, 9, 1, 6, tzinfo=UTC))
        assert ("entries/en/third.json" in site.tree()) == (dates[-1] < datetime(2026, 12, 23, 23, tzinfo=UTC))
    assert dates == [datetime.fromisoformat(text) for text in DUE.split()]
    before = site.tree()
    assert site.published(dates[-1] + timedelta(days=5000)).tree() == before


DUE = """
2026-06-03T01:00+02:00
2026-09-01T08:00+02:00
2026-12-24T00:00+01:00
2027-03-24T00:00+01:00
2027-12-24T00:00+01:00
"""
"""An entry has been in a feed for 90 days; one is published; one expires; 90 days later its notice goes, and after a year its
tombstone."""


def test_an_entry_without_a_date_keeps_the_day_it_was_first_published(site: SiteTest) -> None:
    site.edit("people/ada.md", "date: 2026-01-01\n", "").published(NOW)
    first = site.text("entries/en/ada.json")
    assert '"date_published": "2026-06-01T14:00:00+02:00"' in first
    site.published(NOW + timedelta(days=100))
    assert site.text("entries/en/ada.json") == first


def test_it_keeps_it_also_when_it_was_gone_for_a_while(site: SiteTest) -> None:
    site.write("pages/lone.en.md", "---\nid: lone\ntitle: Lone\nsummary: S.\n---\nText.\n").published(NOW)
    first = site.text("entries/en/lone.json")
    site.edit("pages/lone.en.md", "summary: S.", "summary: S.\ndraft: true").published(NOW + timedelta(days=100))
    site.edit("pages/lone.en.md", "draft: true\n", "").published(NOW + timedelta(days=200))
    assert site.text("entries/en/lone.json") == first


# The ledger


def test_the_sequence_grows_by_one_with_each_build_that_changes_anything(site: SiteTest) -> None:
    assert site.build().sequence == 1
    assert site.build().sequence == 1
    second = site.edit("news/second.en.md", "Text.", "Other text.").build()
    assert second.sequence == 2
    assert second.epoch == site.json("manifest.json")["epoch"]


def test_a_removed_entry_takes_its_files_along_and_leaves_foreign_ones_alone(site: SiteTest) -> None:
    site.published()
    (site.output / "README.md").write_text("mine")
    (site.output / "fragments/en/mine.html").write_text("mine")
    site.remove("news/second.en.md").edit("news/open-day.en.md", "[Ada]", "[Ada E.]").published()
    assert "entries/en/second.json" not in site.tree()
    assert "fragments/en/second.html" not in site.tree()
    assert site.text("README.md") == site.text("fragments/en/mine.html") == "mine"


def test_the_previous_generation_may_lie_in_another_folder(site: SiteTest, tmp_path: Path) -> None:
    site.published()
    kept = tmp_path / "kept"
    shutil.move(site.output, kept)
    built = site.edit("news/second.en.md", "Text.", "Other text.").build(previous=kept)
    assert built.sequence == 2
    assert len(built.changes.added) == len(site.tree()) if built.changes else False


def test_a_mass_removal_is_refused_and_named(site: SiteTest) -> None:
    for number in range(10):
        news = f"---\nid: extra-{number}\ntitle: Extra {number}\nsummary: S.\ndate: 2026-01-01\n---\n## Facts {{#facts}}\n"
        site.write(f"news/extra-{number}.en.md", news)
    before = site.published().tree()
    for number in range(6):
        site.remove(f"news/extra-{number}.en.md")
    with pytest.raises(Trouble, match=r"would remove 6 entries of 18: extra-0 \(en\), .*--allow-removals"):
        site.build()
    assert site.tree() == before
    assert not site.build(allow_removals=True).failed


def test_explain_has_a_reason_for_every_file_that_changed(site: SiteTest) -> None:
    site.published()
    built = site.edit("people/ada.md", "Ada Example", "Ada Sample").remove("news/third.en.md").build()
    assert built.changes
    changed = {*built.changes.added, *built.changes.changed, *built.changes.removed}
    assert built.reasons.keys() == changed
    assert built.reasons["entries/en/open-day.json"] == "news/open-day.en.md, or what it refers to, says something else"
    assert "feeds/de/nothing.json" not in changed


def stats(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Inode, time of change and bytes of every file."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): (file.stat().st_ino, file.stat().st_mtime_ns, file.read_bytes()) for file in files}


# Feeds over time

NEWS = "---\nid: {id}\ntitle: News {id}\nsummary: S.\ndate: 2026-01-01\n{front}---\n## Facts {{#facts}}\n"


@pytest.fixture
def archived(site: SiteTest) -> SiteTest:
    """A site whose news feeds have two archives; published."""
    for number in range(30):
        site.write(f"news/extra-{number}.en.md", NEWS.format(id=f"extra-{number}", front=""))
    return site.edit("site.toml", "limit = 2", "limit = 2\nwindow_days = 14\narchive = true").published()


def archives(site: SiteTest) -> dict[str, bytes]:
    return {path: data for path, data in site.tree().items() if path.startswith("feeds/en/news/") and "history" not in path}


def test_whatever_happens_to_an_entry_is_told_everywhere_alike(archived: SiteTest) -> None:
    uid = "tag:site.example,2026:second:en"
    url = archived.json("entries/en/second.json")["url"]
    archived.edit("news/second.en.md", 'title = "Second"', 'title = "Second"\nslug = "renamed"').published(
        NOW + timedelta(days=1)
    )
    redirect = {"from": url, "to": url.replace("second", "renamed"), "uid": uid, "status": 301, "alias": False}
    assert redirect in archived.json("redirects.json")["redirects"]
    archived.edit("news/second.en.md", 'slug = "renamed"', 'slug = "renamed"\nwithdrawn = "It was wrong."').published(
        NOW + timedelta(days=2)
    )
    [stone] = archived.json("index/tombstones.json")["tombstones"]
    assert (stone["uid"], stone["reason"], stone["note"]) == (uid, "withdrawn", "It was wrong.")
    moves = archived.json("redirects.json")
    assert uid not in {redirect["uid"] for redirect in moves["redirects"]}
    assert {gone["url"] for gone in moves["gone"]} == {url, url.replace("second", "renamed")}
    feed = archived.json("feeds/en/news.json")
    [notice] = [item for item in feed["items"] if item["id"] == uid]
    assert notice["title"] == "Withdrawn: Second"
    assert notice["date_published"] == stone["date_published"]
    assert feed["_deleted"]["entries"] == [
        {"id": uid, "when": stone["removed_at"], "reason": "withdrawn", "note": "It was wrong."}
    ]
    archived.edit("news/second.en.md", 'withdrawn = "It was wrong."\n', "").published(NOW + timedelta(days=3))
    assert archived.json("index/tombstones.json")["tombstones"] == []
    assert redirect in archived.json("redirects.json")["redirects"]
    assert "_deleted" not in archived.json("feeds/en/news.json")


@pytest.mark.parametrize("name", ["news/2025-1.json", "news/2025-1.atom.xml", "news/2025-2.rss.xml"])
@pytest.mark.parametrize("altered", [False, True])
def test_an_archive_that_is_lost_stops_the_build_and_may_come_from_a_backup(
    archived: SiteTest, tmp_path: Path, name: str, altered: bool
) -> None:
    before = archived.tree()
    shutil.copytree(archived.output, tmp_path / "backup")
    file = archived.output / "feeds/en" / name
    file.write_text("altered") if altered else file.unlink()
    with pytest.raises(Trouble, match=rf"feeds/en/{name} is missing or was altered; restore it from a backup, or remove"):
        archived.build()
    assert archived.published(previous=tmp_path / "backup").tree() == before


def test_a_previous_folder_in_which_nothing_is_published_stops_the_build(archived: SiteTest, tmp_path: Path) -> None:
    before = archived.tree()
    with pytest.raises(Trouble, match=r"nothing is published in .*empty, which --previous names"):
        archived.build(previous=tmp_path / "empty")
    assert archived.tree() == before


def test_what_another_site_published_is_no_memory_of_this_one(archived: SiteTest) -> None:
    before = archived.tree()
    archived.edit("site.toml", 'id_authority = "site.example,2026"', 'id_authority = "other.example,2026"')
    with pytest.raises(Trouble, match=r"other ids \(tag:site.example,2026:\S+\) than id_authority gives .other.example,2026"):
        archived.build(allow_removals=True)
    assert archived.tree() == before


def test_a_compressed_copy_of_an_archive_that_is_lost_is_made_again(archived: SiteTest) -> None:
    before = archived.tree()
    for file in archived.output.rglob("*.gz"):
        file.unlink()
    assert archived.published().tree() == before


def test_a_feed_whose_history_is_removed_begins_anew_and_no_url_says_something_else(archived: SiteTest) -> None:
    before = archives(archived)
    (archived.output / "feeds/en/news/history.json").unlink()
    with pytest.raises(
        Trouble, match=r"would remove archives of feeds, feeds/en/news/.*; if a history.json .* --allow-removals"
    ):
        archived.build()
    after = archives(archived.published(allow_removals=True))
    assert len(after) == len(before)
    assert after.keys().isdisjoint(before)
    again = archived.tree()
    assert archived.published().tree() == again


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('outputs_url = "https://site.example/feeds"', 'outputs_url = "https://other.example"'),
        ('base_url = "https://site.example"', 'base_url = "https://other.example"'),
        ('timezone = "Europe/Berlin"', 'timezone = "America/New_York"'),
        ("limit = 2", "limit = 20"),
        ("window_days = 14", "window_days = 0"),
        ("window_days = 14", "window_days = 100000000000"),
        ("[feeds.news]", "[feeds.press]"),
        ("[feeds.news]", "[feeds.history]"),
        ("archive = true", "archive = false"),
    ],
)
def test_settings_may_change_under_feeds_that_have_archives(archived: SiteTest, old: str, new: str) -> None:
    later = NOW + timedelta(days=1)
    before = archives(archived)
    archived.edit("site.toml", old, new).published(later, allow_removals=True)
    again = archived.tree()
    assert archived.published(later).tree() == again
    assert all(
        data == before.get(path, data) or b"next-archive" in data
        for path, data in archives(archived).items()
        if path[-3:] == "xml"
    )


def test_the_history_of_a_feed_keeps_its_contract_when_archives_go_and_entries_move_to_another_feed(archived: SiteTest) -> None:
    archived.edit("site.toml", "archive = true", 'archive = false\ntypes = ["news"]\ntags = ["visit"]').published(
        allow_removals=True
    )
    history = archived.json("feeds/en/news/history.json")
    assert {tuple(archive["formats"]) for archive in history["archives"]} == {()}
    assert "" in history["left"].values()
    assert violations(history, "history") == []
